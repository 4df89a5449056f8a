package org.autoif.transforms.publish;

import static org.autoif.transforms.step.Records.answered;
import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.refused;
import static org.autoif.transforms.step.Records.response;
import static org.autoif.transforms.step.Records.task;
import static org.autoif.transforms.step.Records.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.autoif.transforms.train.BuildRewardTasks;
import org.autoif.transforms.train.BuildSftExamples;
import org.autoif.transforms.train.ContaminationIndex;
import org.autoif.transforms.train.Decontaminate;
import org.autoif.transforms.train.HoldOut;
import org.autoif.transforms.train.Pairing;
import org.autoif.transforms.train.Split;
import org.autoif.transforms.train.SplitTest;
import org.junit.jupiter.api.Test;

/** BuildSftExamples, BuildRewardTasks and Decontaminate: what becomes a row. */
final class DatasetRowsTest {
  private static final Constraint BRIEF = constraint("Be brief", "f", "g");
  private static final Task TASK = task("Why?", BRIEF);
  private static final List<String> YES = List.of("true", "true");
  private static final TaskResponses JUDGED =
      answered(
          TASK,
          response(0, "good", 1.0, "true", "true").toBuilder().setScore(9.5).build(),
          response(1, "fair", 0.75, "true", "true"),
          refused(response(2, "bad", 0.0, "false", "false"), "response_pass_rate"),
          refused(response(3, "odd", null, "error:exit", "error:exit"), "response_unscored"));

  private static SftExample.Builder sft(String id, String prompt, String answer) {
    return SftExample.builder()
        .setId(id)
        .setMessages(List.of(Message.user(prompt), Message.assistant(answer)))
        .setTaskId(TASK.getId())
        .setInstructionIds(List.of("Be"))
        .setPassRate(1);
  }

  private static RewardTask reward(TaskResponses of, double rate, int responses) {
    return RewardTask.builder()
        .setId(of.getTask().getId())
        .setPrompt(of.getTask().getMessages())
        .setConstraints(of.getTask().getConstraints())
        .setPassRate(rate)
        .setResponses(responses)
        .build();
  }

  @Test
  void givenJudgedAnswers_thenThoseThatNobodyRefusedAreSftExamples() {
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, JUDGED).apply(BuildSftExamples.create()),
        List.of(
            sft("good", "Why?", "good").setScore(9.5).setVerdicts(YES).build(),
            sft("fair", "Why?", "fair").setPassRate(0.75).setVerdicts(YES).build()),
        List.of(),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenPassRates_thenTasksOutsideTheRangeAreRefused() {
    TaskResponses easy = answered(task("Easy?", BRIEF), response(0, "a", 1.0, "true"));
    TaskResponses edge = answered(task("Edge?", BRIEF), response(0, "a", 0.25, "true"));
    TaskResponses odd = answered(task("Odd?", BRIEF), response(0, "a", null, "error:exit"));
    String range = ", must be from 0.25 to 0.75";

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, JUDGED, easy, edge, odd)
            .apply(BuildRewardTasks.create().withPassRates(0.25, 0.75)),
        List.of(reward(JUDGED, 1.75 / 3, 3), reward(edge, 0.25, 1)),
        List.of(
            Step.rejection(
                BuildRewardTasks.class,
                "task_pass_rate",
                easy.getTask().getId(),
                "mean pass rate 1.0" + range,
                easy.getTask()),
            Step.rejection(
                BuildRewardTasks.class,
                "task_pass_rate",
                odd.getTask().getId(),
                "mean pass rate unknown" + range,
                odd.getTask())),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenABoundOnReliability_thenTasksOfLessReliableFunctionsAreRefused() {
    TaskResponses sure = JUDGED.toBuilder().setReliability(0.875).build();
    TaskResponses unsure =
        answered(task("Who?", BRIEF), response(0, "a", 0.5, "true")).toBuilder()
            .setReliability(0.75)
            .build();
    TaskResponses unknown = answered(task("When?", BRIEF), response(0, "a", 0.5, "true"));

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, sure, unsure, unknown)
            .apply(BuildRewardTasks.create().withReliability(0.875)),
        List.of(
            reward(sure, 1.75 / 3, 3).toBuilder().setReliability(0.875).build(),
            reward(unknown, 0.5, 1)),
        List.of(
            Step.rejection(
                BuildRewardTasks.class,
                "task_reliability",
                unsure.getTask().getId(),
                "reliability 0.75 of its functions, must be at least 0.875",
                unsure.getTask())),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenARangeThatIsNone_thenTheMessageNamesIt() {
    assertEquals(
        "pass rates from 0.5 to 0.25: must be 0 <= least <= most <= 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> BuildRewardTasks.create().withPassRates(0.5, 0.25))
            .getMessage());
  }

  @Test
  void givenABenchmark_thenRowsThatShareItsWordsInThePromptAreRefused() {
    ContaminationIndex index = ContaminationIndex.of(List.of("Write a poem about the sea"), 6);
    String leaked = "Please write a poem about THE SEA!";
    SftExample clean = sft("a", "Why?", "Write a poem about the sea").build();
    SftExample sft = sft("b", leaked, "So.").build();
    PreferencePair pair =
        Pairing.pair(
                "query",
                user(leaked),
                List.of("Be"),
                List.of(new Pairing.Answer("good", 1)),
                List.of(new Pairing.Answer("bad", 0)),
                Pairing.Choice.DEFAULT)
            .get(0);
    PreferencePair cleanPair = pair.toBuilder().setPrompt(user("Why?")).build();
    RewardTask reward = reward(answered(task(leaked, BRIEF)), 0.5, 1);
    RewardTask cleanReward = reward(JUDGED, 0.5, 1);

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given("Sft", pipeline, clean, sft).apply("CheckSft", Decontaminate.sft(index)),
        List.of(clean),
        List.of(contaminated(sft)),
        List.of());
    Steps.expect(
        Steps.given("Dpo", pipeline, pair, cleanPair).apply("CheckDpo", Decontaminate.dpo(index)),
        List.of(cleanPair),
        List.of(contaminated(pair)),
        List.of());
    Steps.expect(
        Steps.given("Rlvr", pipeline, reward, cleanReward)
            .apply("CheckRlvr", Decontaminate.rlvr(index)),
        List.of(cleanReward),
        List.of(contaminated(reward)),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenRowsOfInstructionsOnBothSidesOfTheSplit_thenTheyAreRefused() {
    SftExample train =
        sft("a", "Why?", "So.").setInstructionIds(List.of(SplitTest.id(false))).build();
    SftExample validation =
        train.toBuilder().setInstructionIds(List.of(SplitTest.id(true))).build();
    SftExample both =
        train.toBuilder()
            .setInstructionIds(List.of(SplitTest.id(true), SplitTest.id(false)))
            .build();

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, train, validation, both).apply(HoldOut.sft(new Split(0.5))),
        List.of(train, validation),
        List.of(
            Step.rejection(
                HoldOut.class,
                "row_across_split",
                Ids.of("row", Json.write(both)),
                "some of its instructions are held out for validation, some are not",
                both)),
        List.of());
    pipeline.run().waitUntilFinish();
  }

  private static Rejection contaminated(Object row) {
    return Step.rejection(
        Decontaminate.class,
        "row_contaminated",
        Ids.of("row", Json.write(row)),
        "6 words in a row are a benchmark's",
        row);
  }
}
