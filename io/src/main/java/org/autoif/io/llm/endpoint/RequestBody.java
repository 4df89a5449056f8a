package org.autoif.io.llm.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.record.CleanText;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.jspecify.annotations.Nullable;

/** The body of a request, as an endpoint takes it. */
final class RequestBody {
  private static final String SYSTEM = "system";
  private static final String USER = "user";

  private RequestBody() {}

  static ObjectNode of(
      ChatEndpoint endpoint,
      @Nullable ObjectNode extraBody,
      ChatRequest request,
      Set<Concession> without) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("model", endpoint.model());
    ArrayNode messages = body.putArray("messages");
    for (Message message : messages(request, without)) {
      messages
          .addObject()
          .put("role", message.getRole())
          .put("content", CleanText.of(message.getContent()));
    }
    if (!without.contains(Concession.NO_TEMPERATURE)) {
      body.put("temperature", request.temperature());
    }
    if (!without.contains(Concession.NO_SEED)) {
      body.put("seed", request.seed());
    }
    if (request.choices() > 1 && !without.contains(Concession.ONE_CHOICE)) {
      body.put("n", request.choices());
    }
    if (request.responseFormat() != null && !without.contains(Concession.NO_FORMAT)) {
      body.set("response_format", Json.read(request.responseFormat(), ObjectNode.class));
    }
    if (endpoint.maxTokens() > 0
        && !without.contains(Concession.NO_TOKENS)
        && !(extraBody != null && extraBody.has("max_completion_tokens"))) {
      body.put(
          without.contains(Concession.OTHER_TOKENS) ? "max_completion_tokens" : "max_tokens",
          endpoint.maxTokens());
    }
    if (without.contains(Concession.STREAM)) {
      body.put("stream", true);
    }
    if (extraBody != null) {
      body.setAll(extraBody);
    }
    if (body.path("stream").asBoolean()
        && !body.has("stream_options")
        && !without.contains(Concession.NO_STREAM_OPTIONS)) {
      body.putObject("stream_options").put("include_usage", true);
    }
    return body;
  }

  private static List<Message> messages(ChatRequest request, Set<Concession> without) {
    return without.contains(Concession.FOLDED_SYSTEM)
        ? folded(request.messages())
        : request.messages();
  }

  /** Puts what the system says before what the user says first. */
  static List<Message> folded(List<Message> messages) {
    StringBuilder system = new StringBuilder();
    List<Message> others = new ArrayList<>();
    for (Message message : messages) {
      if (message.getRole().equals(SYSTEM)) {
        system.append(message.getContent().strip()).append("\n\n");
      } else {
        others.add(message);
      }
    }
    if (system.isEmpty()) {
      return messages;
    }
    if (others.isEmpty() || !others.get(0).getRole().equals(USER)) {
      others.add(0, Message.user(system.toString().strip()));
    } else {
      others.set(0, Message.user(system + others.get(0).getContent()));
    }
    return others;
  }

  /** Returns what could be done without for a request that is refused, likeliest first. */
  static Set<Concession> possible(ObjectNode body, Set<Concession> already) {
    Set<Concession> all = EnumSet.noneOf(Concession.class);
    if (body.path("n").asInt(1) > 1) {
      all.add(Concession.ONE_CHOICE);
    }
    if (body.has("response_format")) {
      all.add(Concession.NO_FORMAT);
    }
    if (body.path("messages").findValuesAsText("role").contains(SYSTEM)) {
      all.add(Concession.FOLDED_SYSTEM);
    }
    if (body.has("seed")) {
      all.add(Concession.NO_SEED);
    }
    if (body.has("temperature")) {
      all.add(Concession.NO_TEMPERATURE);
    }
    if (body.has("max_tokens")) {
      all.add(Concession.OTHER_TOKENS);
    }
    if (!body.path("stream").asBoolean()) {
      all.add(Concession.STREAM);
    }
    if (body.has("stream_options")) {
      all.add(Concession.NO_STREAM_OPTIONS);
    }
    all.removeAll(already);
    return all;
  }
}
