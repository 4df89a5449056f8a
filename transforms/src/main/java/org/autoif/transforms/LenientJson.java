package org.autoif.transforms;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds JSON in what a model wrote. It reads what models mean: trailing commas, line breaks inside
 * strings, Python's {@code True}, {@code False} and {@code None}, triple-quoted strings, and
 * backslashes that JSON does not know ({@code \d} is a backslash and a d). It never guesses at a
 * value that is not there.
 */
final class LenientJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private LenientJson() {}

  /** Returns the objects at the top of the text, in order; text around them is passed over. */
  static List<JsonNode> objects(String text) {
    return values(text, '{');
  }

  /** Returns the arrays at the top of the text, in order; text around them is passed over. */
  static List<JsonNode> arrays(String text) {
    return values(text, '[');
  }

  private static List<JsonNode> values(String text, char open) {
    List<JsonNode> found = new ArrayList<>();
    int at = text.indexOf(open);
    while (at >= 0) {
      Cleaned cleaned = Cleaned.from(text, at);
      int end = cleaned == null ? -1 : cleaned.end;
      if (cleaned != null) {
        try (JsonParser parser = MAPPER.createParser(cleaned.json)) {
          JsonNode node = MAPPER.readTree(parser);
          if (node != null && node.isContainerNode()) {
            found.add(node);
          } else {
            end = -1;
          }
        } catch (JsonProcessingException e) {
          end = -1; // not JSON from here: the next bracket may be
        } catch (IOException e) {
          throw new IllegalStateException("a string cannot fail to be read", e);
        }
      }
      at = text.indexOf(open, end < 0 ? at + 1 : end);
    }
    return found;
  }

  /** The part of a text from a bracket to the one that closes it, in strict enough JSON. */
  private static final class Cleaned {
    final String json;
    final int end;

    private Cleaned(String json, int end) {
      this.json = json;
      this.end = end;
    }

    static @Nullable Cleaned from(String text, int start) {
      StringBuilder out = new StringBuilder();
      int depth = 0;
      int i = start;
      while (i < text.length()) {
        char c = text.charAt(i);
        if (c == '"' || c == '\'') {
          i = string(text, i, out);
          if (i < 0) {
            return null;
          }
          continue;
        }
        if (Character.isLetter(c)) {
          int end = i;
          while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
          }
          out.append(word(text.substring(i, end)));
          i = end;
          continue;
        }
        out.append(c);
        i++;
        if (c == '{' || c == '[') {
          depth++;
        } else if (c == '}' || c == ']') {
          depth--;
          if (depth == 0) {
            return new Cleaned(out.toString(), i);
          }
        }
      }
      return null;
    }

    private static String word(String word) {
      return switch (word) {
        case "True" -> "true";
        case "False" -> "false";
        case "None" -> "null";
        default -> word;
      };
    }

    /** Copies a string and returns the index after it, or -1 if it does not end. */
    private static int string(String text, int start, StringBuilder out) {
      char quote = text.charAt(start);
      String triple = String.valueOf(quote).repeat(3);
      boolean isTriple = text.startsWith(triple, start);
      int i = start + (isTriple ? 3 : 1);
      out.append('"');
      while (i < text.length()) {
        char c = text.charAt(i);
        if (isTriple ? text.startsWith(triple, i) : c == quote) {
          out.append('"');
          return i + (isTriple ? 3 : 1);
        }
        if (c == '\\' && i + 1 < text.length()) {
          escape(text, i, out);
          i += 2;
          continue;
        }
        switch (c) {
          case '\n' -> out.append("\\n");
          case '\r' -> out.append("\\r");
          case '\t' -> out.append("\\t");
          case '"' -> out.append("\\\"");
          default -> {
            if (c < ' ') {
              out.append(String.format("\\u%04x", (int) c));
            } else {
              out.append(c);
            }
          }
        }
        i++;
      }
      return -1;
    }

    private static void escape(String text, int at, StringBuilder out) {
      char next = text.charAt(at + 1);
      if (next == 'u' && !text.substring(at + 2).matches("(?s)[0-9a-fA-F]{4}.*")) {
        out.append("\\\\u");
      } else if ("\"\\/bfnrtu".indexOf(next) >= 0) {
        out.append('\\').append(next);
      } else if (next == '\'') {
        out.append('\'');
      } else if (next == '\n') {
        out.append("\\n");
      } else {
        out.append("\\\\").append(next);
      }
    }
  }
}
