package org.autoif.io.sandbox.cpython;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.Verdict.Kind;

/**
 * The bytes between the engine and its host program, whose head describes them.
 *
 * <p>What a verifier's process left behind is only ever read as codes: one that no trusted code
 * writes makes all of its row {@code VIOLATION}, and no other row.
 */
final class CPythonWire {
  /** By code; the host program has the same list. */
  private static final Kind[] KINDS = {
    null,
    Kind.TRUE,
    Kind.FALSE,
    Kind.COMPILE,
    Kind.EXCEPTION,
    Kind.TIMEOUT,
    Kind.MEMORY,
    Kind.RECURSION,
    Kind.EXIT,
    Kind.NOT_BOOL,
    Kind.CRASH,
    Kind.VIOLATION
  };

  private CPythonWire() {}

  /** Returns the frame that asks for a session which may take so many milliseconds. */
  static byte[] request(List<String> functions, List<String> inputs, long budgetMillis) {
    List<byte[]> strings =
        Stream.concat(functions.stream(), inputs.stream()).map(CPythonWire::encode).toList();
    long size = 12 + strings.stream().mapToLong(text -> 4 + text.length).sum();
    if (size > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("a session of " + size + " bytes, allowed: 2 GB");
    }
    ByteBuffer frame = ByteBuffer.allocate(4 + (int) size).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt((int) size).putInt((int) Math.max(1, Math.min(budgetMillis, Integer.MAX_VALUE)));
    frame.putInt(functions.size()).putInt(inputs.size());
    strings.forEach(text -> frame.putInt(text.length));
    strings.forEach(frame::put);
    return frame.array();
  }

  /**
   * Reads the verdicts of {@code functions} rows of {@code inputs} cells.
   *
   * @throws CPythonLostException if the reply has another shape: then the host itself is broken
   */
  static List<List<Verdict>> verdicts(byte[] reply, int functions, int inputs)
      throws CPythonLostException {
    int cells = Math.multiplyExact(functions, inputs);
    if (reply.length < cells) {
      throw new CPythonLostException(
          "it answered with " + reply.length + " of " + cells + " verdicts", null);
    }
    Map<Integer, String> messages = messages(reply, cells);
    List<List<Verdict>> rows = new ArrayList<>(functions);
    for (int row = 0; row < functions; row++) {
      rows.add(row(reply, row * inputs, inputs, messages));
    }
    return rows;
  }

  private static List<Verdict> row(
      byte[] codes, int start, int inputs, Map<Integer, String> messages) {
    List<Verdict> verdicts = new ArrayList<>(inputs);
    for (int cell = start; cell < start + inputs; cell++) {
      int code = codes[cell];
      Kind kind = code > 0 && code < KINDS.length ? KINDS[code] : null;
      if (kind == null) {
        Verdict forged = Verdict.error(Kind.VIOLATION, "wrote results that are none");
        return Stream.generate(() -> forged).limit(inputs).toList();
      }
      verdicts.add(
          switch (kind) {
            case TRUE -> Verdict.TRUE;
            case FALSE -> Verdict.FALSE;
            default -> Verdict.error(kind, messages.get(cell));
          });
    }
    return verdicts;
  }

  private static Map<Integer, String> messages(byte[] reply, int cells)
      throws CPythonLostException {
    Map<Integer, String> messages = new HashMap<>();
    ByteBuffer rest = ByteBuffer.wrap(reply, cells, reply.length - cells);
    rest.order(ByteOrder.LITTLE_ENDIAN);
    while (rest.hasRemaining()) {
      if (rest.remaining() < 6) {
        throw new CPythonLostException("its answer ends inside a message", null);
      }
      int cell = rest.getInt();
      int size = Short.toUnsignedInt(rest.getShort());
      if (cell < 0 || cell >= cells || size > rest.remaining()) {
        throw new CPythonLostException("its answer has a message of no cell", null);
      }
      messages.put(cell, new String(reply, rest.position(), size, UTF_8));
      rest.position(rest.position() + size);
    }
    return messages;
  }

  /** UTF-8 that keeps surrogates without a partner: Python's {@code surrogatepass}. */
  private static byte[] encode(String text) {
    if (isWellFormed(text)) {
      return text.getBytes(UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isSurrogate(point)) {
                bytes.write(0xE0 | (point >> 12));
                bytes.write(0x80 | ((point >> 6) & 0x3F));
                bytes.write(0x80 | (point & 0x3F));
              } else {
                bytes.writeBytes(Character.toString(point).getBytes(UTF_8));
              }
            });
    return bytes.toByteArray();
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int point = text.codePointAt(i);
        if (isSurrogate(point)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
