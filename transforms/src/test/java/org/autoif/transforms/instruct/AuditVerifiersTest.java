package org.autoif.transforms.instruct;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.function;
import static org.autoif.transforms.step.Records.testCase;

import java.util.EnumSet;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.TestCase;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.transforms.instruct.audit.AuditRule;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.junit.jupiter.api.Test;

final class AuditVerifiersTest {
  private static final String ONESIDED = "; agrees with no case that is to be accepted";
  private static final List<TestCase> CASES =
      List.of(testCase("gold", true), testCase("tin", false));

  @Test
  void givenGoodAndUselessFunctions_thenEachOutcomeIsExact() {
    Constraint mixed =
        constraint(
            "One \"gold\" must occur",
            List.of(function("contains:gol"), function("contains:must"), function("false")),
            CASES);
    Constraint useless = constraint("Useless ones", List.of(function("false")), CASES);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, mixed, useless)
            .apply(
                AuditVerifiers.of(FakeVerifierEngine.source())
                    .withSettings(
                        new AuditSettings(EnumSet.range(AuditRule.EMPTY, AuditRule.VACUOUS), 0.8))
                    .withShards(1)),
        List.of(mixed.toBuilder().setFunctions(List.of(function("contains:gol"))).build()),
        List.of(
            Step.rejection(
                AuditVerifiers.class,
                "function_echo",
                function("contains:must").getId(),
                "for 'One \"gold\" must occur': accepts the instruction for its words" + ONESIDED,
                function("contains:must")),
            Step.rejection(
                AuditVerifiers.class,
                "function_constant",
                function("false").getId(),
                "for 'One \"gold\" must occur': says false of every text" + ONESIDED,
                function("false")),
            Step.rejection(
                AuditVerifiers.class,
                "function_constant",
                function("false").getId(),
                "for 'Useless ones': says false of every text" + ONESIDED,
                function("false")),
            Step.rejection(
                AuditVerifiers.class,
                "instruction_without_functions",
                "Useless",
                "the audit dropped all 1 functions",
                useless)),
        List.of());
    pipeline.run().waitUntilFinish();
  }
}
