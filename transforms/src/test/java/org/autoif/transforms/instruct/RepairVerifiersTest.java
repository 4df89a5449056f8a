package org.autoif.transforms.instruct;

import static org.autoif.transforms.instruct.GenerateNearMissesTest.apart;
import static org.autoif.transforms.step.Records.constraint;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.FakeChatClient;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.step.Records;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class RepairVerifiersTest {
  private static final String EVALUATE = "def evaluate(response):\n    return ";

  private static final String RING = EVALUATE + "'gold ring' in response";
  private static final String YES = EVALUATE + "True";
  private static final String NO = EVALUATE + "False";
  private static final String BROKEN = EVALUATE + "nothing";
  private static final VerifierEngine.Source ENGINES = Sandboxes.source(SandboxSettings.of());

  private static VerifierFunction repaired(String source, int rounds) {
    return GenerateVerifiers.function(source).toBuilder().setRepairs(rounds).build();
  }

  private static Constraint name(List<VerifierFunction> functions) {
    return constraint(
        "Name gold", functions, List.of(apart("a gold ring", true), apart("golden", false)));
  }

  private static String asked(String placeholder, ChatRequest request) {
    return Steps.asked(Prompts.Name.REPAIR_VERIFIER, placeholder, request);
  }

  private static String fenced(String source) {
    return "The mistake is mended:\n```python\n" + source + "\n```";
  }

  @Test
  void givenFunctionsThatErr_thenEachIsWrittenAnewUntilItDoesNotOrTheRoundsAreOver() {
    String half = EVALUATE + "'gol' in response";
    String whole = EVALUATE + "'gold ' in response";
    FakeChatClient.Script script =
        (role, request) -> {
          String faults = asked("faults", request);
          return switch (asked("function", request)) {
            case RING -> throw new IllegalArgumentException("it has no fault");
            case YES -> {
              assertThat(faults, containsString("returns True for this answer, which breaks"));
              assertThat(faults, containsString("<answer>\ngolden\n</answer>"));
              yield fenced(half);
            }
            case BROKEN -> {
              assertThat(faults, containsString("ends with an error, error:exception: NameError"));
              yield "I cannot.";
            }
            default -> fenced(whole);
          };
        };
    TestPipeline pipeline = Steps.pipeline();
    StepOutput<Constraint> out =
        Steps.given(
                pipeline,
                name(
                    List.of(
                        Records.function(RING), Records.function(YES), Records.function(BROKEN))))
            .apply(
                RepairVerifiers.of(Steps.teacher(script), ENGINES).withAudit(AuditSettings.none()));
    PAssert.that(out.kept())
        .containsInAnyOrder(
            name(List.of(Records.function(RING), repaired(whole, 2), Records.function(BROKEN))));
    PAssert.that(
            out.rejected()
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(r -> r.getReason() + " " + r.getId())))
        .containsInAnyOrder(
            Set.of(
                "function_repaired " + Records.function(YES).getId(),
                "function_repaired " + Records.function(half).getId()));
    PAssert.that(
            out.failed()
                .apply("Kinds", MapElements.into(TypeDescriptors.strings()).via(f -> f.getKind())))
        .containsInAnyOrder("unreadable_answer", "unreadable_answer");
    PAssert.that(
            Objects.requireNonNull(out.usage())
                .apply(MapElements.into(TypeDescriptors.longs()).via(u -> u.getCompletions())))
        .containsInAnyOrder(2L, 2L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenCallsThatFail_thenTheFunctionsStayAsTheyAre() {
    Constraint given = name(List.of(Records.function(RING), Records.function(YES)));
    TestPipeline pipeline = Steps.pipeline();
    Steps.expectDespiteFailures(
        Steps.given(pipeline, given)
            .apply(RepairVerifiers.of(Steps.noTeacher(), ENGINES).withAudit(AuditSettings.none())),
        List.of(given),
        2);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenProbeThatARealFunctionFails_thenItIsToldAndTheRightOneNeedsNoMore() {
    String right = EVALUATE + "textkit.word_count(response) >= 50";
    FakeChatClient.Script script =
        (role, request) -> {
          assertThat(asked("faults", request), containsString("- It "));
          assertThat(asked("function", request), containsString("> 50"));
          return fenced(right);
        };
    TestPipeline pipeline = Steps.pipeline();
    StepOutput<Constraint> out =
        Steps.given(
                pipeline,
                constraint("Use at least 50 words.", EVALUATE + "len(response.split()) > 50"))
            .apply(RepairVerifiers.of(Steps.teacher(script), ENGINES));
    PAssert.that(out.kept())
        .containsInAnyOrder(
            constraint("Use at least 50 words.", List.of(repaired(right, 1)), List.of()));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenTwoFunctionsThatBecomeOne_thenItComesOnce() {
    String same = EVALUATE + "'gold ' in response";
    TestPipeline pipeline = Steps.pipeline();
    StepOutput<Constraint> out =
        Steps.given(pipeline, name(List.of(Records.function(YES), Records.function(NO))))
            .apply(
                RepairVerifiers.of(Steps.teacher((role, request) -> fenced(same)), ENGINES)
                    .withAudit(AuditSettings.none())
                    .withRounds(1));
    PAssert.that(out.kept()).containsInAnyOrder(name(List.of(repaired(same, 1))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenNoRound_thenTheMessageSaysSo() {
    RepairVerifiers step =
        RepairVerifiers.of(Steps.teacher((role, request) -> "never asked"), ENGINES);
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> step.withRounds(0)).getMessage(),
        containsString("rounds 0: must be at least 1"));
  }
}
