package org.autoif.transforms.train;

import static org.autoif.transforms.step.Records.answered;
import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.refused;
import static org.autoif.transforms.step.Records.response;
import static org.autoif.transforms.step.Records.task;
import static org.autoif.transforms.step.Records.testCase;
import static org.autoif.transforms.step.Records.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.TaskResponses;
import org.autoif.transforms.Preset;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.junit.jupiter.api.Test;

final class PairPreferencesTest {
  private static final Constraint BRIEF = constraint("Be brief", "f");

  /** The pairs of each accepted with each refused text. */
  private static List<PreferencePair> every(
      String level, String prompt, Map<String, Double> accepted, List<String> refused) {
    List<PreferencePair> pairs = new ArrayList<>();
    accepted.forEach(
        (text, rate) ->
            refused.forEach(
                worse ->
                    pairs.addAll(
                        Pairing.pair(
                            level,
                            user(prompt),
                            List.of("Be"),
                            List.of(new Pairing.Answer(text, rate)),
                            List.of(new Pairing.Answer(worse, 0)),
                            Pairing.Choice.DEFAULT))));
    return pairs;
  }

  private static Rejection without(String reason, String id, String prompt, String detail) {
    return Step.rejection(
        PairPreferences.class,
        reason,
        id,
        detail,
        "{\"id\":\"" + id + "\",\"prompt\":" + Json.write(List.of(Message.user(prompt))) + "}");
  }

  @Test
  void givenTestCases_thenThoseThatHoldArePreferredToThoseThatFail() {
    Constraint both =
        BRIEF.toBuilder()
            .setCases(
                List.of(
                    testCase("short", true, 1),
                    testCase("quite short", true, 0.75),
                    testCase("doubted", true, 0.5),
                    testCase("long", false, 1),
                    testCase("longish", false, 0.9),
                    testCase(" ", true, 1),
                    testCase("", false, 1)))
            .build();
    Constraint positives =
        both.toBuilder()
            .setId("P")
            .setCases(List.of(testCase("a", true), testCase("b", true)))
            .build();
    Constraint negatives =
        both.toBuilder().setId("N").setCases(List.of(testCase("a", false))).build();

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, both, positives, negatives).apply(PairPreferences.ofInstructions()),
        every(
            "instruction", "Be brief", Map.of("short", 1.0, "quite short", 0.75), List.of("long")),
        List.of(
            without("instruction_without_negative", "P", "Be brief", "2 accepted, 0 refused"),
            without("instruction_without_positive", "N", "Be brief", "0 accepted, 1 refused")),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenAnswers_thenAcceptedOnesArePreferredToThoseOfPassRateZero() {
    TaskResponses both =
        answered(
            task("Why?", BRIEF),
            response(0, "good", 1.0, "true"),
            response(1, "fair", 0.75, "true"),
            refused(response(2, "half", 0.5, "true"), "response_pass_rate"),
            refused(response(3, "dull", 1.0, "true"), "response_score"),
            refused(response(4, "bad", 0.0, "false"), "response_pass_rate"),
            refused(response(5, "worse", 0.0, "false"), "response_pass_rate"),
            refused(response(6, "odd", null, "error:exit"), "response_unscored"));
    TaskResponses positives =
        answered(
            task("What?", BRIEF),
            response(0, "good", 1.0, "true"),
            response(1, "fair", 0.75, "true"),
            refused(response(2, "odd", null, "error:exit"), "response_unscored"));
    TaskResponses negatives =
        answered(
            task("How?", BRIEF),
            refused(response(0, "dull", 1.0, "true"), "response_score"),
            refused(response(1, "bad", 0.0, "false"), "response_pass_rate"));

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, both, positives, negatives)
            .apply(
                PairPreferences.ofQueries()
                    .withChoice(new Pairing.Choice(9, true, Double.POSITIVE_INFINITY))),
        every("query", "Why?", Map.of("good", 1.0, "fair", 0.75), List.of("bad", "worse")),
        List.of(
            without(
                "query_without_negative",
                positives.getTask().getId(),
                "What?",
                "2 accepted, 0 refused"),
            without(
                "query_without_positive",
                negatives.getTask().getId(),
                "How?",
                "0 accepted, 1 refused")),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenTheReference_thenHalfIsEnoughForThePreferredSide() {
    TaskResponses half =
        answered(
            task("Why?", BRIEF),
            response(0, "half", 0.5, "true"),
            response(1, "less", 0.25, "true"),
            response(2, "bad", 0.0, "false"));

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, half)
            .apply(
                PairPreferences.ofQueries()
                    .withPassRate(Preset.REFERENCE.pairPassRate())
                    .withChoice(new Pairing.Choice(1, true, Double.POSITIVE_INFINITY))),
        every("query", "Why?", Map.of("half", 0.5), List.of("bad")),
        List.of(),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  /**
   * "fair" and "bad!" are of one length, "bad" and "fair" are not, nor is either as long as the
   * rest.
   */
  @Test
  void givenABoundOnLengths_thenNoPairIsOverItAndAPromptWithoutOthersIsRefused() {
    TaskResponses some =
        answered(
            task("Why?", BRIEF),
            response(0, "fair", 1.0, "true"),
            response(1, "a good deal longer", 1.0, "true"),
            response(2, "bad!", 0.0, "false"),
            response(3, "bad", 0.0, "false"));
    TaskResponses none =
        answered(
            task("How?", BRIEF),
            response(0, "a good deal longer", 1.0, "true"),
            response(1, "bad", 0.0, "false"));

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, some, none)
            .apply(PairPreferences.ofQueries().withChoice(new Pairing.Choice(9, true, 1.2))),
        every("query", "Why?", Map.of("fair", 1.0), List.of("bad!")),
        List.of(
            without(
                "query_with_lengths_apart",
                none.getTask().getId(),
                "How?",
                "1 accepted, 1 refused")),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenNoPairsAtAll_thenTheMessageNamesTheBound() {
    assertEquals(
        "pairs 0: must be at least 1",
        assertThrows(IllegalArgumentException.class, () -> new Pairing.Choice(0, true, 1))
            .getMessage());
    for (double none : new double[] {0.9, Double.NaN}) {
      assertEquals(
          "length ratio " + none + ": must be at least 1",
          assertThrows(IllegalArgumentException.class, () -> new Pairing.Choice(1, true, none))
              .getMessage());
    }
  }
}
