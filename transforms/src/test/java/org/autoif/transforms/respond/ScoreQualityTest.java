package org.autoif.transforms.respond;

import static org.autoif.transforms.step.Records.answered;
import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.refused;
import static org.autoif.transforms.step.Records.response;
import static org.autoif.transforms.step.Records.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.Response;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.transforms.Preset;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.step.prompt.Prompts;
import org.junit.jupiter.api.Test;

final class ScoreQualityTest {
  private static final Class<?> STEP = ScoreQuality.class;
  private static final Task TASK = task("Why?", constraint("Be brief", "true"));

  // The judge says what the answer says, one line a sample.
  private static final ScoreQuality BY_JUDGE =
      ScoreQuality.of(
          Steps.teacher(
              (role, request) ->
                  Steps.asked(Prompts.Name.SCORE_QUALITY, "response", request)
                      .split("/", -1)[Steps.sample(STEP, TASK.getId(), request)]));

  private static Response scored(Response response, double score) {
    return response.toBuilder().setScore(score).build();
  }

  private static Rejection low(Response response, String detail) {
    return ResponseRejection.of(STEP, "response_score", detail, TASK, response);
  }

  @Test
  void givenTwoSamples_thenTheirMeanDecidesAndOnlyAcceptedAnswersAreJudged() {
    Response eight = response(0, "Score: 9/Score: 7", 1.0, "true");
    Response less = response(1, "Score: 9/Score: 6.5", 1.0, "true");
    Response half = response(2, "Score: 10/Good", 1.0, "true");
    Response mute = response(3, "Good/Score: 12", 1.0, "true");
    Response cut = response(5, "!length Score: 10/!length Score: 1", 1.0, "true");
    Response before =
        refused(response(4, "Score: 10/Score: 10", 0.0, "false"), "response_pass_rate");
    TaskResponses given = answered(TASK, eight, less, half, mute, before, cut);
    TaskResponses nothing = answered(task("What?", constraint("Be brief", "true")), before);
    Response refusedLess = refused(scored(less, 7.75), "response_score");
    Response refusedMute = refused(mute, "response_unjudged");
    Response refusedCut = refused(cut, "response_unjudged");
    String unreadable = "no last line 'Score: N' with one number from 0 to 10";

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, given, nothing).apply(BY_JUDGE.withSamples(2)),
        List.of(
            answered(
                TASK,
                scored(eight, 8),
                refusedLess,
                scored(half, 10),
                refusedMute,
                before,
                refusedCut),
            nothing),
        List.of(
            low(refusedLess, "score 7.75, must be at-least:8"),
            ResponseRejection.of(
                STEP,
                "response_unjudged",
                "no score of the judge could be read",
                TASK,
                refusedMute),
            ResponseRejection.of(
                STEP, "response_unjudged", "no score of the judge could be read", TASK, refusedCut),
            Steps.truncated(STEP, "judgement_truncated", TASK.getId() + "-4-0", given, "Score: 10"),
            Steps.truncated(STEP, "judgement_truncated", TASK.getId() + "-4-1", given, "Score: 1")),
        List.of(
            Steps.unreadable(STEP, TASK.getId() + "-2-1", unreadable, given, "Good"),
            Steps.unreadable(STEP, TASK.getId() + "-3-0", unreadable, given, "Good"),
            Steps.unreadable(STEP, TASK.getId() + "-3-1", unreadable, given, "Score: 12")));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenSeveralSamples_thenTheyAreDrawnAndOneIsNot() {
    ScoreQuality byTemperature =
        ScoreQuality.of(Steps.teacher((role, request) -> "Score: " + (8 + request.temperature())));
    Response given = response(0, "Because.", 1.0, "true");
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, answered(TASK, given)).apply("One", byTemperature),
        List.of(answered(TASK, scored(given, 8))),
        List.of(),
        List.of());
    Steps.expect(
        Steps.given(pipeline, answered(TASK, given)).apply("Two", byTemperature.withSamples(2)),
        List.of(answered(TASK, scored(given, 8.7))),
        List.of(),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenTheReference_thenTheBoundItselfIsNotEnough() {
    Response eight = response(0, "Score: 8", 1.0, "true");
    Response more = response(1, "Score: 8.5", 1.0, "true");
    Response refusedEight = refused(scored(eight, 8), "response_score");

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, answered(TASK, eight, more))
            .apply(BY_JUDGE.withScore(Preset.REFERENCE.score())),
        List.of(answered(TASK, refusedEight, scored(more, 8.5))),
        List.of(low(refusedEight, "score 8.0, must be above:8")),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenNoSamples_thenTheMessageNamesTheBound() {
    assertEquals(
        "samples 0: must be at least 1",
        assertThrows(IllegalArgumentException.class, () -> BY_JUDGE.withSamples(0)).getMessage());
  }
}
