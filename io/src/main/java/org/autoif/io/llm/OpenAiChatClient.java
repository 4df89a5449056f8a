package org.autoif.io.llm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.client.http.HttpTransport;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.jspecify.annotations.Nullable;

/**
 * Asks an OpenAI-compatible endpoint. It repeats nothing; it tells what went wrong so that its
 * caller can decide.
 */
public final class OpenAiChatClient implements ChatClient {
  private final ChatEndpoint endpoint;
  private final EndpointHttp http;
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
    this.http = new EndpointHttp(endpoint, transport);
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
    String text = http.send("POST", "/chat/completions", body(request));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    Completion completion = ChatAnswerText.parse(text, millis, http::malformed);
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
      http.send("GET", "/models", null);
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

  @Override
  public String toString() {
    return "OpenAiChatClient of " + endpoint.baseUrl();
  }
}
