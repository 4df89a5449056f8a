package org.autoif.transforms.instruct;

import static org.autoif.transforms.step.Records.function;
import static org.autoif.transforms.step.Records.testCase;
import static org.autoif.transforms.step.Records.verifierJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.llm.ChatRequest;
import org.autoif.io.llm.Usage;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Instruction;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Test;

final class GenerateVerifiersTest {
  private static final Class<?> STEP = GenerateVerifiers.class;
  private static final Instruction GOOD = SelfInstruct.instruction("Use the letter a.", "seed");
  private static final Instruction BAD = SelfInstruct.instruction("Be unreadable now.", "seed");
  private static final String F = "def evaluate(r): return 'a' in r";
  private static final String G = "def evaluate(r): return r.count('a') > 0";

  private static String answer(ChatRequest request) {
    if (Steps.asked(Prompts.Name.GENERATE_VERIFIER, "instruction", request).equals(BAD.getText())) {
      return "{\"func\": \"def check(r): pass\"}";
    }
    return switch (Steps.sample(STEP, GOOD.getId(), request)) {
      case 0 -> "```json\n" + verifierJson(F, testCase("abc", true)) + "\n```";
      case 1 -> "I cannot do that.";
      case 2 ->
          verifierJson(G, testCase("xyz", false)).replace("]", ",{\"input\":\"a\",\"output\":1}]");
      case 3 -> "!length " + verifierJson(F); // could be read, and may lack what counts
      case 4 -> "!PERMANENT";
      default -> verifierJson(F, testCase("abc", true));
    };
  }

  // Where an answer has no JSON, the published scripts use that of the answer before it again.
  @Test
  void givenGoodAndBadSamples_thenEachReadableOneIsUsedOnceAndTheOthersFail() {
    TestPipeline pipeline = Steps.pipeline();
    StepOutput<Constraint> out =
        Steps.given(pipeline, GOOD, BAD)
            .apply(
                GenerateVerifiers.of(Steps.teacher((role, request) -> answer(request)))
                    .withSamples(6));
    String bad = BAD.getId();
    String good = GOOD.getId();
    String notEvaluate = "the function is not called evaluate";
    String raw = "{\"func\": \"def check(r): pass\"}";
    Steps.expect(
        out,
        List.of(
            Constraint.builder()
                .setId(good)
                .setInstruction(GOOD.getText())
                .setOrigin("seed")
                .setFunctions(List.of(function(F), function(G), function(F)))
                .setCases(
                    List.of(testCase("abc", true), testCase("xyz", false), testCase("abc", true)))
                .build()),
        List.of(
            Step.rejection(
                STEP, "instruction_without_functions", bad, "none of 6 samples could be read", BAD),
            Steps.truncated(STEP, "verifier_truncated", good + "-0-3", GOOD, verifierJson(F))),
        List.of(
            Steps.unreadable(
                STEP, good + "-0-1", "no JSON object in the answer", GOOD, "I cannot do that."),
            Step.failure(
                STEP,
                "unreadable_case",
                good + "-2",
                "a case needs a text as input and true or false as output",
                "{\"input\":\"a\",\"output\":1}"),
            Steps.refusedCall(
                Steps.call(
                    STEP,
                    "teacher",
                    good,
                    Prompts.Name.GENERATE_VERIFIER,
                    Map.of("instruction", GOOD.getText()),
                    6,
                    1.0,
                    GOOD),
                0,
                4),
            Steps.unreadable(STEP, bad + "-0-0", notEvaluate, BAD, raw),
            Steps.unreadable(STEP, bad + "-0-1", notEvaluate, BAD, raw),
            Steps.unreadable(STEP, bad + "-0-2", notEvaluate, BAD, raw),
            Steps.unreadable(STEP, bad + "-0-3", notEvaluate, BAD, raw),
            Steps.unreadable(STEP, bad + "-0-4", notEvaluate, BAD, raw),
            Steps.unreadable(STEP, bad + "-0-5", notEvaluate, BAD, raw)));
    Usage usage =
        Usage.builder()
            .setStep("GenerateVerifiers")
            .setRole("teacher")
            .setCalls(1)
            .setCompletions(6)
            .setPromptTokens(60)
            .setCompletionTokens(30)
            .setRequests(6)
            .build();
    PAssert.that("usage", Objects.requireNonNull(out.usage()))
        .containsInAnyOrder(
            usage,
            usage.toBuilder()
                .setCompletions(5)
                .setPromptTokens(50)
                .setCompletionTokens(25)
                .setRequests(5)
                .build());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenNoSamples_thenTheMessageNamesTheBound() {
    assertEquals(
        "samples 0: must be at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> GenerateVerifiers.of(Steps.teacher((r, q) -> "")).withSamples(0))
            .getMessage());
  }
}
