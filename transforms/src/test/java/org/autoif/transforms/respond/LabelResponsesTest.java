package org.autoif.transforms.respond;

import static org.autoif.transforms.step.Records.answered;
import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.refused;
import static org.autoif.transforms.step.Records.response;
import static org.autoif.transforms.step.Records.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.Response;
import org.autoif.io.record.TaskResponses;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.transforms.instruct.GenerateNearMissesTest;
import org.autoif.transforms.respond.label.Item;
import org.autoif.transforms.respond.label.Item.Vote;
import org.autoif.transforms.respond.label.LabelModel;
import org.autoif.transforms.respond.label.Reliability;
import org.autoif.transforms.step.Records;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.train.PairPreferences;
import org.junit.jupiter.api.Test;

final class LabelResponsesTest {
  private static final Class<?> STEP = LabelResponses.class;
  private static final Constraint TWO = constraint("two", "f", "g");
  private static final TaskResponses WHY =
      answered(
          task("Why?", TWO),
          response(0, "good", 1.0, "true", "true"),
          response(1, "fair", 1.0, "true", "error:timeout"),
          refused(response(2, "bad", 0.0, "false", "false"), "response_pass_rate"),
          refused(response(3, "so", 0.0, "true", "true"), "response_guard_echo"));
  private static final TaskResponses WHO =
      answered(
          task("Who?", TWO),
          refused(response(0, "half", 0.5, "true", "false"), "response_pass_rate"),
          refused(response(1, "odd", null, "error:exit", "error:exit"), "response_unscored"),
          refused(response(2, "poor", 0.0, "error:exit", "false"), "response_pass_rate"));

  private static Item item(Response response) {
    return Item.open(
        Objects.requireNonNull(response.getVerdicts()).stream()
            .map(v -> v.equals("true") ? Vote.YES : v.equals("false") ? Vote.NO : Vote.NONE)
            .toList());
  }

  private static Response sure(Response response, double confidence) {
    return response.toBuilder().setConfidence(confidence).build();
  }

  private static void expect(
      List<TaskResponses> given, double least, List<TaskResponses> kept, List<Rejection> rejected) {
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        pipeline.apply(Create.of(given)).apply(LabelResponses.withConfidence(least)),
        kept,
        rejected,
        List.of());
    pipeline.run().waitUntilFinish();
  }

  /** The answers of both tasks that are any, in the order of the tasks' ids. */
  private static List<Response> open() {
    return Stream.of(WHY, WHO)
        .sorted(Comparator.comparing(t -> t.getTask().getId()))
        .flatMap(t -> t.getResponses().stream())
        .filter(r -> List.of("good", "fair", "bad", "half", "poor").contains(r.getText()))
        .toList();
  }

  private static TaskResponses labelled(TaskResponses task, LabelModel.Estimate estimate) {
    List<Response> all = new ArrayList<>();
    for (Response response : task.getResponses()) {
      int at = open().indexOf(response);
      all.add(at < 0 ? response : sure(response, estimate.posteriors().get(at)));
    }
    return task.toBuilder().setResponses(all).setReliability(reliability(estimate)).build();
  }

  private static double reliability(LabelModel.Estimate estimate) {
    return estimate.functions().stream().mapToDouble(Reliability::balanced).average().getAsDouble();
  }

  @Test
  void givenTasksOfOneInstruction_thenTheirAnswersAreLabelledTogetherInAnyOrder() {
    LabelModel.Estimate estimate =
        LabelModel.fit(open().stream().map(LabelResponsesTest::item).toList());
    List<TaskResponses> kept = List.of(labelled(WHY, estimate), labelled(WHO, estimate));
    expect(List.of(WHY, WHO), 0, kept, List.of());
    expect(List.of(WHO, WHY), 0, kept, List.of());
  }

  @Test
  void givenABound_thenUnsureAnswersAreRefusedAndDoubtfulOnesAreNoExamples() {
    Constraint one = constraint("one", "f");
    TaskResponses task =
        answered(
            task("Why?", one),
            response(0, "good", 1.0, "true"),
            refused(response(1, "bad", 0.0, "false"), "response_pass_rate"));
    Response unsure = refused(sure(task.getResponses().get(0), 0.875), "response_confidence");
    Response doubtful = refused(sure(task.getResponses().get(1), 0.125), "response_doubtful");
    expect(
        List.of(task),
        0.9,
        List.of(
            answered(task.getTask(), unsure, doubtful).toBuilder().setReliability(0.875).build()),
        List.of(
            ResponseRejection.of(
                STEP,
                "response_confidence",
                "follows with a probability of 0.875, must be at least 0.9",
                task.getTask(),
                unsure)));
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, answered(task.getTask(), task.getResponses().get(0), doubtful))
            .apply(PairPreferences.ofQueries()),
        List.<PreferencePair>of(),
        List.of(
            Step.rejection(
                PairPreferences.class,
                "query_without_negative",
                task.getTask().getId(),
                "1 accepted, 0 refused",
                "{\"id\":\""
                    + task.getTask().getId()
                    + "\",\"prompt\":[{\"role\":\"user\",\"content\":\"Why?\"}]}")),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenCasesWrittenApart_thenTheyCountAsLabelled() {
    Constraint two =
        constraint(
            "two",
            List.of(Records.function("contains:gold"), Records.function("contains:g")),
            List.of(
                Records.testCase("gravel", true),
                GenerateNearMissesTest.apart("gold", true),
                GenerateNearMissesTest.apart("gravel", false)));
    Response gold = response(0, "gold it is", 1.0, "true", "true");
    Response gravel = refused(response(1, "gravel", 0.5, "false", "true"), "response_pass_rate");
    LabelModel.Estimate estimate =
        LabelModel.fit(
            List.of(
                item(gold),
                item(gravel),
                Item.known(List.of(Vote.YES, Vote.YES), 0.9),
                Item.known(List.of(Vote.NO, Vote.YES), 1 - 0.9)));
    TaskResponses task = answered(task("Why?", two), gold, gravel);
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        pipeline
            .apply(Create.of(task))
            .apply(LabelResponses.withConfidence(0).withEngines(FakeVerifierEngine.source())),
        List.of(
            answered(
                    task.getTask(),
                    sure(gold, estimate.posteriors().get(0)),
                    sure(gravel, estimate.posteriors().get(1)))
                .toBuilder()
                .setReliability(reliability(estimate))
                .build()),
        List.of(),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenTwoInstructions_thenAnAnswerMustFollowBoth() {
    TaskResponses task =
        answered(
            task("Why?", constraint("one", "f"), constraint("other", "g")),
            response(0, "good", 1.0, "true", "true"),
            refused(response(1, "bad", 0.0, "false", "false"), "response_pass_rate"));
    expect(
        List.of(task),
        0,
        List.of(
            answered(
                    task.getTask(),
                    sure(task.getResponses().get(0), 0.875 * 0.875),
                    sure(task.getResponses().get(1), 0.125 * 0.125))
                .toBuilder()
                .setReliability(0.875)
                .build()),
        List.of());
  }

  @Test
  void givenNothingToLabel_thenNothingIsEstimated() {
    TaskResponses task =
        answered(
            task("Why?", TWO),
            refused(response(0, "", 0.0, "true", "true"), "response_guard_empty"));
    expect(List.of(task), 0.9, List.of(task), List.of());
  }

  @Test
  void givenAnotherRange_thenTheMessageNamesIt() {
    assertEquals(
        "confidence 1.5: must be from 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> LabelResponses.withConfidence(1.5))
            .getMessage());
  }
}
