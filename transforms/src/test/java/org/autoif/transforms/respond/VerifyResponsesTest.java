package org.autoif.transforms.respond;

import static org.autoif.transforms.step.Records.answered;
import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.refused;
import static org.autoif.transforms.step.Records.response;
import static org.autoif.transforms.step.Records.task;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.Response;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.transforms.Preset;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.junit.jupiter.api.Test;

final class VerifyResponsesTest {
  private static final Class<?> STEP = VerifyResponses.class;
  private static final VerifyResponses STRICT =
      VerifyResponses.of(FakeVerifierEngine.source()).withShards(1);

  private static Rejection low(Task task, Response response, String detail, String... messages) {
    return ResponseRejection.of(
        STEP, "response_pass_rate", detail, task, response, List.of(messages));
  }

  @Test
  void givenAnswers_thenTheirPassRatesDecideAndErrorsDoNotCount() {
    Constraint letters = constraint("letters", "contains:a", "contains:b", "error:timeout");
    Task scored = task("Why?", letters);
    Task unscored = task("Why not?", constraint("broken", "error:memory"));
    Response both = response(0, "ab", 1.0, "true", "true", "error:timeout");
    Response half =
        refused(response(1, "a", 0.5, "true", "false", "error:timeout"), "response_pass_rate");
    Response none =
        refused(response(2, "x", 0.0, "false", "false", "error:timeout"), "response_pass_rate");
    Response broken = refused(response(0, "y", null, "error:memory"), "response_unscored");

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(
                pipeline,
                answered(scored, response(0, "ab"), response(1, "a"), response(2, "x")),
                answered(unscored, response(0, "y")))
            .apply(STRICT),
        List.of(answered(scored, both, half, none)),
        List.of(
            low(scored, half, "pass rate 0.5, must be above:0.5", "as asked"),
            low(scored, none, "pass rate 0.0, must be above:0.5", "as asked"),
            ResponseRejection.of(
                STEP,
                "response_unscored",
                "no function gave a valid verdict",
                unscored,
                broken,
                List.of("as asked")),
            Step.rejection(
                STEP,
                "task_unscored",
                unscored.getId(),
                "none of 1 answers has a valid verdict",
                answered(unscored, broken))),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenMoreTasksOfOneInstructionThanASession_thenEachHasItsOwnVerdicts() {
    Constraint sevens = constraint("sevens", "contains:7");
    Constraint eights = constraint("eights", "contains:8");
    List<TaskResponses> given = new ArrayList<>();
    List<TaskResponses> kept = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Task task = task("Why " + i + "?", i % 10 == 8 ? eights : sevens);
      String text = "It is " + i;
      given.add(answered(task, response(0, text), response(1, "7 and 8 and " + i)));
      boolean holds = text.contains(i % 10 == 8 ? "8" : "7");
      Response first =
          holds
              ? response(0, text, 1.0, "true")
              : refused(response(0, text, 0.0, "false"), "response_pass_rate");
      kept.add(answered(task, first, response(1, "7 and 8 and " + i, 1.0, "true")));
      if (!holds) {
        rejected.add(low(task, first, "pass rate 0.0, must be above:0.5"));
      }
    }
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(pipeline.apply(Create.of(given)).apply(STRICT), kept, rejected, List.of());
    pipeline.run().waitUntilFinish();
  }

  /** The engine gives a function up after two texts, be they of one task or of two. */
  @Test
  void givenFunctionThatLoopsOnSomeTexts_thenTasksThatComeAlongAreJudgedAsIfAlone() {
    Constraint loops = constraint("loops", "loops:forever");
    Task first = task("Why?", loops);
    Task second = task("Who?", loops);
    Task third = task("When?", loops);
    Response good = response(1, "a", 1.0, "true");
    Response late = refused(response(0, "forever", null, "error:timeout"), "response_unscored");
    List<TaskResponses> given =
        List.of(
            answered(first, response(0, "forever"), response(1, "a")),
            answered(second, response(0, "forever"), response(1, "a")),
            answered(third, response(1, "a")));
    for (List<TaskResponses> order :
        List.of(given, List.of(given.get(2), given.get(1), given.get(0)))) {
      TestPipeline pipeline = Steps.pipeline();
      Steps.expect(
          pipeline.apply(Create.of(order)).apply(STRICT),
          List.of(answered(first, late, good), answered(second, late, good), answered(third, good)),
          Stream.of(first, second)
              .map(
                  task ->
                      ResponseRejection.of(
                          STEP,
                          "response_unscored",
                          "no function gave a valid verdict",
                          task,
                          late,
                          List.of("as asked")))
              .toList(),
          List.of());
      pipeline.run().waitUntilFinish();
    }
  }

  @Test
  void givenTheReference_thenAnyTrueIsEnough() {
    Task task = task("Why?", constraint("letters", "contains:a", "contains:b"));
    Response half = response(0, "a", 0.5, "true", "false");

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, answered(task, response(0, "a")))
            .apply(STRICT.withPassRate(Preset.REFERENCE.responsePassRate())),
        List.of(answered(task, half)),
        List.of(),
        List.of());
    pipeline.run().waitUntilFinish();
  }
}
