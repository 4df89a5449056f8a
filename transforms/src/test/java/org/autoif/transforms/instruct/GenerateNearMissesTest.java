package org.autoif.transforms.instruct;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.function;
import static org.autoif.transforms.step.Records.testCase;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.TestCase;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Test;

public final class GenerateNearMissesTest {
  private static final Class<?> STEP = GenerateNearMisses.class;
  private static final Constraint GOOD =
      constraint("Good rule", List.of(function("f")), List.of(testCase("own", true)));

  /** A case that was written apart from functions. */
  public static TestCase apart(String input, boolean expected) {
    return testCase(input, expected).toBuilder().setOrigin(TestCase.NEAR_MISS).build();
  }

  @Test
  void givenTextsOfBothSides_thenTheyJoinTheCasesAndEveryInstructionGoesOn() {
    Constraint mute = constraint("Mute rule", "g");
    Constraint cut = constraint("Cut rule", "h");
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, GOOD, mute, cut)
            .apply(
                GenerateNearMisses.of(
                    Steps.teacher(
                        (role, request) -> {
                          String rule =
                              Steps.asked(
                                  Prompts.Name.GENERATE_NEAR_MISSES, "instruction", request);
                          return rule.startsWith("Good")
                              ? "```json\n{\"follows\": [\"a\", \"a\"], \"breaks\": [\"b\"]}\n```"
                              : rule.startsWith("Mute")
                                  ? "I have none."
                                  : "!length {\"follows\": [\"x\"]}";
                        }))),
        List.of(
            GOOD.toBuilder()
                .setCases(List.of(testCase("own", true), apart("a", true), apart("b", false)))
                .build(),
            mute,
            cut),
        List.of(
            Steps.truncated(STEP, "near_miss_truncated", "Cut-0-0", cut, "{\"follows\": [\"x\"]}")),
        List.of(
            Steps.unreadable(
                STEP,
                "Mute-0-0",
                "no list of texts under the key follows or breaks",
                mute,
                "I have none.")));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenCallThatFails_thenTheInstructionGoesOnWithoutThem() {
    TestPipeline pipeline = Steps.pipeline();
    Steps.expectDespiteFailures(
        Steps.given(pipeline, GOOD).apply(GenerateNearMisses.of(Steps.noTeacher())),
        List.of(GOOD),
        1);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenOtherSpellings_thenTheTextsAreRead() {
    assertThat(
        GenerateNearMisses.cases("{'valid': [{'text': 'a'}], 'invalid': ['b', '  ', 3]}"),
        contains(apart("a", true), apart("b", false)));
    assertThat(GenerateNearMisses.cases("{\"cases\": [\"a\"]}"), empty());
  }
}
