package org.autoif.pipeline.bench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.CompletionKey;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.jspecify.annotations.Nullable;

/** Finds which completion of a store a request asks for. */
public final class RequestKeys {
  /** More than any step asks for of one question. */
  private static final int MOST_SAMPLES = 64;

  private RequestKeys() {}

  /**
   * Returns the key among {@code keys} that a request is for, or null if it is for none. The
   * sample's index is not in a request, so all are tried; a key is a hash, so at most one fits.
   */
  public static @Nullable String find(String body, Set<String> keys) {
    JsonNode request = Json.read(body, JsonNode.class);
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      messages.add(
          Message.builder()
              .setRole(message.path("role").asText())
              .setContent(message.path("content").asText())
              .build());
    }
    String parameters = CompletionKey.parameters(request.path("max_tokens").asInt(0), null);
    JsonNode format = request.path("response_format");
    ChatRequest asked =
        new ChatRequest(
            messages,
            request.path("temperature").asDouble(),
            request.path("seed").asLong(),
            1,
            format.isMissingNode() ? null : format.toString());
    for (int sample = 0; sample < MOST_SAMPLES; sample++) {
      String key = CompletionKey.of(request.path("model").asText(), parameters, asked, sample);
      if (keys.contains(key)) {
        return key;
      }
    }
    return null;
  }
}
