package org.autoif.transforms.instruct;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.function;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Test;

final class BackTranslateTest {
  private static final Class<?> STEP = BackTranslate.class;

  @Test
  void givenMoreFunctionsThanTheLimit_thenTheMostAccurateAreAskedAboutAndTheOthersGoOn() {
    Constraint three =
        constraint(
            "three functions are here",
            List.of(function("weak", 0.6), function("good", 1), function("mute", 0.9)),
            List.of());
    Constraint cut = constraint("cut is lost", List.of(function("cut", 1)), List.of());

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, three, cut)
            .apply(
                BackTranslate.of(
                        Steps.teacher(
                            (role, request) ->
                                switch (Steps.asked(
                                    Prompts.Name.BACK_TRANSLATE, "function", request)) {
                                  case "good" -> "  Be good.\n";
                                  case "mute" -> " \n";
                                  case "cut" -> "!length Be c";
                                  default -> "!AUTH";
                                }))
                    .withFunctions(2)),
        List.of(
            three.toBuilder()
                .setFunctions(
                    Stream.of(
                            function("weak", 0.6),
                            function("good", 1).toBuilder().setBackTranslation("Be good.").build())
                        .sorted(Comparator.comparing(VerifierFunction::getId))
                        .toList())
                .build()),
        List.of(
            Step.rejection(
                STEP,
                "instruction_without_functions",
                "cut",
                "no function could be back-translated",
                cut),
            Steps.truncated(STEP, "back_translation_truncated", "cut-0-0", cut, "Be c")),
        List.of(Steps.unreadable(STEP, "three-1-0", "no text in the answer", three, " \n")));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenNoFunctions_thenTheMessageNamesTheBound() {
    assertEquals(
        "functions 0: must be at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> BackTranslate.of(Steps.teacher((r, q) -> "")).withFunctions(0))
            .getMessage());
  }
}
