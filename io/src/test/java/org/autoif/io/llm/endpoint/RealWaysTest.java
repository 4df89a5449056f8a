package org.autoif.io.llm.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.api.client.http.HttpTransport;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
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

/**
 * Redirections, streams, queries, TLS of a private authority and a proxy, each by a real server.
 */
class RealWaysTest {
  private static final String OK =
      "{\"choices\":[{\"message\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}";
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private @Nullable String type;
  private String reply = OK;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.createContext("/old/chat/completions", x -> sendOn(x, "/v1/chat/completions"));
    server.createContext("/away/chat/completions", x -> sendOn(x, "http://other.example/v1?k=1"));
    server.createContext("/round/chat/completions", x -> sendOn(x, "/round/chat/completions"));
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    seen.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + exchange.getRequestHeaders().getFirst("api-key")
            + " "
            + Json.mapper().readTree(exchange.getRequestBody()).path("model").asText());
    if (type != null) {
      exchange.getResponseHeaders().set("Content-Type", type);
    }
    byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void sendOn(HttpExchange exchange, String to) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(307, -1);
    exchange.close();
  }

  @Test
  void givenRedirectionOnTheServer_thenItIsFollowedWithMethodBodyAndKey() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "secret");
    assertThat(ask(at("/old").withApiKey(null, key.toString())), is("yes"));
    assertThat(seen, is(List.of("POST /v1/chat/completions Bearer secret null m")));
  }

  @Test
  void givenRedirectionElsewhere_thenItIsNamedAndNobodyIsAsked() {
    ChatException e = assertThrows(ChatException.class, () -> ask(at("/away")));
    assertThat(
        e.getMessage(), containsString("answered 307 and sends on to http://other.example/v1,"));
    assertThat(e.getMessage(), not(containsString("k=1")));
    assertThat(e.kind(), is(ChatException.Kind.PERMANENT));
    assertThat(
        assertThrows(ChatException.class, () -> ask(at("/round"))).getMessage(),
        containsString("after 5 others"));
  }

  @Test
  void givenQueryAndKeyHeader_thenBothAreInEveryRequest() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "secret");
    ask(at("/v1?api-version=2024-10-21").withApiKey(null, key.toString()));
    ask(at("/v1").withApiKey(null, key.toString()).withApiKeyHeader("api-key"));
    assertThat(
        seen,
        is(
            List.of(
                "POST /v1/chat/completions?api-version=2024-10-21 Bearer secret secret m",
                "POST /v1/chat/completions null secret m")));
  }

  @Test
  void givenServerSentEvents_thenTheyAreOneAnswer() throws Exception {
    type = "text/event-stream; charset=utf-8";
    reply =
        String.join(
            "\n\n",
            ": hello",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
            "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}",
            "data: {\"choices\":[{\"delta\":{\"content\":\"ye\"}}]}\r",
            "data: {\"choices\":[{\"delta\":{\"content\":\"s\"},\"finish_reason\":\"stop\"}]}",
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}",
            "data: [DONE]",
            "");
    Completion completion = complete(at("/v1"));
    assertThat(completion.text(), is("yes"));
    assertThat(completion.reasoning(), is("hm"));
    assertThat(completion.completionTokens(), is(2L));
  }

  @Test
  void givenStreamThatBreaksOff_thenItIsNoAnswer() {
    type = "text/event-stream";
    reply = "data: {\"choices\":[{\"delta\":{\"content\":\"ye\"}}]}\n\n";
    assertThat(
        assertThrows(ChatException.class, () -> ask(at("/v1"))).kind(),
        is(ChatException.Kind.NETWORK));
    reply = "data: {\"error\":{\"message\":\"overloaded\",\"code\":503}}\n\n";
    assertThat(
        assertThrows(ChatException.class, () -> ask(at("/v1"))).kind(),
        is(ChatException.Kind.UNAVAILABLE));
  }

  @Test
  void givenAnswerWithoutEnd_thenItIsRefusedAndNotRead() {
    reply = " ".repeat(AnswerDeadline.MOST_BYTES + 2);
    ChatException e = assertThrows(ChatException.class, () -> ask(at("/v1")));
    assertThat(e.kind(), is(ChatException.Kind.MALFORMED));
    assertThat(e.getMessage(), containsString("has more than 16777216 bytes"));
  }

  @Test
  void givenUnfinishedAnswers_thenTheyAreToldApart() throws Exception {
    reply = OK.replace("stop", "SAFETY");
    assertThat(complete(at("/v1")).finishReason(), is("content_filter"));
    reply = OK.replace("stop", "tool_calls");
    assertThat(complete(at("/v1")).finishReason(), is("tool_calls"));
    reply = OK.replace("stop", "end_turn");
    assertThat(complete(at("/v1")).finishReason(), is("stop"));
    assertKind(OK.replace("stop", "insufficient_system_resource"), ChatException.Kind.CUT);
    assertKind(OK.replace("\"yes\"", "null"), ChatException.Kind.EMPTY);
    assertKind(
        OK.replace("\"content\":\"yes\"", "\"content\":null,\"reasoning_content\":\"yes\""),
        ChatException.Kind.REASONING);
    assertKind("{\"error\":{\"message\":\"slow down\",\"code\":429}}", ChatException.Kind.RATE);
    assertKind("{\"error\":\"model not found\"}", ChatException.Kind.PERMANENT);
  }

  private void assertKind(String body, ChatException.Kind kind) {
    reply = body;
    assertThat(assertThrows(ChatException.class, () -> ask(at("/v1"))).kind(), is(kind));
  }

  @Test
  void givenNulAndHalvesOfPairs_thenTheyAreReplacedAsInTheStore() throws Exception {
    reply = OK.replace("yes", "a\\u0000b\\ud83dc");
    assertThat(ask(at("/v1")), is("a\uFFFDb\uFFFDc"));
  }

  @Test
  void givenPrivateAuthorityAndProxy_thenTheEndpointIsAskedThroughBoth() throws Exception {
    Path store = keys();
    HttpsServer tls = tls(store);
    try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      List<String> connects = Collections.synchronizedList(new ArrayList<>());
      Thread tunnels = new Thread(() -> tunnel(proxy, tls.getAddress().getPort(), connects));
      tunnels.setDaemon(true);
      tunnels.start();
      Path pem = pem(store);
      ChatEndpoint endpoint = ChatEndpoint.of("https://llm-server.example/v1", "m");
      Proxies proxies =
          new Proxies(Map.of("HTTPS_PROXY", "http://u:p@127.0.0.1:" + proxy.getLocalPort()));
      HttpTransport trusting = Transports.make(pem.toString(), proxies);
      try (OpenAiChatClient client = new OpenAiChatClient(endpoint, trusting)) {
        assertThat(client.complete(request()).text(), is("yes"));
      }
      assertThat(connects.get(0), is("CONNECT llm-server.example:443 HTTP/1.1"));
      HttpTransport plain = Transports.make(null, proxies);
      try (OpenAiChatClient client = new OpenAiChatClient(endpoint, plain)) {
        ChatException e = assertThrows(ChatException.class, () -> client.complete(request()));
        assertThat(e.kind(), is(ChatException.Kind.UNREACHABLE));
        assertThat(e.getMessage(), containsString("SSL_CERT_FILE"));
      }
    } finally {
      tls.stop(0);
    }
  }

  private HttpsServer tls(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer tls =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tls.setHttpsConfigurator(new HttpsConfigurator(context));
    tls.createContext("/v1/chat/completions", this::answer);
    tls.start();
    return tls;
  }

  /** Makes a key and a certificate of its own for it, by the JDK's tool. */
  private Path keys() throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    assumeTrue(Files.isExecutable(tool), "a JDK's keytool");
    Path store = folder.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                tool.toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=x",
                "-ext",
                "SAN=dns:llm-server.example",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS), is(true));
    assumeTrue(Files.exists(store), "a keytool that takes this name");
    return store;
  }

  private Path pem(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate("a").getEncoded());
    return Files.writeString(
        folder.resolve("ca.pem"),
        "a comment\n-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  /** A proxy that connects to the server whatever name it is given. */
  private static void tunnel(ServerSocket proxy, int port, List<String> connects) {
    try {
      while (true) {
        Socket client = proxy.accept();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) client.getInputStream().read());
        }
        connects.add(head.substring(0, head.indexOf("\r\n")));
        Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
        client
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        copy(client, to);
        copy(to, client);
      }
    } catch (IOException e) {
      return; // the test is over
    }
  }

  private static void copy(Socket from, Socket to) {
    Thread copy =
        new Thread(
            () -> {
              try (InputStream in = from.getInputStream();
                  OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
              } catch (IOException e) {
                return; // either side has gone
              }
            });
    copy.setDaemon(true);
    copy.start();
  }

  private static ChatRequest request() {
    return new ChatRequest(List.of(Message.user("hi")), 0, 5);
  }

  private ChatEndpoint at(String path) {
    return ChatEndpoint.of("http://127.0.0.1:" + server.getAddress().getPort() + path, "m");
  }

  private static String ask(ChatEndpoint endpoint) throws ChatException {
    return complete(endpoint).text();
  }

  private static Completion complete(ChatEndpoint endpoint) throws ChatException {
    try (OpenAiChatClient client = ChatEndpoints.of(Map.of("teacher", endpoint)).chat("teacher")) {
      return client.complete(request());
    }
  }
}
