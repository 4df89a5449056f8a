package org.autoif.pipeline.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;

/** The part of a chat completion request that the teacher heeds. */
record TeacherRequest(
    String model, String prompt, String user, int samples, long seed, int maxTokens, String key) {
  private static final int MOST_SAMPLES = 128;

  /** A request that is the client's fault. */
  static final class Bad extends Exception {
    private final String param;

    Bad(String message, String param) {
      super(message);
      this.param = param;
    }

    String param() {
      return param;
    }
  }

  static TeacherRequest parse(String body) throws Bad {
    JsonNode json;
    try {
      json = Json.mapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw new Bad("the body is not JSON: " + e.getOriginalMessage(), "");
    }
    if (!json.isObject()) {
      throw new Bad("the body must be a JSON object", "");
    }
    if (json.path("stream").asBoolean(false)) {
      throw new Bad("this server does not stream", "stream");
    }
    StringBuilder prompt = new StringBuilder();
    String user = null;
    for (JsonNode message : json.path("messages")) {
      String text = text(message.path("content"));
      prompt.append(message.path("role").asText()).append('\n').append(text).append('\n');
      if (message.path("role").asText().equals("user")) {
        user = text;
      }
    }
    if (user == null) {
      throw new Bad("messages must be a list with at least one of role user", "messages");
    }
    double temperature = number(json, "temperature", 1, 0, 2);
    String model = json.path("model").asText("");
    if (model.isEmpty()) {
      throw new Bad("model must be named", "model");
    }
    String limit =
        json.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    return new TeacherRequest(
        model,
        prompt.toString(),
        user,
        (int) number(json, "n", 1, 1, MOST_SAMPLES),
        json.path("seed").asLong(0),
        (int) number(json, limit, Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        Ids.of("request", model, prompt.toString(), Double.toString(temperature)));
  }

  /** Returns what fixes sample {@code index}: the pipeline asks sample i with seed + i. */
  String sampleKey(int index) {
    return key + "/" + (seed + index);
  }

  /** Returns what makes two requests the same one tried again. */
  String attemptKey() {
    return key + "/" + seed + "/" + samples + "/" + maxTokens;
  }

  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder parts = new StringBuilder();
    content.forEach(part -> parts.append(part.path("text").asText("")));
    return parts.toString();
  }

  private static double number(JsonNode json, String name, double usual, double low, double high)
      throws Bad {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return usual;
    }
    if (!value.isNumber() || value.asDouble() < low || value.asDouble() > high) {
      throw new Bad(
          name + " is " + value + ", it must be a number from " + low + " to " + high, name);
    }
    return value.asDouble();
  }
}
