package org.autoif.io.llm.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.CompletionKey;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Endpoints that refuse what they could do without. */
class LessAskedTest {
  private static final String OK =
      "{\"choices\":[{\"message\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}";

  private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  /** Says what is wrong with a request, or null if nothing is. */
  private Function<JsonNode, @Nullable String> refuses = body -> null;

  @BeforeEach
  void startServer() throws IOException {
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
    String wrong = refuses.apply(body);
    byte[] bytes = (wrong == null ? OK : wrong).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(wrong == null ? 200 : 400, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String error(String message) {
    return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}";
  }

  /** What is refused, in what words, and what helps. */
  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("seed", error("Unknown field: seed"), Concession.NO_SEED),
        Arguments.of("temperature", error("temperature: only 1"), Concession.NO_TEMPERATURE),
        Arguments.of(
            "seed",
            "{\"detail\":[{\"loc\":[\"body\",\"seed\"],\"msg\":\"extra inputs\"}]}",
            Concession.NO_SEED),
        Arguments.of("seed", "no", Concession.NO_SEED),
        Arguments.of("temperature", "", Concession.NO_TEMPERATURE),
        Arguments.of("max_tokens", error("use max_completion_tokens"), Concession.OTHER_TOKENS),
        Arguments.of("max_tokens", "no", Concession.OTHER_TOKENS));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void givenRefusedParameter_thenItIsLeftOutFromThenOn(String field, String said, Concession helps)
      throws Exception {
    refuses = body -> body.has(field) ? said : null;
    try (OpenAiChatClient client = client(endpoint())) {
      assertThat(client.complete(request()).text(), is("yes"));
      assertThat(client.concessions(), is(Set.of(helps)));
      int asked = bodies.size();
      client.complete(request());
      assertThat(bodies.size(), is(asked + 1));
    }
    // Another client of the process knows it.
    try (OpenAiChatClient other = client(endpoint())) {
      int asked = bodies.size();
      other.complete(request());
      assertThat(bodies.size(), is(asked + 1));
    }
  }

  @Test
  void givenEndpointThatRefusesOneThingAfterAnother_thenAllAreLearnt() throws Exception {
    refuses =
        body ->
            body.has("max_tokens")
                ? error("Unsupported parameter: 'max_tokens'")
                : body.has("temperature")
                    ? error("Unsupported value: 'temperature'")
                    : body.path("messages").path(0).path("role").asText().equals("system")
                        ? error("does not support 'system' with this model: role system")
                        : null;
    try (OpenAiChatClient client = client(endpoint())) {
      client.complete(request());
      assertThat(
          client.concessions(),
          is(Set.of(Concession.OTHER_TOKENS, Concession.NO_TEMPERATURE, Concession.FOLDED_SYSTEM)));
    }
    JsonNode last = bodies.get(bodies.size() - 1);
    assertThat(last.path("max_completion_tokens").asInt(), is(9));
    assertThat(last.path("messages").size(), is(1));
    assertThat(last.path("messages").path(0).path("content").asText(), is("be brief\n\nhi"));
    assertThat(last.path("seed").asLong(), is(5L));
  }

  @Test
  void givenTwoThingsRefusedWithoutAWord_thenNothingElseIsLeftOut() throws Exception {
    refuses = body -> body.has("seed") || body.has("temperature") ? "no" : null;
    try (OpenAiChatClient client = client(endpoint())) {
      client.complete(request());
      assertThat(client.concessions(), is(Set.of(Concession.NO_SEED, Concession.NO_TEMPERATURE)));
    }
  }

  @Test
  void givenOneBadPrompt_thenNothingIsSwitchedOffForOthers() throws Exception {
    refuses = body -> body.toString().contains("bad") ? error("seed of all evil") : null;
    try (OpenAiChatClient client = client(endpoint())) {
      client.complete(request());
      int asked = bodies.size();
      assertThrows(ChatException.class, () -> client.complete(request("bad")));
      assertThat(bodies.size(), is(asked + 1)); // requests of this shape are known to be taken
      assertThat(client.concessions(), is(Set.of()));
    }
  }

  @Test
  void givenBadPromptsAlone_thenTheSearchIsGivenUp() throws Exception {
    refuses = body -> "no";
    try (OpenAiChatClient client = client(endpoint())) {
      for (int i = 0; i < 50; i++) {
        assertThrows(ChatException.class, () -> client.complete(request()));
      }
      assertThat(client.concessions(), is(Set.of()));
      assertThat(bodies.size(), lessThanOrEqualTo(50 + 3 * 5));
    }
  }

  @Test
  void givenModelThatIsNotThere_thenItIsAskedOnce() throws Exception {
    refuses = body -> error("The model `m` does not exist");
    try (OpenAiChatClient client = client(endpoint())) {
      ChatException e = assertThrows(ChatException.class, () -> client.complete(request()));
      assertThat(e.getMessage(), containsString("The model `m` does not exist"));
    }
    assertThat(bodies.size(), is(1));
  }

  @Test
  void givenWhatTheUserLeavesOut_thenItIsNeverSent() throws Exception {
    ChatEndpoint endpoint =
        endpoint()
            .withConcessions(
                Set.of(Concession.NO_SEED, Concession.NO_TOKENS, Concession.FOLDED_SYSTEM));
    try (OpenAiChatClient client = client(endpoint)) {
      client.complete(request());
    }
    assertThat(bodies.get(0).has("seed"), is(false));
    assertThat(bodies.get(0).has("max_tokens"), is(false));
    assertThat(bodies.get(0).path("messages").size(), is(1));
  }

  @Test
  void givenConcessions_thenCompletionsAreFoundUnderTheSameKey() throws Exception {
    try (OpenAiChatClient plain = client(endpoint());
        OpenAiChatClient without = client(endpoint().withConcessions(Set.of(Concession.NO_SEED)))) {
      assertThat(
          CompletionKey.of(without, request(), 0), is(CompletionKey.of(plain, request(), 0)));
    }
  }

  @Test
  void givenEveryRequest_thenTheMeterCountsIt() throws Exception {
    refuses = body -> body.has("temperature") ? error("temperature") : null;
    List<Boolean> ended = new ArrayList<>();
    try (OpenAiChatClient client = client(endpoint())) {
      client.complete(
          request(),
          new ChatClient.Meter() {
            @Override
            public void ended(boolean sent, @Nullable Completion billed) {
              ended.add(billed != null);
            }
          });
    }
    assertThat(ended, is(List.of(false, true)));
  }

  private static ChatRequest request() {
    return request("hi");
  }

  private static ChatRequest request(String text) {
    return new ChatRequest(List.of(Message.system("be brief"), Message.user(text)), 0.5, 5);
  }

  private ChatEndpoint endpoint() {
    return ChatEndpoint.of("http://127.0.0.1:" + server.getAddress().getPort() + "/v1", "m")
        .withMaxTokens(9);
  }

  private static OpenAiChatClient client(ChatEndpoint endpoint) throws ChatException {
    return ChatEndpoints.of(Map.of("teacher", endpoint)).chat("teacher");
  }
}
