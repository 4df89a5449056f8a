package org.autoif.transforms.publish.export;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.autoif.io.dataset.Row;
import org.autoif.io.record.Message;
import org.autoif.io.record.PreferencePair;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.SftExample;
import org.autoif.transforms.instruct.CrossValidate;
import org.autoif.transforms.step.Step;
import org.junit.jupiter.api.Test;

final class JsonlRowsTest {
  private static final String WHY = "[{\"role\":\"user\",\"content\":\"Why?\"}]";

  @Test
  void givenAnSftExample_thenTheRowHasMessages() {
    SftExample example =
        SftExample.builder()
            .setId("r")
            .setMessages(List.of(Message.user("Why?"), Message.assistant("So.")))
            .setTaskId("t")
            .setInstructionIds(List.of("c"))
            .setPassRate(1)
            .setScore(9.5)
            .build();
    assertEquals(
        Row.of(
            "r",
            "{\"id\":\"r\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"},"
                + "{\"role\":\"assistant\",\"content\":\"So.\"}],\"task_id\":\"t\","
                + "\"instruction_ids\":[\"c\"],\"pass_rate\":1.0,\"score\":9.5}"),
        JsonlRows.sft(example));
  }

  @Test
  void givenAPair_thenTheRowServesTrlAndLlamaFactory() {
    PreferencePair pair =
        PreferencePair.builder()
            .setId("p")
            .setLevel("query")
            .setPrompt(user("Why?"))
            .setChosen(List.of(Message.assistant("yes")))
            .setRejected(List.of(Message.assistant("no")))
            .setInstructionIds(List.of("c"))
            .setChosenPassRate(0.75)
            .setRejectedPassRate(0)
            .build();
    String yes = "{\"role\":\"assistant\",\"content\":\"yes\"}";
    String no = "{\"role\":\"assistant\",\"content\":\"no\"}";
    assertEquals(
        Row.of(
            "p",
            "{\"id\":\"p\",\"level\":\"query\",\"prompt\":"
                + WHY
                + ",\"chosen\":["
                + yes
                + "],\"rejected\":["
                + no
                + "],\"instruction_ids\":[\"c\"],"
                + "\"chosen_pass_rate\":0.75,\"rejected_pass_rate\":0.0,"
                + "\"chosen_message\":"
                + yes
                + ",\"rejected_message\":"
                + no
                + "}"),
        JsonlRows.dpo(pair));
  }

  @Test
  void givenARewardTask_thenTheRowHasTheSourcesOfItsFunctions() {
    RewardTask task =
        RewardTask.builder()
            .setId("t")
            .setPrompt(user("Why?"))
            .setConstraints(List.of(constraint("c is short", "f", "g")))
            .setPassRate(0.5)
            .setResponses(4)
            .build();
    assertEquals(
        Row.of(
            "t",
            "{\"id\":\"t\",\"prompt\":"
                + WHY
                + ",\"constraints\":[{\"id\":\"c\",\"instruction\":\"c is short\","
                + "\"functions\":[\"f\",\"g\"]}],\"pass_rate\":0.5,\"responses\":4}"),
        JsonlRows.rlvr(task));
  }

  @Test
  void givenSideRows_thenTheirIdsFollowFromAllTheirContent() {
    Row low = JsonlRows.rejection(Step.rejection(CrossValidate.class, "low", "a", "0.1", "{}"));
    assertEquals(
        "{\"step\":\"CrossValidate\",\"reason\":\"low\",\"id\":\"a\",\"detail\":\"0.1\","
            + "\"record\":\"{}\"}",
        low.getJson());
    assertNotEquals(
        low.getId(),
        JsonlRows.rejection(Step.rejection(CrossValidate.class, "low", "a", "0.2", "{}")).getId());
    assertEquals(
        "{\"step\":\"CrossValidate\",\"kind\":\"broken\",\"id\":\"a\",\"message\":\"why\","
            + "\"attempts\":1,\"record\":\"raw\"}",
        JsonlRows.failure(Step.failure(CrossValidate.class, "broken", "a", "why", "raw"))
            .getJson());
  }
}
