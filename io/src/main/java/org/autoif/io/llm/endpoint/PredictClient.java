package org.autoif.io.llm.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.client.http.HttpTransport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.autoif.io.record.Json;

/**
 * Asks a Text Embeddings Inference server that holds a classifier of pairs of texts, by its {@code
 * POST /predict}. It is a {@link ChatClient} so that all that holds for chat calls (the limit in
 * flight, repetition, patience, the completion store) holds for it: the first message of a request
 * is the premise, each other one a hypothesis, and the completion has the likeliest label of each,
 * one a line, as the model names it. They go as one batch.
 */
final class PredictClient implements ChatClient {
  private final ChatEndpoint endpoint;
  private final EndpointHttp http;

  /**
   * Makes a client. The transport is not closed with it.
   *
   * @throws ChatException of kind AUTH if the key is named but not there
   */
  PredictClient(ChatEndpoint endpoint, HttpTransport transport) throws ChatException {
    this.endpoint = endpoint;
    this.http = new EndpointHttp(endpoint, transport);
  }

  @Override
  public Completion complete(ChatRequest request) throws ChatException {
    String premise = request.messages().get(0).getContent();
    ObjectNode body = Json.mapper().createObjectNode();
    ArrayNode pairs = body.putArray("inputs");
    request.messages().stream()
        .skip(1)
        .forEach(hypothesis -> pairs.addArray().add(premise).add(hypothesis.getContent()));
    body.put("truncate", true);
    long start = System.nanoTime();
    String text = http.send("POST", "/predict", body.toString().getBytes(StandardCharsets.UTF_8));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    String labels = String.join("\n", labels(text, pairs.size()));
    return new Completion(labels, null, "stop", 0, 0, 0, millis, 1, List.of());
  }

  private List<String> labels(String body, int pairs) throws ChatException {
    JsonNode json;
    try {
      json = Json.mapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw http.malformed("is not JSON");
    }
    if (!json.isArray() || json.size() != pairs) {
      throw http.malformed("is no list of " + pairs + " predictions");
    }
    List<String> labels = new ArrayList<>();
    for (JsonNode prediction : json) {
      String best = null;
      double highest = Double.NEGATIVE_INFINITY;
      for (JsonNode of : prediction) {
        double score = of.path("score").asDouble(Double.NEGATIVE_INFINITY);
        if (score > highest) {
          highest = score;
          best = of.path("label").asText();
        }
      }
      if (best == null) {
        throw http.malformed("has a prediction without a label and its score");
      }
      labels.add(best);
    }
    return labels;
  }

  @Override
  public String endpoint() {
    return endpoint.baseUrl();
  }

  @Override
  public String model() {
    return endpoint.model();
  }

  /** The name of another interface, so that no chat model of the same name is taken for it. */
  @Override
  public String parameters() {
    return "{\"api\":\"predict\"}";
  }

  @Override
  public int mostChoices() {
    return 1;
  }

  @Override
  public void close() {
    // the transport belongs to the process
  }
}
