package org.autoif.io.llm.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.autoif.io.llm.pool.ChatRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls through a real nginx, as hosted endpoints have one or several in front. */
class NginxProxyTest {
  private static final int CALLS = 40;
  private static final int PATIENCE_SECONDS = 1_000_000;
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"hello\"}}]}";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path folder;

  /** How often each request came through. */
  private final Map<String, Integer> seen = new ConcurrentHashMap<>();

  private final ExecutorService workers = Executors.newCachedThreadPool();
  private volatile boolean slow;
  private int port;
  private int upstreamPort;
  private @Nullable HttpServer upstream;
  private @Nullable Process nginx;

  @BeforeEach
  void start() throws Exception {
    Path program = program();
    assumeTrue(program != null, "there is no nginx here");
    port = freePort();
    upstreamPort = freePort();
    Path config = Files.writeString(folder.resolve("nginx.conf"), config());
    nginx =
        new ProcessBuilder(
                String.valueOf(program), "-p", folder.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    awaitPort(nginx);
  }

  @AfterEach
  void stop() throws Exception {
    if (upstream != null) {
      upstream.stop(0);
    }
    workers.shutdownNow();
    if (nginx != null) {
      nginx.destroy();
      if (!nginx.waitFor(10, TimeUnit.SECONDS)) {
        nginx.destroyForcibly();
      }
    }
  }

  @Test
  void givenProxyThatLimitsTheRate_thenEachCallComesThroughOnce() throws Exception {
    startUpstream();
    ChatRun run = ChatRun.of(endpoint("/limited/v1"), CALLS, PATIENCE_SECONDS);
    assertThat(run.failures(), is(empty()));
    assertThat(run.answers().size(), is(CALLS));
    assertThat(seen.size(), is(CALLS));
    assertThat(seen.values().stream().distinct().toList(), is(List.of(1)));
    assertThat(statuses(429), greaterThan(0L));
    assertThat(statuses(200), is((long) CALLS));
  }

  @Test
  void givenUpstreamTooSlowForTheProxy_thenItsCallsAreAskedAgain() throws Exception {
    slow = true;
    startUpstream();
    ChatRun run = ChatRun.of(endpoint("/v1"), 10, PATIENCE_SECONDS);
    assertThat(run.failures(), is(empty()));
    assertThat(run.answers().size(), is(10));
    assertThat(statuses(504), greaterThan(0L));
    assertThat(statuses(200), is(10L));
  }

  @Test
  void givenUpstreamThatIsDown_thenItsPageIsOneLineAndTheNextRunSucceeds() throws Exception {
    ChatRun down = ChatRun.of(endpoint("/v1"), 5, 60);
    assertThat(down.answers(), is(empty()));
    assertThat(down.failures(), is(empty()));
    assertThat(
        Objects.requireNonNull(down.error()).getMessage(),
        startsWith("http://127.0.0.1:" + port + "/v1 answered 502: 502 Bad Gateway"));
    assertThat(statuses(502), greaterThan(0L));
    startUpstream();
    ChatRun up = ChatRun.of(endpoint("/v1"), 5, PATIENCE_SECONDS);
    assertThat(up.failures(), is(empty()));
    assertThat(up.answers().size(), is(5));
    assertThat(seen.values(), not(empty()));
  }

  @Test
  void givenUpstreamThatComesUpInTheMiddle_thenNothingIsLost() throws Exception {
    Thread later =
        new Thread(
            () -> {
              try {
                awaitStatuses(502, 20);
                startUpstream();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    later.start();
    ChatRun run = ChatRun.of(endpoint("/v1"), 20, PATIENCE_SECONDS);
    later.join();
    assertThat(run.failures(), is(empty()));
    assertThat(run.answers().size(), is(20));
  }

  private void awaitStatuses(int status, int count) throws IOException, InterruptedException {
    try (WatchService changes = folder.getFileSystem().newWatchService()) {
      WatchKey key = folder.register(changes, StandardWatchEventKinds.ENTRY_MODIFY);
      while (statuses(status) < count) {
        if (changes.poll(1, TimeUnit.MINUTES) == null) {
          throw new IllegalStateException("nothing was asked for a minute");
        }
        key.pollEvents();
        key.reset();
      }
    }
  }

  private String config() {
    return """
        daemon off;
        master_process off;
        worker_rlimit_nofile 1024;
        pid nginx.pid;
        error_log error.log;
        events { worker_connections 512; }
        http {
          log_format status '$status';
          access_log access.log status;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          limit_req_zone $binary_remote_addr zone=all:1m rate=10r/s;
          limit_req_status 429;
          server {
            listen 127.0.0.1:%d;
            location /v1/ {
              proxy_read_timeout 2s;
              proxy_pass http://127.0.0.1:%d;
            }
            location /limited/ {
              limit_req zone=all burst=2 nodelay;
              proxy_pass http://127.0.0.1:%d/;
            }
          }
        }
        """
        .formatted(port, upstreamPort, upstreamPort);
  }

  private void startUpstream() throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), upstreamPort), 256);
    server.setExecutor(workers);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (seen.merge(body, 1, Integer::sum) == 1 && slow) {
            awaitEnd();
          }
          byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    upstream = server;
  }

  /** Holds a request until the test ends: the proxy has given it up by then. */
  private void awaitEnd() throws IOException {
    try {
      workers.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private ChatEndpoint endpoint(String path) {
    return ChatEndpoint.of("http://127.0.0.1:" + port + path, "m");
  }

  private long statuses(int status) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("access.log"))) {
      return lines.filter(Integer.toString(status)::equals).count();
    }
  }

  private void awaitPort(Process of) throws Exception {
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected(), is(true));
        return;
      } catch (IOException e) {
        // not yet: waiting for its end is waiting a little
        if (of.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new UncheckedIOException(Files.readString(folder.resolve("nginx.log")), e);
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static @Nullable Path program() {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin";
    return Stream.of(path.split(":", -1))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
