package org.autoif.io.sandbox.host;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.autoif.io.sandbox.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The words between a worker and a host: rows go down the host's standard input, one a slot at a
 * time, and verdicts come up its standard output in the order of the texts. Only the two of them
 * hold these streams; generated code has no way to either.
 */
public final class HostProtocol {
  /** Host: ready; its version follows, and why no seccomp filter holds it, if so. */
  static final int READY = 1;

  /** Host: still there. */
  static final int ALIVE = 2;

  /** Host: the next verdict of a slot's row. */
  static final int VERDICT = 3;

  /** Host: a slot's row has all its verdicts. */
  static final int DONE = 4;

  /** Host: what a slot runs cannot be stopped, so the host ends itself. */
  static final int STUCK = 5;

  /** The status of a Java process that ended by {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int EXIT_OUT_OF_MEMORY = 3;

  /** The status of a host that ended itself for a function that it could not stop. */
  static final int EXIT_STUCK = 4;

  private static final int MAX_CHARS = 1 << 28;

  /**
   * What remains to be run of a function.
   *
   * @param slot who runs it
   * @param source the function
   * @param timeouts how many of its calls have timed out before
   * @param budgetMillis how long all of it may take
   * @param inputs the texts that have no verdict yet
   */
  record Row(int slot, String source, int timeouts, long budgetMillis, List<String> inputs) {}

  private HostProtocol() {}

  static void writeRow(DataOutputStream out, Row row) throws IOException {
    out.writeInt(row.slot());
    out.writeInt(row.timeouts());
    out.writeLong(row.budgetMillis());
    writeString(out, row.source());
    out.writeInt(row.inputs().size());
    for (String input : row.inputs()) {
      writeString(out, input);
    }
    out.flush();
  }

  static Row readRow(DataInputStream in) throws IOException {
    int slot = in.readInt();
    int timeouts = in.readInt();
    long budgetMillis = in.readLong();
    String source = readString(in);
    int count = in.readInt();
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(readString(in));
    }
    return new Row(slot, source, timeouts, budgetMillis, inputs);
  }

  static void writeVerdict(DataOutputStream out, Verdict verdict) throws IOException {
    out.writeUTF(verdict.kind().name());
    if (!verdict.isValid()) {
      writeString(out, verdict.message() == null ? "" : verdict.message());
    }
  }

  static Verdict readVerdict(DataInputStream in) throws IOException {
    Verdict.Kind kind;
    try {
      kind = Verdict.Kind.valueOf(in.readUTF());
    } catch (IllegalArgumentException e) {
      throw new IOException("not a verdict", e);
    }
    return switch (kind) {
      case TRUE -> Verdict.TRUE;
      case FALSE -> Verdict.FALSE;
      default -> {
        String message = readString(in);
        yield Verdict.error(kind, message.isEmpty() ? null : message);
      }
    };
  }

  /** Writes UTF-16 as it is: a text may hold halves of a pair, which UTF-8 would lose. */
  static void writeString(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    byte[] bytes = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) (text.charAt(i) >> 8);
      bytes[2 * i + 1] = (byte) text.charAt(i);
    }
    out.write(bytes);
  }

  static String readString(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_CHARS) {
      throw new IOException("not a length: " + length);
    }
    byte[] bytes = new byte[2 * length];
    in.readFully(bytes);
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) ((bytes[2 * i] << 8) | (bytes[2 * i + 1] & 0xff));
    }
    return new String(chars);
  }

  /** Returns the message of an exception or, if it has none, its class. */
  public static String describe(@Nullable Throwable problem) {
    if (problem == null) {
      return "unknown";
    }
    return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
  }
}
