package org.autoif.io.sandbox.host;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.jar.JarFile;

/**
 * The class path of a child JVM. Where all lies in one jar (a shaded jar, a job's jar under Flink,
 * whose own class path knows nothing of it), that jar alone; else where our classes come from and
 * the class path of this process.
 */
public final class HostClassPath {
  private HostClassPath() {}

  /**
   * Returns the class path for {@code main}.
   *
   * @param needed a class file that the child cannot do without, as {@code a/b/C.class}
   * @param folder where a jar is linked whose path cannot stand in a class path: Flink keeps a
   *     job's under a folder named after an address, with a colon
   * @throws IOException if it is nowhere to be found
   */
  public static String of(Class<?> main, String needed, Path folder) throws IOException {
    Path own = codeSource(main);
    if (Files.isRegularFile(own) && holds(own, needed)) {
      return own.toString().contains(File.pathSeparator)
          ? Files.createSymbolicLink(folder.resolve("job-" + UUID.randomUUID() + ".jar"), own)
              .toString()
          : own.toString();
    }
    Set<String> entries = new LinkedHashSet<>();
    entries.add(own.toString());
    boolean found = false;
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      found |= Files.isRegularFile(path) && holds(path, needed);
      entries.add(path.toString());
    }
    if (!found) {
      throw new IOException(
          "the sandbox cannot start: no jar on the class path holds "
              + needed
              + " (looked beside "
              + own
              + ")");
    }
    return String.join(File.pathSeparator, entries);
  }

  private static Path codeSource(Class<?> main) throws IOException {
    CodeSource source = main.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("the sandbox cannot start: " + main + " has no code source");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the sandbox cannot start from " + source.getLocation(), e);
    }
  }

  private static boolean holds(Path jar, String entry) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getEntry(entry) != null;
    } catch (IOException notAJar) {
      return false;
    }
  }
}
