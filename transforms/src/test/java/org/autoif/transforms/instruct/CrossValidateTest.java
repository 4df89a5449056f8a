package org.autoif.transforms.instruct;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.function;
import static org.autoif.transforms.step.Records.testCase;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.junit.jupiter.api.Test;

final class CrossValidateTest {
  private static final Class<?> STEP = CrossValidate.class;

  @Test
  void givenGoodAndBadInstructions_thenEachOutcomeIsExact() {
    Constraint good =
        constraint(
            "good has an a",
            List.of(function("contains:a"), function("error:timeout"), function("not-contains:b")),
            List.of(testCase("b", false), testCase("a", true), testCase("ab", true)));
    Constraint alone = constraint("alone has no case", List.of(function("true")), List.of());

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, good, alone)
            .apply(CrossValidate.of(FakeVerifierEngine.source()).withShards(1)),
        List.of(
            constraint(
                "good has an a",
                Stream.of(function("contains:a", 1), function("not-contains:b", 1))
                    .sorted(Comparator.comparing(VerifierFunction::getId))
                    .toList(),
                List.of(
                    testCase("a", true, 1, function("contains:a"), function("not-contains:b")),
                    testCase("b", false, 1, function("contains:a"), function("not-contains:b"))))),
        List.of(
            Step.rejection(
                STEP,
                "case_accuracy",
                "good",
                "0.3333333333333333 of the functions agree (case accuracy must be above:0.5),"
                    + " errors {error:timeout=1}",
                "{\"instruction_id\":\"good\",\"instruction\":\"good has an a\","
                    + "\"case\":{\"input\":\"ab\",\"expected\":true}}"),
            Step.rejection(
                STEP,
                "function_errors",
                function("error:timeout").getId(),
                "no verdict on any case: errors {error:timeout=2}: as asked",
                "{\"instruction_id\":\"good\",\"instruction\":\"good has an a\","
                    + "\"function\":\"error:timeout\",\"cases\":["
                    + "{\"input\":\"b\",\"expected\":false,\"verdict\":\"error:timeout\","
                    + "\"message\":\"as asked\"},"
                    + "{\"input\":\"a\",\"expected\":true,\"verdict\":\"error:timeout\","
                    + "\"message\":\"as asked\"}]}"),
            Step.rejection(
                STEP, "instruction_too_few_cases", "alone", "0 left, at least 1 needed", alone)),
        List.of());
    pipeline.run().waitUntilFinish();
  }
}
