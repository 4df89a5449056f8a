package org.autoif.io.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The temporary folder of a pool: its hosts work in it and unpack their interpreter there. */
final class HostFolder {
  private HostFolder() {}

  static Path create() throws IOException {
    return Files.createTempDirectory("autoif-sandbox");
  }

  /** Deletes it with all it holds, as far as it can. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException left) {
      // A temporary folder; the system clears it in the end.
    }
  }
}
