package org.autoif.io.llm.endpoint;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.autoif.io.llm.ChatException;
import org.autoif.io.record.VariableName;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible chat endpoint and how to ask it. It names where the key is to be found,
 * never the key itself, so that it can travel with the pipeline.
 *
 * @param baseUrl address up to and with {@code /v1}, without a slash at the end and without query
 * @param query what follows the question mark in every request, such as Azure's {@code
 *     api-version=2024-10-21}; absent for none
 * @param model name of the model as the endpoint knows it
 * @param apiKeyEnv environment variable that holds the key on the worker; absent for none
 * @param apiKeyFile file that holds the key on the worker, used when {@code apiKeyEnv} is absent
 * @param apiKeyHeader header that has the key as it is; absent for a bearer's
 * @param caFile PEM file on the worker with authorities that are trusted besides Java's; absent for
 *     the one that {@code SSL_CERT_FILE} names, if it names one
 * @param timeoutMillis longest wait for an answer, in milliseconds
 * @param maxTokens cap on the completion, in tokens; 0 for the endpoint's own
 * @param extraBody JSON object whose fields are added to every request; absent for none
 * @param concessions what requests go without from the start
 */
public record ChatEndpoint(
    String baseUrl,
    @Nullable String query,
    String model,
    @Nullable String apiKeyEnv,
    @Nullable String apiKeyFile,
    @Nullable String apiKeyHeader,
    @Nullable String caFile,
    int timeoutMillis,
    int maxTokens,
    @Nullable String extraBody,
    Set<Concession> concessions)
    implements Serializable {
  /** As long as OpenAI's own client waits: a server of one's own may have many in its queue. */
  private static final int DEFAULT_TIMEOUT_MILLIS = 600_000;

  private static final Pattern FORM =
      Pattern.compile("(https?)://(\\[[0-9A-Fa-f:.%]+]|[\\w.-]+)(:\\d{1,5})?(/[^?#\\s]*)?");

  /** A secret in the address would be shown wherever the address is. */
  private static final Pattern SECRET =
      Pattern.compile("key|token|secret|sig|pass|auth|code|cred", Pattern.CASE_INSENSITIVE);

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** Copies the concessions. */
  public ChatEndpoint {
    concessions = Set.copyOf(concessions);
  }

  /**
   * Returns an endpoint without a key.
   *
   * @throws IllegalArgumentException if {@code baseUrl} is not an http or https address, or has a
   *     user, a password or what may be a key in it; the message does not repeat those
   */
  public static ChatEndpoint of(String baseUrl, String model) {
    int mark = baseUrl.indexOf('?');
    String address = checkUrl(mark < 0 ? baseUrl : baseUrl.substring(0, mark));
    String query = mark < 0 ? null : checkQuery(baseUrl.substring(mark + 1));
    return new ChatEndpoint(
        address, query, model, null, null, null, null, DEFAULT_TIMEOUT_MILLIS, 0, null, Set.of());
  }

  /** Returns this endpoint with another model of the same server. */
  public ChatEndpoint withModel(String name) {
    return new ChatEndpoint(
        baseUrl,
        query,
        name,
        apiKeyEnv,
        apiKeyFile,
        apiKeyHeader,
        caFile,
        timeoutMillis,
        maxTokens,
        extraBody,
        concessions);
  }

  /** Returns this endpoint at another address of the same server. */
  public ChatEndpoint withBaseUrl(String address) {
    return new ChatEndpoint(
        checkUrl(address),
        query,
        model,
        apiKeyEnv,
        apiKeyFile,
        apiKeyHeader,
        caFile,
        timeoutMillis,
        maxTokens,
        extraBody,
        concessions);
  }

  /** Returns this endpoint with the place of its key. */
  public ChatEndpoint withApiKey(@Nullable String env, @Nullable String file) {
    return new ChatEndpoint(
        baseUrl,
        query,
        model,
        env,
        file,
        apiKeyHeader,
        caFile,
        timeoutMillis,
        maxTokens,
        extraBody,
        concessions);
  }

  /**
   * Returns this endpoint with the header that its key is sent in, such as Azure's {@code api-key}.
   *
   * @throws IllegalArgumentException if it is no name of a header
   */
  public ChatEndpoint withApiKeyHeader(String header) {
    if (!HEADER.matcher(header).matches()) {
      throw new IllegalArgumentException(
          "'" + header + "' is no name of a header: expected one such as api-key");
    }
    return new ChatEndpoint(
        baseUrl,
        query,
        model,
        apiKeyEnv,
        apiKeyFile,
        header,
        caFile,
        timeoutMillis,
        maxTokens,
        extraBody,
        concessions);
  }

  /** Returns this endpoint with a PEM file of authorities to trust besides Java's. */
  public ChatEndpoint withCaFile(@Nullable String file) {
    return new ChatEndpoint(
        baseUrl,
        query,
        model,
        apiKeyEnv,
        apiKeyFile,
        apiKeyHeader,
        file,
        timeoutMillis,
        maxTokens,
        extraBody,
        concessions);
  }

  /** Returns this endpoint with another limit on the wait for an answer, in milliseconds. */
  public ChatEndpoint withTimeoutMillis(int millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("timeout of " + millis + " ms: must be at least 1");
    }
    return new ChatEndpoint(
        baseUrl,
        query,
        model,
        apiKeyEnv,
        apiKeyFile,
        apiKeyHeader,
        caFile,
        millis,
        maxTokens,
        extraBody,
        concessions);
  }

  /** Returns this endpoint with a cap on completions, in tokens; 0 for the endpoint's own. */
  public ChatEndpoint withMaxTokens(int tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException("maxTokens " + tokens + ": must be 0 or more");
    }
    return new ChatEndpoint(
        baseUrl,
        query,
        model,
        apiKeyEnv,
        apiKeyFile,
        apiKeyHeader,
        caFile,
        timeoutMillis,
        tokens,
        extraBody,
        concessions);
  }

  /** Returns this endpoint with a JSON object whose fields are added to every request. */
  public ChatEndpoint withExtraBody(@Nullable String json) {
    return new ChatEndpoint(
        baseUrl,
        query,
        model,
        apiKeyEnv,
        apiKeyFile,
        apiKeyHeader,
        caFile,
        timeoutMillis,
        maxTokens,
        json,
        concessions);
  }

  /** Returns this endpoint with other things that requests go without from the start. */
  public ChatEndpoint withConcessions(Set<Concession> all) {
    return new ChatEndpoint(
        baseUrl,
        query,
        model,
        apiKeyEnv,
        apiKeyFile,
        apiKeyHeader,
        caFile,
        timeoutMillis,
        maxTokens,
        extraBody,
        all);
  }

  /** Returns the address of a request. */
  String url(String path) {
    return baseUrl + path + (query == null ? "" : "?" + query);
  }

  /**
   * Reads the key on the machine where it is called.
   *
   * @return the key, or null if the endpoint needs none
   * @throws ChatException of kind AUTH if the variable or the file is missing or empty
   */
  @Nullable String readApiKey() throws ChatException {
    if (apiKeyEnv != null) {
      String key = System.getenv(apiKeyEnv);
      if (key == null || key.isBlank()) {
        throw noKey(VariableName.shown(apiKeyEnv) + " is not set on this machine");
      }
      return usable(key.strip(), VariableName.shown(apiKeyEnv));
    }
    if (apiKeyFile != null) {
      try {
        String key = Files.readString(Path.of(apiKeyFile)).replace("\uFEFF", "").strip();
        if (key.isEmpty()) {
          throw noKey("the key file " + apiKeyFile + " is empty");
        }
        return usable(key, "the key file " + apiKeyFile);
      } catch (IOException e) {
        throw noKey("the key file " + apiKeyFile + " cannot be read on this machine");
      }
    }
    return null;
  }

  private static String usable(String key, String place) throws ChatException {
    if (key.chars().allMatch(c -> c > ' ' && c < 127)) {
      return key;
    }
    throw noKey(place + " holds more than a key: there are spaces, line breaks or other letters");
  }

  private static ChatException noKey(String message) {
    return new ChatException(ChatException.Kind.AUTH, message, 0, null);
  }

  private static String checkUrl(String baseUrl) {
    if (baseUrl.matches("(?s)https?://[^/]*@.*")) {
      throw new IllegalArgumentException(
          "a user or password in the address would be shown: name the key's variable or file"
              + " instead");
    }
    // Not by URI's host, which takes no underscore: services of Docker Compose have them.
    if (FORM.matcher(baseUrl).matches() && isUri(baseUrl)) {
      return baseUrl.replaceAll("/+$", "");
    }
    throw new IllegalArgumentException(
        "'" + baseUrl + "' is not an address of the form http[s]://host[:port]/v1");
  }

  private static boolean isUri(String address) {
    try {
      return new URI(address).getRawAuthority() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static @Nullable String checkQuery(String query) {
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      if (SECRET.matcher(equals < 0 ? part : part.substring(0, equals)).find()) {
        throw new IllegalArgumentException(
            "a key in the address would be shown: name the key's variable or file instead");
      }
    }
    if (!query.matches("[\\w.~!$&'()*+,;=:@/?%-]*")) {
      throw new IllegalArgumentException(
          "the part of the address behind ? has letters that must be escaped with %");
    }
    return query.isEmpty() ? null : query;
  }
}
