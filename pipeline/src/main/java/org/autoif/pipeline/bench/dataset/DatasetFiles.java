package org.autoif.pipeline.bench.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.autoif.io.record.Ids;

/** What two versions are compared by. */
public final class DatasetFiles {
  private static final Pattern HOW_CALLS_FARED =
      Pattern.compile("(?m)^ *\"(retries|latency_ms)\" : .*\\R");

  private DatasetFiles() {}

  /**
   * Returns the hashes of a version's files, with its name and how its calls fared taken out of the
   * manifest.
   */
  public static Map<String, String> of(Path output, String version) throws IOException {
    Path root = output.resolve(version);
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      found
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(root.relativize(file).toString(), hash(file, version)));
    }
    return files;
  }

  /** Returns whether two versions are the same; names the files that differ on standard error. */
  public static boolean areSame(Map<String, String> one, Map<String, String> other) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
    if (!names.isEmpty()) {
      System.err.println("not the same: " + names);
    }
    return names.isEmpty();
  }

  private static String hash(Path file, String version) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return Ids.sha256(
          HOW_CALLS_FARED
              .matcher(text.replace("\"version\" : \"" + version, "\"version\" : \""))
              .replaceAll("")
              .getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
