package org.autoif.io.llm.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.junit.jupiter.api.Test;

/** Requests against the schema of chat completion requests. */
class RequestSchemaTest {
  private static final Path PUBLISHED = Path.of("../../shared/data/openai-openapi.json");
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final String SCHEMA_FORMAT =
      """
      {"type":"json_schema","json_schema":{"name":"a-form","strict":true,
       "schema":{"type":"object","properties":{},"required":[],"additionalProperties":false}}}""";

  @Test
  void givenRequests_thenTheyKeepToTheSchema() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            RequestSchemaTest.class.getResourceAsStream("chat-completion-request.schema.json"))) {
      check(SCHEMAS.getSchema(in));
    }
  }

  /** The same against the one that OpenAI publishes, where it is at hand. */
  @Test
  void givenRequests_thenTheyKeepToThePublishedSchema() throws Exception {
    assumeTrue(Files.exists(PUBLISHED), PUBLISHED + " is not there");
    ObjectNode published = Json.read(Files.readString(PUBLISHED), ObjectNode.class);
    published.put("$ref", "#/components/schemas/CreateChatCompletionRequest");
    check(SCHEMAS.getSchema(published));
  }

  private static void check(JsonSchema schema) throws Exception {
    List<Message> messages =
        List.of(
            Message.system("Be brief."),
            Message.user("Why \"not\"?\n😀"),
            Message.builder().setRole("assistant").setContent("So.").build(),
            Message.user("And?"));
    List<ChatRequest> requests =
        List.of(
            new ChatRequest(messages, 0, 5),
            new ChatRequest(messages, 2, (1L << 31) + 7, 128, null),
            new ChatRequest(messages, 0.7, 0, 1, "{\"type\":\"json_object\"}"),
            new ChatRequest(messages, 1, 1, 2, SCHEMA_FORMAT));
    ChatEndpoint endpoint = ChatEndpoint.of("http://127.0.0.1:1/v1", "gpt-4o");
    for (ChatEndpoint of : List.of(endpoint, endpoint.withMaxTokens(99))) {
      for (ChatRequest request : requests) {
        JsonNode body = body(of, request);
        assertThat(body.toString(), schema.validate(body), is(Set.<ValidationMessage>of()));
      }
    }
    // That the schema refuses what is wrong shows that it is in force.
    ObjectNode wrong = (ObjectNode) body(endpoint, requests.get(0));
    assertThat(
        schema.validate(wrong.deepCopy().put("temperature", 3)),
        is(not(Set.<ValidationMessage>of())));
    assertThat(
        schema.validate(wrong.deepCopy().without("messages")),
        is(not(Set.<ValidationMessage>of())));
    assertThat(
        schema.validate(wrong.deepCopy().put("response_format", "json")),
        is(not(Set.<ValidationMessage>of())));
  }

  private static JsonNode body(ChatEndpoint endpoint, ChatRequest request) throws Exception {
    try (OpenAiChatClient client = ChatEndpoints.of(Map.of("teacher", endpoint)).chat("teacher")) {
      return Json.mapper().readTree(client.body(request));
    }
  }
}
