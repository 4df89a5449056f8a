package org.autoif.transforms.instruct;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.pool.CompleteChats;
import org.autoif.io.nli.NliClient;
import org.autoif.io.nli.NliQuestion;
import org.autoif.io.nli.NliResult;
import org.autoif.io.record.Json;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over HTTP, with a server that answers as Text Embeddings Inference's documentation says. */
final class TeiNliClientTest {
  private final HttpServer server;
  private final ConcurrentLinkedQueue<JsonNode> bodies = new ConcurrentLinkedQueue<>();
  private int refusals;

  TeiNliClientTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.createContext("/predict", this::predict);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Says of each pair what its hypothesis says. */
  private synchronized void predict(HttpExchange exchange) throws IOException {
    JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
    if (refusals++ < 2) {
      answer(exchange, 429, "{\"error\":\"Model is overloaded\",\"error_type\":\"overloaded\"}");
      return;
    }
    bodies.add(body);
    ArrayNode predictions = Json.mapper().createArrayNode();
    for (JsonNode pair : body.path("inputs")) {
      ArrayNode of = predictions.addArray();
      of.addObject().put("score", 0.2).put("label", "neutral");
      of.addObject().put("score", 0.7).put("label", pair.path(1).asText());
      of.addObject().put("score", 0.1).put("label", "entailment");
    }
    answer(exchange, 200, predictions.toString());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static NliQuestion question(String id, List<String> hypotheses) {
    return NliQuestion.builder()
        .setId(id)
        .setPremise("premise of " + id)
        .setHypotheses(hypotheses)
        .setContext("{}")
        .build();
  }

  private NliClient judge() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    CompleteChats chats =
        CompleteChats.of(
            ChatEndpoints.of(
                Map.of(
                    "teacher", ChatEndpoint.of("http://127.0.0.1:9/v1", "none"),
                    "nli", ChatEndpoint.of(address, "nli-model"))));
    return TeiNliClient.of(new ChatRoles(chats, Prompts.bundled(), 7));
  }

  @Test
  @Timeout(60)
  void asksInBatchesAndAgainWhenOverloaded() {
    List<String> many =
        IntStream.range(0, 70)
            .mapToObj(i -> List.of("entailment", "Contradiction", "NEUTRAL").get(i % 3))
            .toList();
    NliQuestion large = question("large", many);
    NliQuestion unclear = question("unclear", List.of("contradiction", "LABEL_1", "neutral"));

    TestPipeline pipeline = Steps.pipeline();
    PCollectionTuple out = Steps.given(pipeline, large, unclear).apply(judge().classify());
    PAssert.that(out.get(NliClient.RESULTS))
        .containsInAnyOrder(
            NliResult.builder()
                .setQuestion(large)
                .setLabels(many.stream().map(String::toLowerCase).toList())
                .build(),
            NliResult.builder()
                .setQuestion(unclear)
                .setLabels(List.of("contradiction", "unknown", "neutral"))
                .build());
    PAssert.that(
            out.get(NliClient.FAILURES)
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(failure -> failure.getKind() + " " + failure.getMessage())))
        .containsInAnyOrder(
            "unreadable_answer 'LABEL_1' is no label out of [entailment, neutral, contradiction]");
    pipeline.run().waitUntilFinish();

    List<Integer> sizes = new ArrayList<>();
    for (JsonNode body : bodies) {
      assertThat(body.path("truncate").asBoolean(), is(true));
      assertThat(body.path("inputs").path(0).path(0).asText(), startsWith("premise of "));
      sizes.add(body.path("inputs").size());
      assertThat(body.path("inputs").size(), lessThanOrEqualTo(32));
    }
    assertThat(sizes, hasSize(4));
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum(), is(73));
  }
}
