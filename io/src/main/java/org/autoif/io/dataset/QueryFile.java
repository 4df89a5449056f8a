package org.autoif.io.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads user queries from the layouts in which they are handed around: a JSON array or JSON Lines
 * of conversations in ShareGPT's spelling and its relatives, of chat messages, of texts, or of rows
 * with a named field; such rows in Parquet; a table in {@code .csv} or {@code .tsv}; or plain text,
 * one query a line. Of a conversation the first user turn is the query.
 *
 * <p>Whether a file is JSON is seen from its name and its start: text may begin with a bracket.
 */
public final class QueryFile {
  private static final String ALLOWED =
      "plain text, JSON or JSON Lines in UTF-8, also packed by gzip, or Parquet in a file that ends"
          + " in "
          + InputFiles.PARQUET;

  private static final int START = 1 << 15;

  private QueryFile() {}

  /** Takes the rows that give no query. */
  public interface LeftOut {
    /** Takes a row without a word of a user, as chat logs have them. */
    void empty(int line, String reason);

    /** Takes a row that is not as expected. */
    void bad(int line, String reason);
  }

  /** Takes no row: each is a reason to refuse the file. */
  private static final class Refused implements LeftOut {
    @Override
    public void empty(int line, String reason) {
      throw new InputException(reason);
    }

    @Override
    public void bad(int line, String reason) {
      throw new InputException(reason);
    }
  }

  /**
   * Hands on every query of a file.
   *
   * @param in the file's bytes; not closed
   * @param name the file's name: tells its layout, and how to call the file in an error
   * @param field the field that holds the query; absent to look for {@code conversations}, {@code
   *     messages}, {@code query}, {@code prompt}, {@code question}, {@code text} and their like
   * @throws InputException if a row has no query, or the file is in none of the layouts; the
   *     message names the line and what was expected
   */
  public static void read(InputStream in, String name, @Nullable String field, Consumer<String> to)
      throws IOException {
    read(in, name, field, false, to, new Refused());
  }

  /**
   * Hands on the queries of a file and, apart, the rows that give none.
   *
   * @param all whether every user turn of a row counts, as a benchmark's do, and not the first
   *     alone
   * @throws InputException if the file is in none of the layouts
   */
  public static void read(
      InputStream in,
      String name,
      @Nullable String field,
      boolean all,
      Consumer<String> to,
      LeftOut leftOut)
      throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in, START * 4);
    boolean isTable = DelimitedRows.is(name);
    if (!isTable && !isParquet(bytes, name) && !isJson(bytes, name)) {
      if (field != null) {
        throw new InputException(
            name + " is plain text, but the field '" + field + "' is only found in JSON rows");
      }
      InputFiles.lines(bytes, name, ALLOWED, (line, text) -> to.accept(InputFiles.whole(text)));
      return;
    }
    BadRows bad = leftOut instanceof Refused ? BadRows.REFUSED : leftOut::bad;
    InputFiles.values(
        bytes, name, (line, row) -> take(line, row, name, field, all, to, leftOut), bad);
  }

  private static void take(
      int line,
      JsonNode row,
      String name,
      @Nullable String field,
      boolean all,
      Consumer<String> to,
      LeftOut leftOut) {
    JsonNode inside = UserTurns.rowsIn(row);
    if (inside != null) {
      inside.forEach(each -> take(line, each, name, field, all, to, leftOut));
      return;
    }
    List<String> texts = UserTurns.of(row, field);
    if (texts == null) {
      leftOut.bad(
          line, "line " + line + " of " + name + " has no query: expected " + expected(field));
    } else if (texts.isEmpty()) {
      leftOut.empty(
          line, "line " + line + " of " + name + " has no query: no user says anything in it");
    } else {
      (all ? texts : texts.subList(0, 1)).forEach(text -> to.accept(plain(text)));
    }
  }

  /** Returns a query without what no prompt can hold. */
  private static String plain(String text) {
    return InputFiles.whole(text).replace('\0', '\uFFFD');
  }

  private static String expected(@Nullable String field) {
    return field == null
        ? "a text in conversations, messages, query, prompt, question or text"
        : "a text in the field '" + field + "'";
  }

  private static boolean isParquet(InputStream in, String name) throws IOException {
    return Packed.bareName(name).endsWith(InputFiles.PARQUET) || Packed.head(in, 4).equals("PAR1");
  }

  private static boolean isJson(InputStream in, String name) throws IOException {
    in.mark(START);
    String start = new String(in.readNBytes(START), StandardCharsets.UTF_8);
    in.reset();
    String text = start.startsWith("\uFEFF") ? start.substring(1) : start;
    String bare = Packed.bareName(name);
    boolean isNamed = List.of(".json", ".jsonl", ".ndjson").stream().anyMatch(bare::endsWith);
    if (isNamed && !text.isBlank() && "{[\"".indexOf(text.stripLeading().charAt(0)) < 0) {
      throw new InputException(
          "line 1 of "
              + name
              + " is not JSON, as the name says: it starts with '"
              + words(text)
              + "'");
    }
    return isNamed || JsonStart.is(text);
  }

  private static String words(String text) {
    String line = text.stripLeading().lines().findFirst().orElse("");
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }

  /** Returns whether a line of text is a row of JSON. */
  public static boolean isJsonLine(String line) {
    return JsonStart.is(line);
  }
}
