package org.autoif.io.llm.pool;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.llm.endpoint.ChatEndpoint;
import org.autoif.io.llm.endpoint.ChatEndpoints;
import org.autoif.io.llm.endpoint.OpenAiChatClient;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreMaintenance;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.llm.store.StoreStats;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests for several samples, to servers that give them, some of them, or none. */
class ChoicesTest {
  private static final Map<String, List<String>> TEXTS = new ConcurrentHashMap<>();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  /** How many choices come for one request; 0 refuses those for more than one. */
  private int honoured = Integer.MAX_VALUE;

  private boolean takesFormats = true;

  @BeforeEach
  void startServer() throws IOException {
    TEXTS.clear();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
    bodies.add(body);
    int wanted = body.path("n").asInt(1);
    ObjectNode json = Json.mapper().createObjectNode();
    int status = 200;
    if ((wanted > 1 && honoured == 0) || (body.has("response_format") && !takesFormats)) {
      status = 400;
      json.putObject("error").put("code", 400).put("message", "more than the slots");
    } else {
      ArrayNode choices = json.putArray("choices");
      int given = Math.min(wanted, Math.max(1, honoured));
      for (int i = 0; i < given; i++) {
        String text = "seed " + (body.path("seed").asLong() + i);
        choices.addObject().put("finish_reason", "stop").putObject("message").put("content", text);
      }
      json.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 7 * given);
    }
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void givenServerThatHonoursThem_thenRequestsAreFewerAndSamplesTheSame() throws Exception {
    assertThat(run(4, call("id", 6, "q")), is(Map.of("id", seeds(6))));
    assertThat(wanted(), is(List.of(2, 4)));
    StoreStats.Group total = stored();
    assertThat(total.rows(), is(6L));
    assertThat(total.promptTokens(), is(200L));
    assertThat(total.completionTokens(), is(42L));
    // Whichever way it is asked, what is there is found.
    bodies.clear();
    assertThat(run(1, call("id", 7, "q")), is(Map.of("id", seeds(7))));
    assertThat(wanted(), is(List.of(1)));
  }

  @Test
  void givenServerThatIgnoresThem_thenTheOthersAreAskedForByThemselves() throws Exception {
    honoured = 1;
    assertThat(run(4, call("id", 4, "q")), is(Map.of("id", seeds(4))));
    assertThat(wanted(), is(List.of(1, 2, 3, 4)));
    assertThat(stored().rows(), is(4L));
  }

  @Test
  void givenServerThatGivesFewer_thenItIsAskedForSoMany() throws Exception {
    honoured = 2;
    assertThat(run(5, call("id", 5, "q")), is(Map.of("id", seeds(5))));
    assertThat(wanted(), is(List.of(1, 3, 5)));
  }

  @Test
  void givenServerThatRefusesThem_thenItIsAskedForOneEach() throws Exception {
    honoured = 0;
    ChatCall[] calls =
        IntStream.range(0, 3).mapToObj(i -> call("id" + i, 3, "q" + i)).toArray(ChatCall[]::new);
    Map<String, List<String>> all = Map.of("id0", seeds(3), "id1", seeds(3), "id2", seeds(3));
    assertThat(run(3, calls), is(all));
    assertThat(stored().rows(), is(9L));
    assertThat(wanted().stream().filter(n -> n == 1).count(), is(9L));
  }

  @Test
  void givenSeveralQuestions_thenNoRequestMixesThem() throws Exception {
    assertThat(
        run(8, call("id", 2, "q", "p")).get("id"),
        is(List.of("seed 7", "seed 8", "seed 7", "seed 8")));
    assertThat(wanted(), is(List.of(2, 2)));
  }

  @Test
  void givenServerThatTakesNoFormats_thenItIsAskedWithout() throws Exception {
    takesFormats = false;
    try (OpenAiChatClient client = client()) {
      ChatRequest request =
          new ChatRequest(List.of(Message.user("q")), 0, 7, 1, "{\"type\":\"json_object\"}");
      assertThat(client.complete(request).text(), is("seed 7"));
      assertThat(client.complete(request).text(), is("seed 7"));
    }
    assertThat(
        bodies.stream().map(body -> body.path("response_format").path("type").asText()).toList(),
        is(List.of("json_object", "", "")));
  }

  @Test
  void givenServerThatRefusesItAnyhow_thenTheErrorIsTold() throws Exception {
    stopServer();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(Json.mapper().readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(400, -1);
          exchange.close();
        });
    server.start();
    try (OpenAiChatClient client = client()) {
      ChatRequest request =
          new ChatRequest(List.of(Message.user("q")), 0, 7, 2, "{\"type\":\"json_object\"}");
      assertThat(
          assertThrows(ChatException.class, () -> client.complete(request)).kind(),
          is(ChatException.Kind.PERMANENT));
      assertThat(client.mostChoices(), is(Integer.MAX_VALUE));
    }
    // As it came, without each of four things, and without all of them, to learn what it is.
    assertThat(bodies.size(), is(6));
  }

  private OpenAiChatClient client() throws ChatException {
    return ChatEndpoints.of(Map.of("teacher", endpoint())).chat("teacher");
  }

  private ChatEndpoint endpoint() {
    return ChatEndpoint.of("http://127.0.0.1:" + server.getAddress().getPort() + "/v1", "m");
  }

  private StoreSettings store() {
    return StoreSettings.sqlite(folder.resolve("store.sqlite"));
  }

  private StoreStats.Group stored() throws Exception {
    return StoreMaintenance.of(store()).stats().total();
  }

  /** Returns for how many samples the requests were, sorted. */
  private List<Integer> wanted() {
    return bodies.stream().map(body -> body.path("n").asInt(1)).sorted().toList();
  }

  private static List<String> seeds(int count) {
    return IntStream.range(7, 7 + count).mapToObj(seed -> "seed " + seed).toList();
  }

  private Map<String, List<String>> run(int choices, ChatCall... calls) {
    TEXTS.clear();
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple out =
        pipeline
            .apply(Create.of(List.of(calls)))
            .apply(
                CompleteChats.of(ChatEndpoints.of(Map.of("teacher", endpoint())))
                    .withShards(1)
                    .withChoicesPerRequest(choices)
                    .withStore(CompletionStores.source(store())));
    out.get(CompleteChats.ANSWERS).apply(ParDo.of(new GatherFn()));
    pipeline.run().waitUntilFinish();
    return Map.copyOf(TEXTS);
  }

  private static final class GatherFn extends DoFn<ChatAnswer, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element ChatAnswer answer) {
      TEXTS.put(
          answer.getCall().getId(), answer.getChoices().stream().map(Choice::getText).toList());
    }
  }

  private static ChatCall call(String id, int samples, String... questions) {
    return ChatCall.builder()
        .setId(id)
        .setStep("Step")
        .setRole("teacher")
        .setPrompts(List.of(questions).stream().map(Prompt::user).toList())
        .setSamples(samples)
        .setTemperature(1)
        .setSeed(7)
        .setContext("{}")
        .build();
  }
}
