package org.autoif.io.sandbox;

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
  private static final String MAIN = "org/autoif/io/sandbox/HostMain.class";

  @Test
  void givenClassFolders_thenTheyAndTheClassPath() throws IOException {
    String path = HostClassPath.of(HostMain.class, ENGINE);
    assertTrue(path.contains("polyglot"), path);
    Path own = Path.of(path.substring(0, path.indexOf(java.io.File.pathSeparatorChar)));
    assertTrue(Files.exists(own.resolve(MAIN)) || own.toString().endsWith(".jar"), path);
  }

  @Test
  void givenOneJarOfAllInAClassLoaderOfItsOwn_thenThatJarAlone(@TempDir Path folder)
      throws Exception {
    Path jar = folder.resolve("a job.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(ENGINE));
      out.putNextEntry(new ZipEntry(MAIN));
      out.write(HostMain.class.getResourceAsStream("HostMain.class").readAllBytes());
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      Class<?> main = loader.loadClass(HostMain.class.getName());
      assertEquals(jar.toString(), HostClassPath.of(main, ENGINE));
    }
  }

  @Test
  void givenNoEngineAnywhere_thenTheMessageSaysWhatIsMissing() {
    IOException e =
        assertThrows(IOException.class, () -> HostClassPath.of(HostMain.class, "no/Such.class"));
    assertTrue(HostProtocol.describe(e).contains("no jar on the class path holds no/Such.class"));
  }
}
