package org.autoif.io.llm;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible chat endpoint and how to ask it. It names where the key is to be found,
 * never the key itself, so that it can travel with the pipeline.
 *
 * @param baseUrl address up to and with {@code /v1}, without a slash at the end
 * @param model name of the model as the endpoint knows it
 * @param apiKeyEnv environment variable that holds the key on the worker; absent for none
 * @param apiKeyFile file that holds the key on the worker, used when {@code apiKeyEnv} is absent
 * @param timeoutMillis longest wait for an answer, in milliseconds
 * @param maxTokens cap on the completion, in tokens; 0 for the endpoint's own
 * @param extraBody JSON object whose fields are added to every request; absent for none
 */
public record ChatEndpoint(
    String baseUrl,
    String model,
    @Nullable String apiKeyEnv,
    @Nullable String apiKeyFile,
    int timeoutMillis,
    int maxTokens,
    @Nullable String extraBody)
    implements Serializable {
  private static final int DEFAULT_TIMEOUT_MILLIS = 120_000;

  /**
   * Returns an endpoint without a key.
   *
   * @throws IllegalArgumentException if {@code baseUrl} is not an http or https address, or has a
   *     user, a password or a query in it; the message does not repeat those
   */
  public static ChatEndpoint of(String baseUrl, String model) {
    return new ChatEndpoint(checkUrl(baseUrl), model, null, null, DEFAULT_TIMEOUT_MILLIS, 0, null);
  }

  /** Returns this endpoint with another model of the same server. */
  public ChatEndpoint withModel(String name) {
    return new ChatEndpoint(
        baseUrl, name, apiKeyEnv, apiKeyFile, timeoutMillis, maxTokens, extraBody);
  }

  /** Returns this endpoint with the place of its key. */
  public ChatEndpoint withApiKey(@Nullable String env, @Nullable String file) {
    return new ChatEndpoint(baseUrl, model, env, file, timeoutMillis, maxTokens, extraBody);
  }

  /** Returns this endpoint with another limit on the wait for an answer, in milliseconds. */
  public ChatEndpoint withTimeoutMillis(int millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("timeout of " + millis + " ms: must be at least 1");
    }
    return new ChatEndpoint(baseUrl, model, apiKeyEnv, apiKeyFile, millis, maxTokens, extraBody);
  }

  /** Returns this endpoint with a cap on completions, in tokens; 0 for the endpoint's own. */
  public ChatEndpoint withMaxTokens(int tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException("maxTokens " + tokens + ": must be 0 or more");
    }
    return new ChatEndpoint(
        baseUrl, model, apiKeyEnv, apiKeyFile, timeoutMillis, tokens, extraBody);
  }

  /** Returns this endpoint with a JSON object whose fields are added to every request. */
  public ChatEndpoint withExtraBody(@Nullable String json) {
    return new ChatEndpoint(baseUrl, model, apiKeyEnv, apiKeyFile, timeoutMillis, maxTokens, json);
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
        throw noKey("the environment variable " + apiKeyEnv + " is not set on this machine");
      }
      return usable(key.strip(), "the environment variable " + apiKeyEnv);
    }
    if (apiKeyFile != null) {
      try {
        String key = Files.readString(Path.of(apiKeyFile)).strip();
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
    try {
      URI uri = new URI(baseUrl);
      if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
        throw new IllegalArgumentException(
            "a user, password or query in the address would be shown: name the key's variable or"
                + " file instead");
      }
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
      }
    } catch (URISyntaxException e) {
      // told below, with what is allowed
    }
    throw new IllegalArgumentException(
        "'" + baseUrl + "' is not an address of the form http[s]://host[:port]/v1");
  }
}
