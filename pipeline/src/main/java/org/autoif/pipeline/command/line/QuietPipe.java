package org.autoif.pipeline.command.line;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output or standard error, which may be a pipe to a program that has read enough, such as
 * {@code head}. That is no fault: what it does not want is left out, and nothing is said of it.
 */
public final class QuietPipe extends FilterOutputStream {
  private static final Path OUT = Path.of("/proc/self/fd/1");
  private static volatile boolean closed;

  public QuietPipe(OutputStream to) {
    super(to);
  }

  /** Returns whether the reader of standard output has gone. */
  public static boolean hasClosed() {
    return closed;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      closed = closed || isPipe(e);
      throw e;
    }
  }

  /** The system's words for it depend on its language, but a pipe can break in no other way. */
  private static boolean isPipe(IOException e) {
    if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
      return true;
    }
    try {
      return Files.isSymbolicLink(OUT)
          && Files.readSymbolicLink(OUT).toString().startsWith("pipe:");
    } catch (IOException noProc) {
      return false;
    }
  }
}
