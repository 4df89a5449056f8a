package org.autoif.io.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads user queries from the layouts in which they are handed around: a JSON array or JSON Lines
 * of ShareGPT rows ({@code conversations}), of chat rows ({@code messages}) or of rows with a named
 * field; such rows in a file whose name ends in {@code .parquet}; or plain text, one query a line.
 * Of a conversation the first user turn is the query.
 */
public final class QueryFile {
  private static final List<String> COMMON_FIELDS = List.of("query", "prompt", "question", "text");

  private static final String ALLOWED =
      "plain text, JSON or JSON Lines in UTF-8, also packed by gzip, or Parquet in a file that ends"
          + " in "
          + InputFiles.PARQUET;

  private QueryFile() {}

  /**
   * Hands on every query of a file.
   *
   * @param in the file's bytes; not closed
   * @param name the file's name: tells Parquet, and how to call the file in an error
   * @param field the field that holds the query; absent to look for {@code conversations}, {@code
   *     messages}, {@code query}, {@code prompt}, {@code question} and {@code text}, in this order
   * @throws InputException if a row has no query, or the file is in none of the layouts; the
   *     message names the line and what was expected
   */
  public static void read(InputStream in, String name, @Nullable String field, Consumer<String> to)
      throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in);
    if (name.endsWith(InputFiles.PARQUET) || isJson(bytes)) {
      InputFiles.values(
          bytes,
          name,
          (line, row) -> {
            String query = field == null ? query(row) : textAt(row.path(field));
            if (query == null) {
              throw new InputException(
                  "line " + line + " of " + name + " has no query: expected " + expected(field));
            }
            to.accept(query);
          });
    } else if (field != null) {
      throw new InputException(
          name + " is plain text, but the field '" + field + "' is only found in JSON rows");
    } else {
      InputFiles.lines(bytes, name, ALLOWED, (line, text) -> to.accept(text));
    }
  }

  private static String expected(@Nullable String field) {
    return field == null
        ? "a text in conversations, messages, query, prompt, question or text"
        : "a text in the field '" + field + "'";
  }

  private static @Nullable String query(JsonNode row) {
    if (row.path("conversations").isArray()) {
      return firstUserTurn(row.path("conversations"), "from", "value");
    }
    if (row.path("messages").isArray()) {
      return firstUserTurn(row.path("messages"), "role", "content");
    }
    for (String field : COMMON_FIELDS) {
      String text = textAt(row.path(field));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable String firstUserTurn(JsonNode turns, String who, String what) {
    for (JsonNode turn : turns) {
      String from = turn.path(who).asText();
      if (from.equals("human") || from.equals("user")) {
        return textAt(turn.path(what));
      }
    }
    return null;
  }

  private static @Nullable String textAt(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  /**
   * Looks at the first bytes: JSON starts with a bracket or brace, whatever white space is before.
   */
  private static boolean isJson(BufferedInputStream in) throws IOException {
    in.mark(4096);
    int first = in.read();
    for (int i = 0; i < 4000 && first >= 0 && isSpaceOrMark(first); i++) {
      first = in.read();
    }
    in.reset();
    return first == '[' || first == '{';
  }

  private static boolean isSpaceOrMark(int b) {
    return Character.isWhitespace(b) || b == 0xEF || b == 0xBB || b == 0xBF;
  }
}
