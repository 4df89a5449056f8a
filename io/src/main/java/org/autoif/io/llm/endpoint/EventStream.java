package org.autoif.io.llm.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * Joins the chunks of a chat completion that came as server-sent events into the completion that
 * would have come without. By hand, since the HTTP client knows no events, and those who do want a
 * stream that follows the standard.
 */
final class EventStream {
  private final Map<Integer, ObjectNode> choices = new TreeMap<>();
  private @Nullable JsonNode usage;
  private @Nullable JsonNode error;
  private boolean done;

  private EventStream() {}

  /** Returns whether a body is such a stream, by its first line or by what its header says. */
  static boolean is(String body, @Nullable String contentType) {
    String start = body.stripLeading();
    boolean isTold = contentType != null && contentType.startsWith("text/event-stream");
    return start.startsWith("data:")
        || start.startsWith("event:")
        || (isTold && !start.startsWith("{"));
  }

  /**
   * Returns the completion, or an error that stood in the stream.
   *
   * @return absent for a stream that broke off before it was whole
   */
  static @Nullable JsonNode join(String body) throws JsonProcessingException {
    EventStream stream = new EventStream();
    StringBuilder data = new StringBuilder();
    for (Iterator<String> lines = body.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).strip());
      }
      if (line.isBlank() || !lines.hasNext() || isWhole(data)) {
        stream.take(data.toString());
        data.setLength(0);
      }
    }
    return stream.completion();
  }

  /** Some servers put no empty line between two events. */
  private static boolean isWhole(StringBuilder data) {
    return !data.isEmpty() && (data.charAt(data.length() - 1) == '}' && isJson(data.toString()));
  }

  private static boolean isJson(String text) {
    try {
      Json.mapper().readTree(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private void take(String data) throws JsonProcessingException {
    if (data.isEmpty()) {
      return;
    }
    if (data.equals("[DONE]")) {
      done = true;
      return;
    }
    JsonNode chunk = Json.mapper().readTree(data);
    if (chunk.hasNonNull("error")) {
      error = chunk;
    }
    if (chunk.path("usage").isObject()) {
      usage = chunk.path("usage");
    }
    for (JsonNode part : chunk.path("choices")) {
      ObjectNode choice =
          choices.computeIfAbsent(
              part.path("index").asInt(0), index -> Json.mapper().createObjectNode());
      if (part.hasNonNull("finish_reason")) {
        choice.set("finish_reason", part.path("finish_reason"));
      }
      if (part.hasNonNull("error")) {
        choice.set("error", part.path("error"));
      }
      if (part.path("message").isObject()) { // the whole, where a server sends it at the end
        choice.set("message", part.path("message"));
      } else {
        part.path("delta")
            .fields()
            .forEachRemaining(field -> add(choice.withObject("/message"), field));
      }
    }
  }

  private static void add(ObjectNode message, Map.Entry<String, JsonNode> field) {
    JsonNode value = field.getValue();
    String name = field.getKey();
    if (name.equals("role") || value.isNull()) {
      return;
    }
    if (value.isTextual()) {
      message.put(name, message.path(name).asText("") + value.asText());
    } else if (value.isArray() && name.equals("content")) {
      value.forEach(message.withArray("/" + name)::add);
    } else {
      message.set(name, value);
    }
  }

  private @Nullable JsonNode completion() {
    if (error != null) {
      return error;
    }
    boolean finished =
        !choices.isEmpty() && choices.values().stream().allMatch(c -> c.has("finish_reason"));
    if (!finished && !(done && !choices.isEmpty())) {
      return null;
    }
    ObjectNode whole = Json.mapper().createObjectNode();
    ArrayNode all = whole.putArray("choices");
    choices
        .values()
        .forEach(
            choice -> {
              choice.withObject("/message");
              all.add(choice);
            });
    if (usage != null) {
      whole.set("usage", usage);
    }
    return whole;
  }
}
