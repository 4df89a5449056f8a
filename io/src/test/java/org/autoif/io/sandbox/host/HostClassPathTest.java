package org.autoif.io.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostClassPathTest {
  private static final String ENGINE = "org/graalvm/polyglot/Engine.class";
  private static final String MAIN = "org/autoif/io/sandbox/host/HostMain.class";

  @Test
  void givenClassFolders_thenTheyAndTheClassPath(@TempDir Path folder) throws IOException {
    String path = HostClassPath.of(HostMain.class, ENGINE, folder);
    assertTrue(path.contains("polyglot"), path);
    Path own = Path.of(path.substring(0, path.indexOf(java.io.File.pathSeparatorChar)));
    assertTrue(Files.exists(own.resolve(MAIN)) || own.toString().endsWith(".jar"), path);
  }

  @Test
  void givenOneJarOfAllInAClassLoaderOfItsOwn_thenThatJarAlone(@TempDir Path folder)
      throws Exception {
    assertEquals(
        folder.resolve("a job.jar").toString(), ofOneJar(folder.resolve("a job.jar"), folder));
  }

  /** As Flink's worker folders are, which are named after an address. */
  @Test
  void givenJarWhosePathHasTheSeparator_thenALinkToIt(@TempDir Path folder) throws Exception {
    Path jar = Files.createDirectory(folder.resolve("tm_127.0.0.1:4711")).resolve("blob");
    Path link = Path.of(ofOneJar(jar, folder));
    assertEquals(folder, link.getParent());
    assertTrue(Files.isSameFile(jar, link));
  }

  private static String ofOneJar(Path jar, Path folder) throws Exception {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(ENGINE));
      out.putNextEntry(new ZipEntry(MAIN));
      out.write(HostMain.class.getResourceAsStream("HostMain.class").readAllBytes());
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      Class<?> main = loader.loadClass(HostMain.class.getName());
      return HostClassPath.of(main, ENGINE, folder);
    }
  }

  @Test
  void givenNoEngineAnywhere_thenTheMessageSaysWhatIsMissing(@TempDir Path folder) {
    IOException e =
        assertThrows(
            IOException.class, () -> HostClassPath.of(HostMain.class, "no/Such.class", folder));
    assertTrue(HostProtocol.describe(e).contains("no jar on the class path holds no/Such.class"));
  }
}
