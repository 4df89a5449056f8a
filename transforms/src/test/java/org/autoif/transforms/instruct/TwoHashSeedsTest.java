package org.autoif.transforms.instruct;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.function;
import static org.autoif.transforms.step.Records.testCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.PCollection;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Rejection;
import org.autoif.io.sandbox.CPythonSettings;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.autoif.transforms.instruct.audit.AuditRule;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.step.Records;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.Steps;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a set's order decides is found by two seeds of hashes, and only by them. */
final class TwoHashSeedsTest {
  /**
   * The probes are of many lengths: that two orders agree on all of them is out of the question.
   */
  private static final String BY_ORDER =
      """
      def evaluate(response):
          words = [w for w in {str(i) for i in range(64)}]
          return words.index(str(len(response) % 64)) < 32
      """;

  private static final String BY_LENGTH = "def evaluate(response): return len(response) > 20";

  private static final Constraint CONSTRAINT =
      constraint(
          "Write a few words",
          List.of(function(BY_ORDER), function(BY_LENGTH)),
          List.of(testCase("gold and silver and more", true), testCase("tin", false)));

  private static final SandboxSettings SEED_0 =
      SandboxSettings.of().withEngine(EngineKind.CPYTHON).withSlots(1);
  private static final SandboxSettings SEED_1 =
      SEED_0.withCpython(CPythonSettings.of().withHashSeed(1));

  @BeforeAll
  static void open() {
    try (VerifierEngine engine = Sandboxes.open(SEED_0)) {
      assumeTrue(engine.version().startsWith("cpython"));
    } catch (IOException none) {
      assumeTrue(false, none.getMessage());
    }
  }

  @Test
  void givenOneSeed_thenTheOrderOfASetIsTheSameTwice() {
    assertKept(AuditVerifiers.of(Sandboxes.source(SEED_0)), List.of(BY_ORDER, BY_LENGTH), 0);
  }

  @Test
  void givenTwoSeeds_thenWhatDependsOnItIsRejected() {
    assertKept(
        AuditVerifiers.of(Sandboxes.source(SEED_0)).withOtherEngines(Sandboxes.source(SEED_1)),
        List.of(BY_LENGTH),
        1);
  }

  private static void assertKept(AuditVerifiers audit, List<String> sources, int rejected) {
    TestPipeline pipeline = Steps.pipeline();
    StepOutput<Constraint> out =
        Steps.given(pipeline, CONSTRAINT)
            .apply(
                audit
                    .withShards(1)
                    .withSettings(new AuditSettings(Set.of(AuditRule.NONDETERMINISTIC), 0.5)));
    PAssert.that(out.kept())
        .containsInAnyOrder(
            CONSTRAINT.toBuilder()
                .setFunctions(sources.stream().map(Records::function).toList())
                .build());
    PCollection<Rejection> rejections = out.rejected();
    PAssert.that(rejections)
        .satisfies(
            rows -> {
              int count = 0;
              for (Rejection row : rows) {
                assertEquals("function_nondeterministic", row.getReason());
                count++;
              }
              assertEquals(rejected, count);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}
