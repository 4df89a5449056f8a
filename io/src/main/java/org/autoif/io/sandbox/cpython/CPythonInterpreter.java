package org.autoif.io.sandbox.cpython;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Python interpreter that was asked what it is.
 *
 * @param executable its own path, behind any launcher
 * @param version for example {@code 3.11.7}
 * @param path where it looks for modules when nothing restricts it
 */
public record CPythonInterpreter(String executable, String version, String path) {
  private static final String QUESTION =
      """
      import os, platform, sys
      print(platform.python_implementation())
      print(sys.version.split()[0])
      print(sys.executable)
      print(os.pathsep.join(part for part in sys.path if part))
      """;

  /** What Java adds to the signal that ended a process. */
  private static final int KILLED = 128;

  private static final String ALLOWED = "; the cpython engine needs CPython 3.9 or newer";

  /**
   * Asks {@code python}; once more if somebody kills it before it answers.
   *
   * @throws IOException if there is none, or it is not CPython 3.9 or newer
   */
  public static CPythonInterpreter find(String python) throws IOException {
    Answer answer = ask(python);
    if (answer.status > KILLED) {
      answer = ask(python);
    }
    return answer.read(python);
  }

  private static Answer ask(String python) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(python, "-E", "-s", "-c", QUESTION)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException(python + " cannot be started" + ALLOWED, e);
    }
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IOException(python + " does not answer" + ALLOWED);
      }
      String said = new String(process.getInputStream().readNBytes(1 << 14), UTF_8);
      return new Answer(process.exitValue(), said.lines().toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + python + " for its version", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * What it said.
   *
   * @param status of its process; above {@link #KILLED} by the number of the signal that ended it
   * @param lines of its output
   */
  private record Answer(int status, List<String> lines) {
    CPythonInterpreter read(String python) throws IOException {
      if (status > KILLED) {
        throw new IOException(python + " was ended twice by a signal, now " + (status - KILLED));
      }
      if (status != 0 || lines.size() < 4) {
        String last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
        throw new IOException(python + " failed with status " + status + last + ALLOWED);
      }
      CPythonInterpreter found = new CPythonInterpreter(lines.get(2), lines.get(1), lines.get(3));
      if (!lines.get(0).equals("CPython") || !found.isAtLeast(9)) {
        throw new IOException(python + " is " + lines.get(0) + " " + found.version + ALLOWED);
      }
      return found;
    }
  }

  /** Returns whether this is Python 3.{@code minor} or newer. */
  boolean isAtLeast(int minor) {
    String[] parts = version.split("\\D+", 3);
    try {
      return parts.length > 1
          && Integer.parseInt(parts[0]) == 3
          && Integer.parseInt(parts[1]) >= minor;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
