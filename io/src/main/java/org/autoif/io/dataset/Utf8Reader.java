package org.autoif.io.dataset;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads UTF-8 without a byte order mark at its start, and refuses bytes that are no UTF-8 with the
 * line that they are on, which no decoder tells.
 */
final class Utf8Reader extends FilterReader {
  /** Stands for wrong bytes: no character, so that no text has it. */
  private static final String WRONG = "\uFFFF";

  private final String name;
  private int line = 1;

  private Utf8Reader(InputStream in, String name) {
    super(
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(WRONG)));
    this.name = name;
  }

  /**
   * Opens a reader, which throws an {@link InputException} where it meets wrong bytes.
   *
   * @param name how to call the file in an error
   */
  static BufferedReader of(InputStream in, String name, int buffer) throws IOException {
    BufferedReader reader = new BufferedReader(new Utf8Reader(in, name), buffer);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] to, int from, int length) throws IOException {
    int count = super.read(to, from, length);
    for (int i = from; i < from + count; i++) {
      if (to[i] == '\n') {
        line++;
      } else if (to[i] == WRONG.charAt(0)) {
        throw new InputException(
            "line "
                + line
                + " of "
                + name
                + " is not UTF-8: iconv -f ENCODING -t UTF-8 makes the file readable");
      }
    }
    return count;
  }
}
