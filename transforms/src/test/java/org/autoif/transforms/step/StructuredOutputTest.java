package org.autoif.transforms.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.autoif.io.record.Json;
import org.autoif.transforms.instruct.FilterByEntailment;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Test;

final class StructuredOutputTest {
  @Test
  void givenAMode_thenOnlyPromptsForJsonAskForIt() {
    List<Prompts.Name> json =
        List.of(
            Prompts.Name.GENERATE_VERIFIER,
            Prompts.Name.GENERATE_NEAR_MISSES,
            Prompts.Name.JUDGE_CASE,
            Prompts.Name.ENTAILMENT,
            Prompts.Name.JUDGE_REWRITE);
    assertEquals(
        json,
        Arrays.stream(Prompts.Name.values())
            .filter(name -> StructuredOutput.SCHEMA.format(name) != null)
            .toList());
    for (Prompts.Name name : json) {
      assertNull(StructuredOutput.NONE.format(name));
      assertEquals("{\"type\":\"json_object\"}", StructuredOutput.JSON.format(name));
    }
  }

  /** What OpenAI's strict mode demands of a schema: every property required, and no others. */
  @Test
  void givenSchemas_thenTheyAreStrict() {
    for (Prompts.Name name : Prompts.Name.values()) {
      String format = StructuredOutput.SCHEMA.format(name);
      if (format != null) {
        JsonNode json = Json.read(format, JsonNode.class).path("json_schema");
        assertEquals(true, json.path("strict").asBoolean());
        assertEquals(name.file(), json.path("name").asText() + ".txt");
        assertStrict(json.path("schema"));
      }
    }
  }

  private static void assertStrict(JsonNode schema) {
    if (schema.path("type").asText().equals("object")) {
      assertEquals(
          Json.mapper().createArrayNode().addAll(names(schema.path("properties"))),
          schema.path("required"));
      assertEquals(false, schema.path("additionalProperties").asBoolean(true));
      schema.path("properties").forEach(StructuredOutputTest::assertStrict);
    } else if (schema.path("type").asText().equals("array")) {
      assertStrict(schema.path("items"));
    }
  }

  private static List<JsonNode> names(JsonNode properties) {
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names.stream().map(name -> Json.mapper().<JsonNode>valueToTree(name)).toList();
  }

  @Test
  void givenAnotherWord_thenTheMessageNamesThose() {
    assertEquals(
        "structuredOutput 'xml': expected one of [none, json, schema]",
        assertThrows(IllegalArgumentException.class, () -> StructuredOutput.parse("xml"))
            .getMessage());
    assertEquals(StructuredOutput.JSON, StructuredOutput.parse("json"));
  }

  @Test
  void givenASchema_thenTheCallsOfAStepHaveIt() {
    ChatRoles roles = Steps.teacher((role, request) -> "");
    ChatRoles structured =
        new ChatRoles(roles.chats(), roles.prompts(), roles.seed(), StructuredOutput.SCHEMA);
    assertEquals(
        StructuredOutput.SCHEMA.format(Prompts.Name.ENTAILMENT),
        Objects.requireNonNull(
            structured
                .formed(
                    Prompts.Name.ENTAILMENT,
                    structured.call(FilterByEntailment.class, "judge", "id", List.of(), 1, 0, "{}"))
                .getResponseFormat()));
  }
}
