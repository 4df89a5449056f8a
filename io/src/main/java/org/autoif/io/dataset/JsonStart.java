package org.autoif.io.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.autoif.io.record.Json;

/**
 * Tells from the start of a text whether it is JSON, or text that begins with a bracket. A parser
 * would call both broken where the start ends.
 */
final class JsonStart {
  /** How many characters are looked at. */
  private static final int START = 1 << 15;

  /** What no text begins with that is not meant as JSON. */
  private static final Pattern MEANT =
      Pattern.compile("\\A\\s*(?:\\{\\s*[\"}]|\\[\\s*[{\\[\"]|\\[\\s*\\z|\\[\\s*\\n|\\{\\s*\\n)");

  private JsonStart() {}

  /** Returns whether a text, of which this may be no more than the start, is JSON. */
  static boolean is(String text) {
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return false;
    }
    if (MEANT.matcher(start).find()) {
      return true;
    }
    int end = start.indexOf('\n');
    String line = end < 0 ? start : start.substring(0, end);
    try (JsonParser json = parser(line)) {
      while (json.nextToken() != null) {
        json.skipChildren();
        JsonToken token = json.currentToken();
        if (token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
          return false;
        }
      }
      return true;
    } catch (JsonEOFException e) {
      return true; // it goes on on the next line
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether the first line is JSON that needs no other line. */
  static boolean isLines(BufferedReader in) throws IOException {
    String start = peek(in).stripLeading();
    int end = start.indexOf('\n');
    String line = end < 0 ? start : start.substring(0, end);
    if (end < 0 && start.length() >= START - 1) {
      return start.startsWith("{"); // a long line, as rows have and nothing else
    }
    try (JsonParser json = parser(line)) {
      int values = 0;
      while (json.nextToken() != null) {
        json.skipChildren();
        values++;
      }
      return values > 0;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Returns the start of what is to be read; it is read again. */
  static String peek(BufferedReader in) throws IOException {
    in.mark(START);
    char[] start = new char[START];
    int count = 0;
    for (int read = 0; count < START && read >= 0; count += Math.max(0, read)) {
      read = in.read(start, count, START - count);
    }
    in.reset();
    return new String(start, 0, count);
  }

  private static JsonParser parser(String text) throws IOException {
    JsonParser json = Json.mapper().createParser(text);
    json.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());
    return json;
  }
}
