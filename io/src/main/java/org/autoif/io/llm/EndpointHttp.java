package org.autoif.io.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.util.Timeout;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to an endpoint over Google's HTTP client and classifies what went wrong. It
 * repeats nothing, and no message of its has the key in it.
 */
final class EndpointHttp {
  /** For the connection, and once more for TLS on it. */
  static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);

  private static final int MAX_ERROR_TEXT = 300;

  /** A request that is above a rate's whole budget is refused for ever, with 429 nevertheless. */
  private static final Pattern TOO_LARGE =
      Pattern.compile("request too large", Pattern.CASE_INSENSITIVE);

  /** What the JDK says, in exceptions of no class of their own, when nothing is sent at all. */
  private static final Pattern NO_CONNECTION =
      Pattern.compile("Network is unreachable|Unsupported or unrecognized SSL message");

  private final ChatEndpoint endpoint;
  private final HttpRequestFactory requests;
  private final @Nullable String key;

  /** By path; reading one anew for each request takes a lock that all threads share. */
  private final Map<String, GenericUrl> urls = new ConcurrentHashMap<>();

  /**
   * Makes it. The transport is not closed with it.
   *
   * @throws ChatException of kind AUTH if the key is named but not there
   */
  EndpointHttp(ChatEndpoint endpoint, HttpTransport transport) throws ChatException {
    this.endpoint = endpoint;
    this.requests = transport.createRequestFactory();
    this.key = endpoint.readApiKey();
  }

  /** Returns the body of the answer. */
  String send(String method, String path, byte @Nullable [] body) throws ChatException {
    try {
      HttpRequest request =
          requests.buildRequest(
              method,
              urls.computeIfAbsent(path, to -> new GenericUrl(endpoint.baseUrl() + to)),
              body == null ? null : new ByteArrayContent("application/json", body));
      request.setConnectTimeout(CONNECT_TIMEOUT.toMillisecondsIntBound());
      request.setReadTimeout(endpoint.timeoutMillis());
      request.setNumberOfRetries(0);
      request.setThrowExceptionOnExecuteError(false);
      request.setLoggingEnabled(false);
      request.setCurlLoggingEnabled(false);
      if (key != null) {
        request.getHeaders().setAuthorization("Bearer " + key);
      }
      HttpResponse response = execute(request);
      try {
        String text = text(response);
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
    } catch (ConnectTimeoutException
        | ConnectException
        | NoRouteToHostException
        | UnknownHostException e) {
      throw unreachable("", e);
    } catch (InterruptedIOException e) {
      throw timedOut(e);
    } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
      throw unreachable(": " + withoutKey(String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage());
      if (NO_CONNECTION.matcher(said).find()) {
        throw unreachable(": " + withoutKey(said), e);
      }
      throw new ChatException(
          ChatException.Kind.NETWORK,
          "the connection to " + endpoint.baseUrl() + " broke: " + withoutKey(e.toString()),
          0,
          null);
    }
  }

  /** Sends a request; headers that the HTTP library cannot read are no answer. */
  private HttpResponse execute(HttpRequest request) throws IOException, ChatException {
    try {
      return request.execute();
    } catch (IllegalArgumentException e) {
      throw malformed("has headers that cannot be read: " + withoutKey(e.toString()));
    }
  }

  /** Returns the body as UTF-8, as JSON always is, whatever the header says of it. */
  private static String text(HttpResponse response) throws IOException {
    try (InputStream in = response.getContent()) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
  }

  private ChatException unreachable(String why, IOException e) {
    return new ChatException(
        ChatException.Kind.UNREACHABLE, "no connection to " + endpoint.baseUrl() + why, 0, e);
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

  /** Returns what is thrown for an answer that is none. */
  ChatException malformed(String what) {
    return new ChatException(
        ChatException.Kind.MALFORMED, "the answer of " + endpoint.baseUrl() + " " + what, 0, null);
  }
}
