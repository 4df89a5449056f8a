package org.autoif.transforms.instruct;

import static org.autoif.transforms.instruct.GenerateNearMissesTest.apart;
import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.function;
import static org.autoif.transforms.step.Records.testCase;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.record.Constraint;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Test;

final class JudgeCasesTest {
  private static String answer(String text) {
    return switch (text) {
      case "old" -> "{\"follows\": false}";
      case "gold it is" -> "{\"reason\": \"there is gold\", \"follows\": true}";
      case "no golden" -> "{\"follows\": \"True\"}";
      case "tin" -> "Hard to say.";
      default -> throw new IllegalArgumentException("nobody disputes '" + text + "'");
    };
  }

  @Test
  void givenCasesThatFunctionsDispute_thenTheJudgeDecidesAboutThoseAlone() {
    Constraint given =
        constraint(
            "Name gold",
            List.of(function("contains:gold"), function("contains:gold it")),
            List.of(
                testCase("own", true),
                apart("old", false),
                apart("gold it is", true),
                apart("no golden", false)));
    Constraint alone =
        constraint("Name tin", List.of(function("contains:tin")), List.of(apart("tin", true)));
    Constraint without = constraint("Name no case", "true");
    TestPipeline pipeline = Steps.pipeline();
    StepOutput<Constraint> out =
        Steps.given(pipeline, given, alone, without)
            .apply(
                JudgeCases.of(
                    Steps.teacher(
                        (role, request) -> {
                          if (!role.equals(ChatRoles.JUDGE)) {
                            throw new IllegalArgumentException("asked " + role);
                          }
                          return answer(Steps.asked(Prompts.Name.JUDGE_CASE, "response", request));
                        }),
                    FakeVerifierEngine.source()));
    PAssert.that(out.kept())
        .containsInAnyOrder(
            given.toBuilder().setCases(given.getCases().subList(0, 3)).build(),
            // One function's word is no agreement, and a judge that says nothing confirms nothing.
            alone.toBuilder().setCases(List.of()).build(),
            without);
    PAssert.that(
            out.rejected()
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(r -> r.getId() + " " + r.getReason() + ": " + r.getDetail())))
        .containsInAnyOrder(
            Set.of(
                "Name case_contradicted: case 4 of 4: expected false, the judge:"
                    + " {\"follows\": \"True\"}",
                "Name case_unjudged: case 1 of 1: expected true, the judge: Hard to say."));
    PAssert.that(out.failed()).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenJudgeThatIsWrongAboutAnAgreedCase_thenItsWordCountsForNothing() {
    Constraint given =
        constraint(
            "Name gold",
            List.of(function("contains:gold"), function("contains:gold it")),
            List.of(apart("old", false), apart("gold", true)));
    Constraint without =
        given.toBuilder().setId("w").setCases(List.of(apart("gold", true))).build();
    TestPipeline pipeline = Steps.pipeline();
    StepOutput<Constraint> out =
        Steps.given(pipeline, given, without)
            .apply(
                JudgeCases.of(
                    Steps.teacher((role, request) -> "{\"follows\": true}"),
                    FakeVerifierEngine.source()));
    PAssert.that(out.kept())
        .containsInAnyOrder(
            given.toBuilder().setCases(given.getCases().subList(0, 1)).build(),
            without.toBuilder().setCases(List.of()).build());
    PAssert.that(
            out.rejected()
                .apply(MapElements.into(TypeDescriptors.strings()).via(r -> r.getReason())))
        .containsInAnyOrder("case_judge_untrusted", "case_judge_untrusted");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenJudgeThatCannotBeAsked_thenOnlyTheDisputedCaseIsLost() {
    Constraint given =
        constraint(
            "Name tin",
            List.of(function("contains:tin")),
            List.of(testCase("own", true), apart("tin", true)));
    TestPipeline pipeline = Steps.pipeline();
    Steps.expectDespiteFailures(
        Steps.given(pipeline, given)
            .apply(JudgeCases.of(Steps.noTeacher(), FakeVerifierEngine.source())),
        List.of(given.toBuilder().setCases(given.getCases().subList(0, 1)).build()),
        1);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenDraftBeforeTheVerdict_thenTheLastOneCounts() {
    assertThat(JudgeCases.follows("{\"follows\": true} No: {\"follows\": false}"), is(false));
    assertThat(JudgeCases.follows("It follows."), is(nullValue()));
  }
}
