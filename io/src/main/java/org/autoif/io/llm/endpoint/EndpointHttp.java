package org.autoif.io.llm.endpoint;

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
import org.autoif.io.llm.ChatException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to an endpoint over Google's HTTP client and classifies what went wrong. It
 * repeats nothing, and no message of its has the key in it.
 */
final class EndpointHttp {
  /** For the connection, and once more for TLS on it. */
  static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);

  private static final int MOST_REDIRECTS = 5;

  private static final String AUTHORITIES =
      "; its certificate is of no authority that Java knows: name a PEM file with yours by"
          + " SSL_CERT_FILE or --caFile";

  /** What the JDK says, in exceptions of no class of their own, when nothing is sent at all. */
  private static final Pattern NO_CONNECTION =
      Pattern.compile("Network is unreachable|Unsupported or unrecognized SSL message");

  private final ChatEndpoint endpoint;
  private final HttpRequestFactory requests;
  private final @Nullable String key;
  private final int mostBytes;

  /** By path; reading one anew for each request takes a lock that all threads share. */
  private final Map<String, GenericUrl> urls = new ConcurrentHashMap<>();

  /** Whether the key was good before. */
  private volatile boolean served;

  /**
   * Makes it. The transport is not closed with it.
   *
   * @throws ChatException of kind AUTH if the key is named but not there
   */
  EndpointHttp(ChatEndpoint endpoint, HttpTransport transport) throws ChatException {
    this(endpoint, transport, AnswerDeadline.MOST_BYTES);
  }

  EndpointHttp(ChatEndpoint endpoint, HttpTransport transport, int mostBytes) throws ChatException {
    this.endpoint = endpoint;
    this.requests = transport.createRequestFactory();
    this.key = endpoint.readApiKey();
    this.mostBytes = mostBytes;
  }

  /**
   * What came.
   *
   * @param text the body
   * @param contentType as its header has it; absent without one
   */
  record Answer(String text, @Nullable String contentType) {}

  /** Returns the body of the answer. */
  String send(String method, String path, byte @Nullable [] body) throws ChatException {
    return answer(method, path, body).text();
  }

  /** Returns the answer; a redirection on the same server is followed, with method and body. */
  Answer answer(String method, String path, byte @Nullable [] body) throws ChatException {
    try {
      GenericUrl url = urls.computeIfAbsent(path, to -> new GenericUrl(endpoint.url(to)));
      for (int hops = 0; ; hops++) {
        HttpResponse response = execute(request(method, url, body));
        try {
          int status = response.getStatusCode();
          String text = text(response);
          if (status >= 300 && status < 400) {
            url = redirected(url, status, response.getHeaders().getLocation(), hops);
            if (status == 301 || status == 308) {
              urls.put(path, url); // for good, and so not asked for again
            }
            continue;
          }
          if (!response.isSuccessStatusCode()) {
            throw refused(status, text, RetryAfter.millis(response.getHeaders(), Instant.now()));
          }
          return new Answer(text, response.getContentType());
        } finally {
          response.disconnect();
        }
      }
    } catch (AnswerDeadline.TooLargeException e) {
      throw tooLarge();
    } catch (ConnectTimeoutException
        | ConnectException
        | NoRouteToHostException
        | UnknownHostException e) {
      throw unreachable("", e);
    } catch (InterruptedIOException e) {
      throw timedOut(e);
    } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
      String said = withoutKey(String.valueOf(e.getMessage()));
      throw unreachable(": " + said + (said.contains("PKIX") ? AUTHORITIES : ""), e);
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

  private HttpRequest request(String method, GenericUrl url, byte @Nullable [] body)
      throws IOException {
    HttpRequest request =
        requests.buildRequest(
            method, url, body == null ? null : new ByteArrayContent("application/json", body));
    request.setConnectTimeout(CONNECT_TIMEOUT.toMillisecondsIntBound());
    request.setReadTimeout(endpoint.timeoutMillis());
    request.setNumberOfRetries(0);
    request.setFollowRedirects(false);
    request.setThrowExceptionOnExecuteError(false);
    request.setLoggingEnabled(false);
    request.setCurlLoggingEnabled(false);
    if (key != null && endpoint.apiKeyHeader() != null) {
      request.getHeaders().set(endpoint.apiKeyHeader(), key);
    } else if (key != null) {
      request.getHeaders().setAuthorization("Bearer " + key);
      if (endpoint.query() != null && endpoint.query().contains("api-version=")) {
        request.getHeaders().set("api-key", key); // Azure's classic addresses know this one alone
      }
    }
    return request;
  }

  /** Returns where to go instead; the key goes to no other server than the one it was given for. */
  private GenericUrl redirected(GenericUrl from, int status, @Nullable String to, int hops)
      throws ChatException {
    if (to == null || to.isBlank()) {
      throw ChatException.refused(
          ChatException.Kind.PERMANENT,
          endpoint.baseUrl() + " answered " + status + " without an address to go to",
          0,
          status,
          null);
    }
    GenericUrl next;
    try {
      next = new GenericUrl(from.toURL(to));
    } catch (IllegalArgumentException e) {
      throw elsewhere(status, to, "which is no address");
    }
    boolean sameName = next.getHost().equalsIgnoreCase(from.getHost());
    boolean samePort = next.getScheme().equals(from.getScheme()) && port(next) == port(from);
    boolean toTls = next.getScheme().equals("https") && port(from) == 80 && port(next) == 443;
    boolean sameServer = sameName && (samePort || toTls);
    if (!sameServer) {
      throw elsewhere(status, to, "another server: give that address if it is the right one");
    }
    if (hops >= MOST_REDIRECTS) {
      throw elsewhere(status, to, "after " + hops + " others");
    }
    return next;
  }

  private ChatException elsewhere(int status, String to, String why) {
    String shown = ErrorText.shown(withoutKey(to.replaceFirst("[?#].*", "")));
    return ChatException.refused(
        ChatException.Kind.PERMANENT,
        endpoint.baseUrl() + " answered " + status + " and sends on to " + shown + ", " + why,
        0,
        status,
        null);
  }

  private static int port(GenericUrl url) {
    return url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
  }

  /** Returns the body as UTF-8, as JSON always is, whatever the header says of it. */
  private String text(HttpResponse response) throws IOException, ChatException {
    try (InputStream in = response.getContent()) {
      byte[] bytes = in == null ? new byte[0] : in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw tooLarge();
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
  }

  private ChatException tooLarge() {
    return malformed("has more than " + mostBytes + " bytes");
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
    ErrorText said = ErrorText.of(withoutKey(text));
    return ChatException.refused(
        Refusal.kind(status, said, served),
        endpoint.baseUrl()
            + " answered "
            + status
            + (said.words().isEmpty() ? "" : ": " + said.words()),
        retryAfterMillis,
        status,
        said.parameter());
  }

  /** Returns what is thrown for an error that came with a good status. */
  ChatException refused(JsonNode json) {
    ErrorText said = ErrorText.of(json);
    return ChatException.refused(
        Refusal.withGoodStatus(said, served),
        endpoint.baseUrl() + " answered 200 with an error: " + withoutKey(said.words()),
        0,
        said.status() == 0 ? 200 : said.status(),
        said.parameter());
  }

  /** Notes that the endpoint served a request, and so takes the key. */
  void served() {
    served = true;
  }

  /** Returns what is thrown for an answer that is none. */
  ChatException malformed(String what) {
    return new ChatException(
        ChatException.Kind.MALFORMED, "the answer of " + endpoint.baseUrl() + " " + what, 0, null);
  }
}
