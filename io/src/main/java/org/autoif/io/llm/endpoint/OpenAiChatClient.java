package org.autoif.io.llm.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.client.http.HttpTransport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Completion;
import org.autoif.io.llm.CompletionKey;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * Asks an OpenAI-compatible endpoint. It repeats nothing that may pass; it tells what went wrong so
 * that its caller can decide. What the endpoint refuses a request for, it goes without from then
 * on: see {@link LessAsked}.
 */
public final class OpenAiChatClient implements ChatClient {
  private final ChatEndpoint endpoint;
  private final EndpointHttp http;
  private final @Nullable ObjectNode extraBody;
  private final String parameters;
  private final Learnt learnt;

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
    this.learnt = Learnt.of(endpoint);
    if (learnt.wasServed()) {
      http.served();
    }
  }

  @Override
  public Completion complete(ChatRequest request) throws ChatException {
    return complete(request, Meter.NONE);
  }

  @Override
  public Completion complete(ChatRequest request, Meter meter) throws ChatException {
    ChatRequest asked = request.withChoices(Math.min(request.choices(), mostChoices()));
    Set<Concession> without = concessions();
    try {
      return ask(asked, without, meter);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.REASONING) {
        learnt.allReasoning(e);
      }
      if (!LessAsked.isRefusal(e)) {
        throw e;
      }
      return new LessAsked(
              learnt,
              form -> RequestBody.of(endpoint, extraBody, asked, form),
              form -> ask(asked, form, meter))
          .answer(e, without, this::concessions);
    }
  }

  /** Returns what requests go without, by the user's word or by what was found out. */
  public Set<Concession> concessions() {
    return Concession.and(endpoint.concessions(), learnt.concessions());
  }

  private Completion ask(ChatRequest request, Set<Concession> without, Meter meter)
      throws ChatException {
    ObjectNode body = RequestBody.of(endpoint, extraBody, request, without);
    meter.starts(request);
    boolean sent = true;
    Completion billed = null;
    try {
      billed = answer(body);
      int wanted = body.path("n").asInt(1);
      learnt.answered(LessAsked.shape(body));
      learnt.came(wanted, 1 + billed.others().size());
      return billed;
    } catch (ChatException e) {
      sent = e.kind() != ChatException.Kind.UNREACHABLE;
      billed = e.billed();
      throw e;
    } finally {
      meter.ended(sent, billed);
    }
  }

  private Completion answer(ObjectNode body) throws ChatException {
    long start = System.nanoTime();
    EndpointHttp.Answer answer =
        http.answer("POST", "/chat/completions", body.toString().getBytes(StandardCharsets.UTF_8));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    JsonNode json = json(answer);
    if (ErrorText.isIn(json)) {
      throw http.refused(json);
    }
    http.served();
    return ChatAnswerText.parse(json, millis, http::malformed);
  }

  private JsonNode json(EndpointHttp.Answer answer) throws ChatException {
    try {
      if (EventStream.is(answer.text(), answer.contentType())) {
        JsonNode whole = EventStream.join(answer.text());
        if (whole == null) {
          throw new ChatException(
              ChatException.Kind.NETWORK,
              "the stream of " + endpoint.baseUrl() + " broke off before it was whole",
              0,
              null);
        }
        return whole;
      }
      return Json.mapper().readTree(answer.text());
    } catch (JsonProcessingException e) {
      String said = ErrorText.of(answer.text()).words();
      throw http.malformed("is not JSON" + (said.isEmpty() ? "" : ": " + said));
    }
  }

  @Override
  public int mostChoices() {
    return concessions().contains(Concession.ONE_CHOICE) ? 1 : learnt.mostChoices();
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
   * Returns the names of the models that the endpoint lists.
   *
   * @throws ChatException if it has no such list, or none that can be read
   */
  public List<String> models() throws ChatException {
    String text = http.send("GET", "/models", null);
    List<String> names = new ArrayList<>();
    try {
      JsonNode list = Json.mapper().readTree(text);
      for (JsonNode model : list.isArray() ? list : list.path("data")) {
        String name = model.isTextual() ? model.asText() : model.path("id").asText("");
        if (!name.isBlank()) {
          names.add(name);
        }
      }
    } catch (JsonProcessingException e) {
      throw http.malformed("is not JSON");
    }
    return names;
  }

  @Override
  public void close() {
    // the transport belongs to the process
  }

  byte[] body(ChatRequest request) {
    return RequestBody.of(endpoint, extraBody, request, concessions())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "OpenAiChatClient of " + endpoint.baseUrl();
  }
}
