package org.autoif.pipeline.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.logging.LogManager;

/**
 * The main class of a child process: runs another one and ends when the parent does, which is when
 * standard input comes to its end. At each byte that comes it collects garbage.
 */
final class Guarded {
  private static final int ORPHANED = 3;
  private static final String LOGGING = "/org/autoif/pipeline/command/logging.properties";

  private Guarded() {}

  /** Runs the main class that is named first with the other arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    try (InputStream quiet = Guarded.class.getResourceAsStream(LOGGING)) {
      LogManager.getLogManager().readConfiguration(quiet);
    }
    Thread guard = new Thread(Guarded::endWithParent, "guard");
    guard.setDaemon(true);
    guard.start();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void endWithParent() {
    try {
      for (int said = System.in.read(); said >= 0; said = System.in.read()) {
        System.gc();
      }
    } catch (IOException e) {
      // the end as well
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
