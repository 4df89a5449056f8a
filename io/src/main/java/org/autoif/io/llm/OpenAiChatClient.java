package org.autoif.io.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.jspecify.annotations.Nullable;

/**
 * Asks an OpenAI-compatible endpoint over Google's HTTP client. It repeats nothing; it tells what
 * went wrong so that its caller can decide.
 */
public final class OpenAiChatClient implements ChatClient {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int MAX_ERROR_TEXT = 300;

  /** A request that is above a rate's whole budget is refused for ever, with 429 nevertheless. */
  private static final Pattern TOO_LARGE =
      Pattern.compile("request too large", Pattern.CASE_INSENSITIVE);

  private final ChatEndpoint endpoint;
  private final HttpTransport transport;
  private final HttpRequestFactory requests;
  private final @Nullable String key;
  private final @Nullable ObjectNode extraBody;
  private final String parameters;

  /** What the endpoint is found to take. */
  private volatile int mostChoices = Integer.MAX_VALUE;

  private volatile boolean takesFormats = true;

  /**
   * Makes a client. The transport is not closed with it.
   *
   * @throws ChatException of kind AUTH if the key is named but not there
   */
  public OpenAiChatClient(ChatEndpoint endpoint, HttpTransport transport) throws ChatException {
    this.endpoint = endpoint;
    this.transport = transport;
    this.requests = transport.createRequestFactory();
    this.key = endpoint.readApiKey();
    this.extraBody =
        endpoint.extraBody() == null ? null : Json.read(endpoint.extraBody(), ObjectNode.class);
    this.parameters = CompletionKey.parameters(endpoint.maxTokens(), extraBody);
  }

  @Override
  public Completion complete(ChatRequest request) throws ChatException {
    int choices = Math.min(request.choices(), mostChoices);
    ChatRequest asked =
        new ChatRequest(
            request.messages(),
            request.temperature(),
            request.seed(),
            choices,
            takesFormats ? request.responseFormat() : null);
    try {
      return ask(asked);
    } catch (ChatException e) {
      if (e.kind() != ChatException.Kind.PERMANENT) {
        throw e;
      }
      return askForLess(asked, e);
    }
  }

  /**
   * Asks without what some endpoints refuse a request for, and remembers it if that helps. What
   * they say of it differs too much to be read: llama.cpp's 400 tells of slots.
   */
  private Completion askForLess(ChatRequest refused, ChatException why) throws ChatException {
    ChatException last = why;
    if (refused.choices() > 1) {
      try {
        Completion completion = ask(refused.withChoices(1));
        mostChoices = 1;
        return completion;
      } catch (ChatException e) {
        last = e;
      }
    }
    if (refused.responseFormat() == null || last.kind() != ChatException.Kind.PERMANENT) {
      throw last;
    }
    Completion completion =
        ask(new ChatRequest(refused.messages(), refused.temperature(), refused.seed()));
    takesFormats = false;
    return completion;
  }

  private Completion ask(ChatRequest request) throws ChatException {
    long start = System.nanoTime();
    String text = send("POST", "/chat/completions", body(request));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    Completion completion = ChatAnswerText.parse(text, millis, this::malformed);
    int came = 1 + completion.others().size();
    if (came < request.choices()) {
      mostChoices = came;
    }
    return completion;
  }

  @Override
  public int mostChoices() {
    return mostChoices;
  }

  @Override
  public String endpoint() {
    return endpoint.baseUrl();
  }

  @Override
  public String model() {
    return endpoint.model();
  }

  @Override
  public String parameters() {
    return parameters;
  }

  /**
   * Asks for the list of models, to learn before a run whether the endpoint is there and takes the
   * key. An endpoint without that list passes.
   *
   * @throws ChatException of kind AUTH or UNREACHABLE if calls cannot succeed
   */
  public void probe() throws ChatException {
    try {
      send("GET", "/models", null);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.AUTH || e.kind() == ChatException.Kind.UNREACHABLE) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    // the transport belongs to the process
  }

