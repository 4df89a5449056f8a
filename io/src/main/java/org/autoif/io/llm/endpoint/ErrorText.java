package org.autoif.io.llm.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a body says of an error, whatever its shape: JSON of any depth, a list, a page, a text.
 *
 * @param words its own words in one short line; empty if it has none
 * @param code its codes and types, in lower case, for the classification
 * @param parameter the parameter of the request that it names; absent for none
 * @param status the status that it claims, if it claims an error's; else 0
 */
record ErrorText(String words, String code, @Nullable String parameter, int status) {
  private static final int MOST_LETTERS = 300;
  private static final int MOST_DEPTH = 6;

  /** In the order in which they are looked for, at each depth. */
  private static final List<String> WORDS =
      List.of(
          "message",
          "msg",
          "detail",
          "error_msg",
          "error_message",
          "status_msg",
          "errorMessage",
          "error_description",
          "description",
          "error",
          "errors",
          "title",
          "reason");

  private static final List<String> CODES =
      List.of("code", "type", "status", "error_code", "status_code");

  private static final Pattern TITLE =
      Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_TEXT =
      Pattern.compile(
          "<(script|style|head)\\b.*?</\\1>|<!--.*?-->|<[^>]*>",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  /** Reads the body of an answer with an error's status. */
  static ErrorText of(String body) {
    String stripped = body.strip();
    if (stripped.startsWith("{") || stripped.startsWith("[") || stripped.startsWith("\"")) {
      try {
        return of(Json.mapper().readTree(stripped));
      } catch (JsonProcessingException e) {
        // a text that begins so
      }
    }
    return new ErrorText(shown(stripped.startsWith("<") ? page(stripped) : stripped), "", null, 0);
  }

  static ErrorText of(JsonNode json) {
    String words = words(json, 0);
    JsonNode error = json.isArray() ? json.path(0) : json;
    StringBuilder code = new StringBuilder();
    int status = 0;
    String parameter = null;
    for (JsonNode at :
        List.of(
            error, error.path("error"), error.path("base_resp"), error.path("errors").path(0))) {
      for (String name : CODES) {
        JsonNode value = at.path(name);
        if (value.isValueNode()) {
          code.append(value.asText()).append(' ');
          int number = value.asInt(0);
          status = status == 0 && number >= 400 && number < 600 ? number : status;
        }
      }
      if (at.path("param").isTextual()) {
        parameter = at.path("param").asText();
      }
    }
    JsonNode place = error.path("detail").path(0).path("loc"); // as pydantic tells of a field
    if (place.isArray() && !place.isEmpty()) {
      parameter = place.get(place.size() - 1).asText();
    }
    return new ErrorText(shown(words), code.toString().toLowerCase(Locale.ROOT), parameter, status);
  }

  /** Returns whether a JSON answer that is no completion is an error with a good status. */
  static boolean isIn(JsonNode json) {
    JsonNode first = json.isArray() ? json.path(0) : json;
    boolean isAnswer = first.path("choices").isArray() && !first.path("choices").isEmpty();
    return !isAnswer && (isSaid(first.path("error")) || !words(first, 0).isEmpty());
  }

  private static boolean isSaid(JsonNode error) {
    return !error.isNull() && !error.isMissingNode() && !error.asText("x").isEmpty();
  }

  private static String words(JsonNode json, int depth) {
    if (json.isTextual()) {
      return json.asText().strip();
    }
    if (depth >= MOST_DEPTH || !json.isContainerNode()) {
      return ""; // what is not there has no parts: to look for some takes 13 looks at each depth
    }
    if (json.isArray()) {
      for (JsonNode element : json) {
        String words = words(element, depth + 1);
        if (!words.isEmpty()) {
          return words + place(element);
        }
      }
      return "";
    }
    for (String name : WORDS) {
      String words = words(json.path(name), depth + 1);
      if (!words.isEmpty()) {
        return words + behind(json, words);
      }
    }
    Iterator<Map.Entry<String, JsonNode>> fields = json.fields();
    while (fields.hasNext()) {
      JsonNode value = fields.next().getValue();
      String words = value.isContainerNode() ? words(value, depth + 1) : "";
      if (!words.isEmpty()) {
        return words;
      }
    }
    return "";
  }

  /** What a router was told by the provider behind it. */
  private static String behind(JsonNode json, String words) {
    JsonNode raw = json.path("metadata").path("raw");
    return raw.isTextual() && !words.contains(raw.asText()) ? ": " + raw.asText() : "";
  }

  /** The field that a list of faults is about. */
  private static String place(JsonNode element) {
    JsonNode place = element.path("loc");
    return place.isArray() && !place.isEmpty()
        ? " (" + place.get(place.size() - 1).asText() + ")"
        : "";
  }

  private static String page(String html) {
    Matcher title = TITLE.matcher(html);
    String head = title.find() ? title.group(1).strip() : "";
    String text = NO_TEXT.matcher(html).replaceAll(" ").strip();
    return text.isEmpty() || text.startsWith(head)
        ? (text.isEmpty() ? head : text)
        : head + (head.isEmpty() ? "" : ": ") + text;
  }

  /** One line, short, without what a terminal would obey. */
  static String shown(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (line.length() <= MOST_LETTERS) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(MOST_LETTERS - 1)) ? 1 : 0;
    return line.substring(0, MOST_LETTERS - end) + "…";
  }
}
