package org.autoif.io.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.jspecify.annotations.Nullable;

/**
 * The name of a sample in the completion store: SHA-256 of everything that decides what an endpoint
 * answers, which is the model, the parameters, the conversation, the seed and the sample's index.
 * The address is not part of it, nor is anything secret, nor who asks and for which step.
 */
public final class CompletionKey {
  /** Changes when the form below does; older completions are not found then. */
  private static final String FORM = "autoif-completion/1";

  private CompletionKey() {}

  /** Returns the parameters of an endpoint as a text in which the order of fields is fixed. */
  public static String parameters(int maxTokens, @Nullable ObjectNode extraBody) {
    ObjectNode all = Json.mapper().createObjectNode().put("max_tokens", maxTokens);
    if (extraBody != null) {
      all.set("extra_body", sorted(extraBody));
    }
    return all.toString();
  }

  private static JsonNode sorted(JsonNode json) {
    if (json.isArray()) {
      ArrayNode array = Json.mapper().createArrayNode();
      json.forEach(element -> array.add(sorted(element)));
      return array;
    }
    if (!json.isObject()) {
      return json;
    }
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    json.fields().forEachRemaining(field -> fields.put(field.getKey(), sorted(field.getValue())));
    ObjectNode object = Json.mapper().createObjectNode();
    object.setAll(fields);
    return object;
  }

  public static String of(ChatClient client, ChatRequest request, int sample) {
    return of(client.model(), client.parameters(), request, sample);
  }

  /** Returns the key of sample {@code sample} of a call, as it is asked for. */
  public static String of(String model, String parameters, ChatRequest request, int sample) {
    ArrayNode parts = Json.mapper().createArrayNode();
    parts.add(FORM).add(model).add(parameters);
    parts.add(request.temperature()).add(request.seed()).add(sample);
    for (Message message : request.messages()) {
      parts.add(message.getRole()).add(message.getContent());
    }
    if (request.responseFormat() != null) {
      parts.add(request.responseFormat());
    }
    return Ids.sha256(parts.toString().getBytes(StandardCharsets.UTF_8));
  }
}