  byte[] body(ChatRequest request) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("model", endpoint.model());
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      messages.addObject().put("role", message.getRole()).put("content", message.getContent());
    }
    body.put("temperature", request.temperature());
    body.put("seed", request.seed());
    if (request.choices() > 1) {
      body.put("n", request.choices());
    }
    if (request.responseFormat() != null) {
      body.set("response_format", Json.read(request.responseFormat(), ObjectNode.class));
    }
    if (endpoint.maxTokens() > 0) {
      body.put("max_tokens", endpoint.maxTokens());
    }
    if (extraBody != null) {
      body.setAll(extraBody);
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String send(String method, String path, byte @Nullable [] body) throws ChatException {
    long start = System.nanoTime();
    try {
      HttpRequest request =
          requests.buildRequest(
              method,
              new GenericUrl(endpoint.baseUrl() + path),
              body == null ? null : new ByteArrayContent("application/json", body));
      request.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
      request.setReadTimeout(endpoint.timeoutMillis());
      request.setNumberOfRetries(0);
      request.setThrowExceptionOnExecuteError(false);
      request.setLoggingEnabled(false);
      request.setCurlLoggingEnabled(false);
      if (key != null) {
        request.getHeaders().setAuthorization("Bearer " + key);
      }
      HttpResponse response = request.execute();
      try {
        String text = response.parseAsString();
        if (!response.isSuccessStatusCode()) {
          throw refused(
              response.getStatusCode(),
              text,
              RetryAfter.millis(response.getHeaders(), Instant.now()));
        }
        return text;
      } finally {
        response.disconnect();
      }
    } catch (InterruptedIOException e) {
      throw timedOut(e);
    } catch (ConnectException | UnknownHostException e) {
      throw new ChatException(
          ChatException.Kind.UNREACHABLE, "no connection to " + endpoint.baseUrl(), 0, e);
    } catch (IOException e) {
      // An answer that trickles on is cut off by closing its socket, which looks like a break.
      if (System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(endpoint.timeoutMillis())) {
        throw timedOut(e);
      }
      throw new ChatException(
          ChatException.Kind.NETWORK,
          "the connection to " + endpoint.baseUrl() + " broke: " + withoutKey(e.toString()),
          0,
          null);
    }
  }

  private ChatException timedOut(IOException e) {
    return new ChatException(
        ChatException.Kind.TIMEOUT,
        endpoint.baseUrl() + " did not answer within " + endpoint.timeoutMillis() + " ms",
        0,
        e);
  }

  /** Some servers repeat the key that they refuse. */
  private String withoutKey(String text) {
    return key == null ? text : text.replace(key, "(the key)");
  }

  private ChatException refused(int status, String text, long retryAfterMillis) {
    JsonNode json = null;
    try {
      json = Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      // an error page of something in between: its text is shown as it is
    }
    JsonNode error = json == null ? null : json.path("error");
    String code = error == null ? "" : error.path("code").asText() + error.path("type").asText();
    String said = text;
    if (error != null && error.hasNonNull("message")) {
      said = error.path("message").asText();
    } else if (error != null && error.isTextual()) {
      said = error.asText();
    } else if (json != null && json.hasNonNull("message")) {
      said = json.path("message").asText();
    }
    said = withoutKey(said).strip().replaceAll("\\s+", " ");
    if (said.length() > MAX_ERROR_TEXT) {
      said = said.substring(0, MAX_ERROR_TEXT) + "…";
    }
    return new ChatException(
        kind(status, code, said),
        endpoint.baseUrl() + " answered " + status + (said.isEmpty() ? "" : ": " + said),
        retryAfterMillis,
        null);
  }

  private static ChatException.Kind kind(int status, String code, String said) {
    return switch (status) {
      case 401, 403 -> ChatException.Kind.AUTH;
      case 402 -> ChatException.Kind.QUOTA;
      case 429 ->
          TOO_LARGE.matcher(said).find()
              ? ChatException.Kind.PERMANENT
              : code.contains("insufficient_quota") || code.contains("quota_exceeded")
                  ? ChatException.Kind.QUOTA
                  : ChatException.Kind.RATE;
      case 502, 503, 529 -> ChatException.Kind.UNAVAILABLE;
      case 408, 409, 425 -> ChatException.Kind.SERVER;
      default -> status >= 500 ? ChatException.Kind.SERVER : ChatException.Kind.PERMANENT;
    };
  }

  private ChatException malformed(String what) {
    return new ChatException(
        ChatException.Kind.MALFORMED, "the answer of " + endpoint.baseUrl() + " " + what, 0, null);
  }

  @Override
  public String toString() {
    return "OpenAiChatClient of " + endpoint.baseUrl() + " over " + transport.getClass().getName();
  }
}
