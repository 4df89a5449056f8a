package org.autoif.pipeline.teacher;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * A chat server in the OpenAI protocol that needs no model: it recognises the pipeline's own
 * prompts and answers them by rules, as well or badly as {@link Quality} says. Equal requests get
 * equal answers, in any process. It serves {@code POST /v1/chat/completions} (without streaming),
 * {@code GET /v1/models} and {@code GET /healthz}, on the loopback interface only.
 *
 * <p>Answers wait in a timer, not in threads, so thousands of requests may be in flight.
 */
public final class TeacherServer implements AutoCloseable {
  private static final String MODEL = "autoif-teacher";
  private static final int BACKLOG = 4096;
  private static final int CHARS_A_TOKEN = 4;

  /** Learns of requests for completions, on the server's threads: be quick. */
  public interface Listener {
    /** A request was read. */
    void arrived(String body);

    /** It is about to be answered; {@code arrived} is when it was read, by the nano clock. */
    void answered(String body, long arrived);
  }

  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void arrived(String body) {}

        @Override
        public void answered(String body, long arrived) {}
      };

  private final TeacherSettings settings;
  private final Listener listener;
  private final Teacher teacher;
  private final TeacherFaults faults;
  private final HttpServer server;
  private final ExecutorService workers;
  private final ScheduledExecutorService timer;
  private final AtomicInteger inFlight = new AtomicInteger();

  private TeacherServer(TeacherSettings settings, Listener listener) throws IOException {
    this.settings = settings;
    this.listener = listener;
    this.teacher = new Teacher(settings);
    this.faults = new TeacherFaults(settings);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    this.server = HttpServer.create(new InetSocketAddress(loopback, settings.port()), BACKLOG);
    int threads = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    this.workers = Executors.newFixedThreadPool(threads, daemon("teacher"));
    this.timer = Executors.newSingleThreadScheduledExecutor(daemon("teacher-timer"));
    server.setExecutor(workers);
    server.createContext("/", this::handle);
  }

  /**
   * Starts a server that answers as soon as this returns.
   *
   * @throws IOException if the port cannot be bound
   */
  public static TeacherServer start(TeacherSettings settings) throws IOException {
    return start(settings, NOBODY);
  }

  /**
   * Starts a server that somebody listens to.
   *
   * @throws IOException if the port cannot be bound
   */
  public static TeacherServer start(TeacherSettings settings, Listener listener)
      throws IOException {
    // The JDK's server drops all but 200 idle connections and delays small packets, unless told
    // before its first use.
    setIfAbsent("sun.net.httpserver.maxIdleConnections", Integer.toString(BACKLOG));
    setIfAbsent("sun.net.httpserver.nodelay", "true");
    TeacherServer started = new TeacherServer(settings, listener);
    started.server.start();
    return started;
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Returns the base URL for OpenAI clients, without a final slash. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  /** Stops at once; requests in flight get no answer. */
  @Override
  public void close() {
    server.stop(0);
    timer.shutdownNow();
    workers.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (route.equals("GET /healthz")) {
      send(exchange, 200, "{\"status\":\"ok\"}");
    } else if (!authorised(exchange)) {
      send(
          exchange,
          401,
          error("the API key is wrong", "invalid_request_error", null, "invalid_api_key"));
    } else if (route.equals("GET /v1/models")) {
      send(
          exchange,
          200,
          "{\"object\":\"list\",\"data\":[{\"id\":\""
              + MODEL
              + "\",\"object\":\"model\",\"created\":0,\"owned_by\":\"autoif\"}]}");
    } else if (route.equals("POST /v1/chat/completions")) {
      complete(exchange, body);
    } else {
      send(
          exchange,
          404,
          error("no such endpoint: " + route, "invalid_request_error", null, "unknown_url"));
    }
  }

  private void complete(HttpExchange exchange, String body) throws IOException {
    TeacherRequest request;
    try {
      request = TeacherRequest.parse(body);
    } catch (TeacherRequest.Bad e) {
      send(
          exchange,
          400,
          error(String.valueOf(e.getMessage()), "invalid_request_error", e.param(), "bad_request"));
      return;
    }
    long arrived = System.nanoTime();
    listener.arrived(body);
    if (inFlight.incrementAndGet() > settings.maxConcurrency() && settings.maxConcurrency() > 0) {
      inFlight.decrementAndGet();
      refuse(exchange, "too many requests at once");
      return;
    }
    TeacherFaults.Fault fault = faults.next(request.attemptKey());
    Runnable answer =
        () -> {
          inFlight.decrementAndGet();
          listener.answered(body, arrived);
          try {
            answer(exchange, request, fault);
          } catch (IOException e) {
            exchange.close(); // the client has gone
          }
        };
    long wait = faults.latencyMillis(request.attemptKey());
    if (wait == 0) {
      answer.run();
    } else {
      // the task answers its request itself: nobody waits for the future
      var unused = timer.schedule(() -> workers.execute(answer), wait, TimeUnit.MILLISECONDS);
    }
  }

  private void answer(HttpExchange exchange, TeacherRequest request, TeacherFaults.Fault fault)
      throws IOException {
    switch (fault) {
      case ERROR ->
          send(exchange, 500, error("the server had an error", "server_error", null, null));
      case RATE_LIMIT -> refuse(exchange, "rate limit reached");
      case MALFORMED -> {
        String whole = completion(request);
        send(
            exchange,
            200,
            request.seed() % 2 == 0
                ? whole.substring(0, whole.length() / 2)
                : "<html>Bad gateway</html>");
      }
      case NONE -> send(exchange, 200, completion(request));
    }
  }

  private String completion(TeacherRequest request) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", "chatcmpl-" + request.attemptKey().replace('/', '-'));
    json.put("object", "chat.completion").put("created", 0).put("model", request.model());
    ArrayNode choices = json.putArray("choices");
    int written = 0;
    for (int i = 0; i < request.samples(); i++) {
      String text = teacher.answer(request, i);
      long most = (long) request.maxTokens() * CHARS_A_TOKEN;
      boolean cut = text.length() > most;
      if (cut) {
        text = text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, (int) most)));
      }
      written += tokens(text);
      ObjectNode choice = choices.addObject().put("index", i);
      choice.putObject("message").put("role", "assistant").put("content", text);
      choice.put("finish_reason", cut ? "length" : "stop");
    }
    int read = tokens(request.prompt());
    json.putObject("usage")
        .put("prompt_tokens", read)
        .put("completion_tokens", written)
        .put("total_tokens", read + written);
    return json.toString();
  }

  private boolean authorised(HttpExchange exchange) {
    String key = settings.apiKey();
    return key == null
        || ("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private void refuse(HttpExchange exchange, String why) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Retry-After", Integer.toString(settings.retryAfterSeconds()));
    send(exchange, 429, error(why, "rate_limit_error", null, "rate_limit_exceeded"));
  }

  private static int tokens(String text) {
    return (text.length() + CHARS_A_TOKEN - 1) / CHARS_A_TOKEN;
  }

  private static String error(
      String message, String type, @Nullable String param, @Nullable String code) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.putObject("error")
        .put("message", message)
        .put("type", type)
        .put("param", param)
        .put("code", code);
    return json.toString();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
