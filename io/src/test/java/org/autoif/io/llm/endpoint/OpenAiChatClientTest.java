package org.autoif.io.llm.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChatClientTest {
  private static final String ANSWER =
      """
      {"choices":[{"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":3,"completion_tokens":2}}""";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  private HttpServer server;
  private int status = 200;
  private String reply = ANSWER;
  private Map<String, String> headers = Map.of();
  private JsonNode lastBody = Json.mapper().nullNode();
  private String lastAuthorization = "";
  private long millis = -1;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          lastBody = Json.mapper().readTree(exchange.getRequestBody());
          lastAuthorization =
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          headers.forEach(exchange.getResponseHeaders()::set);
          byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void givenAnswer_thenTextUsageAndRequestAreRight() throws Exception {
    Completion completion = ask(endpoint().withMaxTokens(99).withExtraBody("{\"top_k\":5}"));
    assertThat(completion, is(new Completion("hello", null, "stop", 3, 2)));
    assertThat(millis >= 0, is(true));
    assertThat(lastBody.path("model").asText(), is("m"));
    assertThat(
        lastBody.path("messages").toString(), is("[{\"role\":\"user\",\"content\":\"hi\"}]"));
    assertThat(lastBody.path("seed").asLong(), is(5L));
    assertThat(lastBody.path("max_tokens").asInt(), is(99));
    assertThat(lastBody.path("top_k").asInt(), is(5));
    assertThat(lastAuthorization, is("null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"prompt_tokens\":9,\"prompt_tokens_details\":{\"cached_tokens\":8}} | 8",
        "{\"prompt_tokens\":9,\"prompt_cache_hit_tokens\":7} | 7",
        "{\"prompt_tokens\":9,\"prompt_tokens_details\":null} | 0",
        "null | 0"
      })
  void givenCachedTokens_thenTheyAreRead(String usage, long cached) throws Exception {
    reply = ANSWER.replaceFirst("\"usage\":\\{[^}]*}", "\"usage\":" + usage);
    assertThat(ask(endpoint()).cachedTokens(), is(cached));
  }

  @Test
  void givenReasoning_thenItIsKeptOutOfTheText() throws Exception {
    reply = "{\"choices\":[{\"message\":{\"content\":\"<think>\\nhm\\n</think>\\n\\nyes\"}}]}";
    assertThat(ask(endpoint()), is(new Completion("yes", "hm", "stop", 0, 0)));
    reply = "{\"choices\":[{\"message\":{\"content\":\"yes\",\"reasoning_content\":\"hm\"}}]}";
    assertThat(ask(endpoint()), is(new Completion("yes", "hm", "stop", 0, 0)));
    reply =
        "{\"choices\":[{\"message\":{\"content\":\"<think>never ends\"},"
            + "\"finish_reason\":\"length\"}]}";
    assertThat(ask(endpoint()).text(), is(""));
  }

  @ParameterizedTest
  @CsvSource({
    "401, AUTH",
    "403, AUTH",
    "402, QUOTA",
    "429, RATE",
    "408, SERVER",
    "409, SERVER",
    "500, SERVER",
    "502, UNAVAILABLE",
    "503, UNAVAILABLE",
    "504, SERVER",
    "529, UNAVAILABLE",
    "400, PERMANENT",
    "404, PERMANENT"
  })
  void givenStatus_thenItIsClassified(int code, ChatException.Kind kind) {
    status = code;
    reply = "{\"error\":{\"message\":\"no\\nway\",\"type\":\"x\",\"code\":null}}";
    ChatException e = assertThrows(ChatException.class, () -> ask(endpoint()));
    assertThat(e.kind(), is(kind));
    assertThat(e.getMessage(), containsString("answered " + code + ": no way"));
  }

  @Test
  void givenUsedUpQuota_thenItIsNotTakenForAPassingLimit() {
    status = 429;
    reply = "{\"error\":{\"message\":\"pay\",\"code\":\"insufficient_quota\"}}";
    assertThat(
        assertThrows(ChatException.class, () -> ask(endpoint())).kind(),
        is(ChatException.Kind.QUOTA));
  }

  @Test
  void givenRequestAboveAWholeMinutesTokens_thenItIsNotAskedForEver() {
    status = 429;
    reply =
        "{\"error\":{\"message\":\"Request too large: limit 30000, requested 41000\","
            + "\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}";
    assertThat(
        assertThrows(ChatException.class, () -> ask(endpoint())).kind(),
        is(ChatException.Kind.TOO_LONG));
  }

  @ParameterizedTest
  @CsvSource({"Retry-After, 7, 7000", "retry-after-ms, 250, 250", "Retry-After, soon, 0"})
  void givenWaitAskedFor_thenItIsRead(String header, String value, long millis) {
    status = 429;
    headers = Map.of(header, value);
    ChatException e = assertThrows(ChatException.class, () -> ask(endpoint()));
    assertThat(e.retryAfterMillis(), is(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thu, 01 Oct 2015 07:28:30 GMT",
        "thu, 1 oct 2015 07:28:30 gmt",
        "Thursday, 01-Oct-15 07:28:30 GMT",
        "Thu Oct  1 07:28:30 2015",
        " Thu, 01 Oct 2015 09:28:30 +0200",
        "1 Oct 2015 07:28:30 GMT",
      })
  void givenWaitAsDate_thenItIsTheTimeUntilThen(String date) {
    HttpHeaders at = new HttpHeaders().setRetryAfter(date);
    assertThat(RetryAfter.millis(at, Instant.parse("2015-10-01T07:28:00Z")), is(30_000L));
    assertThat(RetryAfter.millis(at, Instant.parse("2016-10-01T07:28:00Z")), is(0L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "-1", "Fri, 01 Oct 2015 07:28:30 GMT", "2015-10-01T07:28:30Z"})
  void givenWaitThatIsNoDate_thenThereIsNone(String date) {
    HttpHeaders at = new HttpHeaders().setRetryAfter(date);
    assertThat(RetryAfter.millis(at, Instant.parse("2015-10-01T07:28:00Z")), is(0L));
  }

  @ParameterizedTest
  @CsvSource({"<html>", "{}", "{\"choices\":[]}"})
  void givenBodyThatIsNoCompletion_thenItIsMalformed(String body) {
    reply = body;
    assertThat(
        assertThrows(ChatException.class, () -> ask(endpoint())).kind(),
        is(ChatException.Kind.MALFORMED));
  }

  @Test
  void givenErrorPage_thenItsTextIsShownInOneCappedLine() {
    status = 502;
    reply = "<html>\n" + "bad gateway ".repeat(100) + "</html>";
    ChatException e = assertThrows(ChatException.class, () -> ask(endpoint()));
    assertThat(e.kind(), is(ChatException.Kind.UNAVAILABLE));
    assertThat(String.valueOf(e.getMessage()).length(), lessThan(400));
    assertThat(e.getMessage(), not(containsString("\n")));
  }

  @Test
  void givenNobodyAtTheAddress_thenItIsUnreachable() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ChatEndpoint nobody = ChatEndpoint.of("http://127.0.0.1:" + port + "/v1", "m");
    assertThat(
        assertThrows(ChatException.class, () -> ask(nobody)).kind(),
        is(ChatException.Kind.UNREACHABLE));
    try (OpenAiChatClient client = client(nobody)) {
      assertThrows(ChatException.class, client::models);
    }
  }

  static Stream<Arguments> withoutAnswer() {
    return Stream.of(
        Arguments.of(new ConnectTimeoutException("Connect timed out"), "UNREACHABLE"),
        Arguments.of(new NoRouteToHostException("No route to host"), "UNREACHABLE"),
        Arguments.of(new SocketException("Network is unreachable"), "UNREACHABLE"),
        Arguments.of(new SSLHandshakeException("PKIX path building failed"), "UNREACHABLE"),
        Arguments.of(new SSLPeerUnverifiedException("another name"), "UNREACHABLE"),
        Arguments.of(new SocketTimeoutException("Read timed out"), "TIMEOUT"),
        Arguments.of(new SocketException("Connection reset"), "NETWORK"),
        Arguments.of(new SSLException("Connection reset"), "NETWORK"));
  }

  @ParameterizedTest
  @MethodSource("withoutAnswer")
  void givenNoAnswer_thenItIsToldWhetherAnyoneIsThere(IOException why, ChatException.Kind kind)
      throws Exception {
    MockHttpTransport transport =
        new MockHttpTransport() {
          @Override
          public LowLevelHttpRequest buildRequest(String method, String url) {
            return new MockLowLevelHttpRequest() {
              @Override
              public LowLevelHttpResponse execute() throws IOException {
                throw why;
              }
            };
          }
        };
    try (OpenAiChatClient client = new OpenAiChatClient(endpoint(), transport)) {
      assertThat(
          assertThrows(ChatException.class, () -> client.complete(request())).kind(), is(kind));
      if (kind == ChatException.Kind.UNREACHABLE) {
        assertThrows(ChatException.class, client::models);
      }
    }
  }

  @Test
  void givenEndpointWithoutTls_thenItIsUnreachableByIt() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> refuse(plain));
      String address = "https://127.0.0.1:" + plain.getLocalPort() + "/v1";
      ChatException e = assertThrows(ChatException.class, () -> ask(ChatEndpoint.of(address, "m")));
      assertThat(e.kind(), is(ChatException.Kind.UNREACHABLE));
      assertThat(
          e.getMessage(),
          is("no connection to " + address + ": Unsupported or unrecognized SSL message"));
      served.get();
    }
  }

  private static void refuse(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes(); // until the client has read that
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", "HTTP/1.1 200 OK\r\nSlow: "})
  void givenAnswerThatTrickles_thenItIsCutOff(String head) throws Exception {
    int bytes = 1000;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> sent =
          CompletableFuture.supplyAsync(() -> trickle(socket, head, bytes));
      ChatEndpoint slow =
          ChatEndpoint.of("http://127.0.0.1:" + socket.getLocalPort() + "/v1", "m")
              .withTimeoutMillis(300);
      assertThat(
          assertThrows(ChatException.class, () -> ask(slow)).kind(),
          is(ChatException.Kind.TIMEOUT));
      assertThat(sent.get(), is(lessThan(bytes))); // and the rest is not waited for
    }
  }

  /**
   * Answers one request with white space, a byte every ten milliseconds, and returns how many were
   * taken: that the server is slow is what is tested.
   */
  private static int trickle(ServerSocket server, String head, int bytes) {
    int sent = 0;
    try (Socket socket = server.accept()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(10);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      while (sent < bytes && !isClosedInTime(socket.getInputStream())) {
        socket.getOutputStream().write(' ');
        sent++;
      }
    } catch (IOException e) {
      return sent; // the client has had enough
    }
    return sent;
  }

  private static boolean isClosedInTime(InputStream in) throws IOException {
    try {
      return in.read(new byte[1 << 16]) < 0; // the first is the request
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=ISO-8859-1",
        "application/json; charset=no-such",
        "application/json; charset=???",
        "text/plain",
        "none"
      })
  void givenAnyCharset_thenTheAnswerIsReadAsUtf8(String type) throws Exception {
    headers = Map.of("Content-Type", type);
    reply = "\uFEFF" + ANSWER.replace("hello", "höllo");
    assertThat(ask(endpoint()).text(), is("höllo"));
  }

  @Test
  void givenHeaderThatCannotBeRead_thenTheAnswerIsMalformed() {
    headers = Map.of("Age", "old");
    assertThat(
        assertThrows(ChatException.class, () -> ask(endpoint())).kind(),
        is(ChatException.Kind.MALFORMED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}] | ab |",
        "[{\"type\":\"thinking\",\"thinking\":\"hm\"},{\"type\":\"text\",\"text\":\"a\"}]"
            + " | a | hm",
        "[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"h\"},"
            + "{\"type\":\"text\",\"text\":\"m\"}]},{\"type\":\"text\",\"text\":\"a\"}] | a | hm",
        "[{\"type\":\"reference\",\"reference_ids\":[1]},{\"type\":\"text\",\"text\":\"a\"}]"
            + " | a |",
        "[] | '' |"
      })
  void givenContentInParts_thenTextAndThinkingAreRead(
      String content, String text, @Nullable String reasoning) throws Exception {
    reply = "{\"choices\":[{\"message\":{\"content\":" + content + "}}]}";
    assertThat(ask(endpoint()), is(new Completion(text, reasoning, "stop", 0, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "{\"text\":\"a\"}"})
  void givenContentThatIsNoText_thenItIsMalformed(String content) {
    reply = "{\"choices\":[{\"message\":{\"content\":" + content + "}}]}";
    assertThat(
        assertThrows(ChatException.class, () -> ask(endpoint())).kind(),
        is(ChatException.Kind.MALFORMED));
  }

  @Test
  void givenKeyFile_thenItIsSentAndNeverTold() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "canary-key-123\n");
    ChatEndpoint endpoint = endpoint().withApiKey(null, file.toString());
    ask(endpoint);
    assertThat(lastAuthorization, is("Bearer canary-key-123"));
    status = 500;
    ChatException e = assertThrows(ChatException.class, () -> ask(endpoint));
    assertThat(e.toString() + endpoint, not(containsString("canary")));
    try (OpenAiChatClient client = client(endpoint)) {
      assertThat(client.toString(), not(containsString("canary")));
    }
  }

  @Test
  void givenKeyThatIsNotThere_thenTheErrorNamesThePlace() {
    ChatException e =
        assertThrows(
            ChatException.class, () -> ask(endpoint().withApiKey("AUTOIF_NO_SUCH_KEY", null)));
    assertThat(e.kind(), is(ChatException.Kind.AUTH));
    assertThat(e.getMessage(), containsString("AUTOIF_NO_SUCH_KEY"));
  }

  @ParameterizedTest
  @CsvSource({"'two words'", "'line\n break'", "schlüssel"})
  void givenKeyThatIsNone_thenTheErrorNamesThePlaceAndNotTheKey(String key) throws Exception {
    Path file = Files.writeString(folder.resolve("key-file"), key);
    ChatException e =
        assertThrows(ChatException.class, () -> ask(endpoint().withApiKey(null, file.toString())));
    assertThat(e.getMessage(), containsString("key-file holds more than a key"));
    assertThat(e.getMessage(), not(containsString(key)));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8000/v1",
    "ftp://host/v1",
    "http:///v1",
    "''",
    "not a url",
    "http://u:p@host/v1",
    "http://host/v1?key=x"
  })
  void givenAddressThatIsNone_thenItIsRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> ChatEndpoint.of(url, "m"));
  }

  @Test
  void givenNullContent_thenTheTextIsEmpty() throws Exception {
    reply = "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"length\"}]}";
    Completion completion = ask(endpoint());
    assertThat(completion.text(), is(""));
    assertThat(completion.reasoning(), nullValue());
    assertThat(completion.finishReason(), is("length"));
  }

  private ChatEndpoint endpoint() {
    return ChatEndpoint.of("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/", "m");
  }

  private static OpenAiChatClient client(ChatEndpoint endpoint) throws ChatException {
    return ChatEndpoints.of(Map.of("teacher", endpoint)).chat("judge");
  }

  private static ChatRequest request() {
    return new ChatRequest(List.of(Message.user("hi")), 0.5, 5);
  }

  private Completion ask(ChatEndpoint endpoint) throws ChatException {
    try (OpenAiChatClient client = client(endpoint)) {
      Completion completion = client.complete(request());
      millis = completion.latencyMillis();
      return new Completion(
          completion.text(),
          completion.reasoning(),
          completion.finishReason(),
          completion.promptTokens(),
          completion.completionTokens(),
          completion.cachedTokens(),
          -1,
          completion.attempts(),
          completion.others());
    }
  }
}
