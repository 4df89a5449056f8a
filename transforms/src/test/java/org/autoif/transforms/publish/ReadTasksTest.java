package org.autoif.transforms.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.KV;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.Task;
import org.autoif.io.record.UserQuery;
import org.autoif.transforms.instruct.GenerateVerifiers;
import org.autoif.transforms.publish.export.JsonlRows;
import org.autoif.transforms.step.NormalizedText;
import org.autoif.transforms.step.Steps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadTasksTest {
  private static final List<Message> PROMPT =
      List.of(
          Message.system("You answer."),
          Message.user("How?"),
          Message.assistant("So."),
          Message.user(" Why?\nBe brief. "));

  private static Constraint constraint(String id, String... sources) {
    return Constraint.builder()
        .setId(id)
        .setInstruction("Rule " + id)
        .setOrigin("dataset")
        .setFunctions(List.of(sources).stream().map(GenerateVerifiers::function).toList())
        .setCases(List.of())
        .build();
  }

  @Test
  void givenRowsThatWereWritten_thenTheirTasksComeBack() {
    List<Constraint> constraints = List.of(constraint("b", "f", "g"), constraint("a", "h"));
    RewardTask row =
        RewardTask.builder()
            .setId("t")
            .setPrompt(PROMPT)
            .setConstraints(constraints)
            .setPassRate(0.5)
            .setResponses(2)
            .build();
    String asked = "Why?\nBe brief.";
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, KV.of("00000001", JsonlRows.rlvr(row).getJson()))
            .apply(ReadTasks.create()),
        List.of(
            Task.builder()
                .setId("t")
                .setQuery(
                    UserQuery.builder()
                        .setId(Ids.of("query", NormalizedText.of(asked)))
                        .setText(asked)
                        .build())
                .setMessages(PROMPT)
                .setConstraints(constraints.stream().map(ReadTasksTest::inOrder).toList())
                .setRewrite("none")
                .build()),
        List.of(),
        List.of());
    pipeline.run();
  }

  /** The functions of a constraint are in the order of their ids. */
  private static Constraint inOrder(Constraint constraint) {
    return constraint.toBuilder()
        .setFunctions(
            constraint.getFunctions().stream()
                .sorted(java.util.Comparator.comparing(f -> f.getId()))
                .toList())
        .build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"prompt":[]} | has no text in the field id
          {"id":7} | has no text in the field id
          {"id":"a"} | has no turns in the field prompt that end with the user's
          {"id":"a","prompt":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}]} | has no turns in the field prompt that end with the user's
          {"id":"a","prompt":[{"role":"tool","content":"q"}]} | has a turn in the field prompt that is not a role of [system, user, assistant] and a content
          {"id":"a","prompt":[{"role":"user"}]} | has a turn in the field prompt that is not a role of [system, user, assistant] and a content
          {"id":"a","prompt":[{"role":"user","content":"q"}]} | has nothing in the field constraints
          {"id":"a","prompt":[{"role":"user","content":"q"}],"constraints":[{"id":"c"}]} | has a constraint without id or instruction
          {"id":"a","prompt":[{"role":"user","content":"q"}],"constraints":[{"id":"c","instruction":"i","functions":[]}]} | has a constraint without sources in the field functions
          {"id":"a","prompt":[{"role":"user","content":"q"}],"constraints":[{"id":"c","instruction":"i","functions":[1]}]} | has a constraint without sources in the field functions
          """)
  void givenAnotherRow_thenTheReasonIsTold(String row, String reason) {
    assertEquals(reason, ReadTasks.reasonAgainst(Json.read(row, JsonNode.class)));
  }

  @Test
  void givenRow_thenNothingSpeaksAgainstIt() {
    assertNull(
        ReadTasks.reasonAgainst(
            Json.read(
                "{\"id\":\"a\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"constraints\":"
                    + "[{\"id\":\"c\",\"instruction\":\"i\",\"functions\":[\"f\"]}]}",
                JsonNode.class)));
  }
}
