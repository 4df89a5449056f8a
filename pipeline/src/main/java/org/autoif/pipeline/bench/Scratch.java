package org.autoif.pipeline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A temporary folder. */
public final class Scratch implements AutoCloseable {
  private final Path folder;

  public Scratch() throws IOException {
    folder = Files.createTempDirectory("autoif-bench");
  }

  public Path folder() {
    return folder;
  }

  /** Returns the URL of the store for a row: what was given, or a new file; null for none. */
  public @Nullable String store(@Nullable String given) {
    if (given == null) {
      return "jdbc:sqlite:" + folder.resolve("completions.sqlite");
    }
    return given.equals("none") ? null : given;
  }

  @Override
  public void close() throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : found) {
      Files.delete(path);
    }
  }
}
