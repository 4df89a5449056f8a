package org.autoif.transforms.respond;

import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.response;
import static org.autoif.transforms.step.Records.task;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.Task;
import org.autoif.transforms.step.Step;
import org.junit.jupiter.api.Test;

final class ResponseRejectionTest {
  private static final Task TASK = task("Why?", constraint("Be brief", "f"));

  private static Rejection rejection(List<String> messages) {
    return ResponseRejection.of(
        VerifyResponses.class,
        "low",
        "0.1",
        TASK,
        response(2, "So.", 0.0, "false", "error:exit"),
        messages);
  }

  private static String record(String errors) {
    return "{\"task_id\":\""
        + TASK.getId()
        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}],"
        + "\"instructions\":[\"Be brief\"],\"response\":{\"id\":\"So.\",\"sample\":2,"
        + "\"text\":\"So.\",\"verdicts\":[\"false\",\"error:exit\"],\"pass_rate\":0.0}"
        + errors
        + "}";
  }

  @Test
  void givenARefusedAnswer_thenTheRowTellsWithoutItsTask() {
    assertEquals(
        Step.rejection(VerifyResponses.class, "low", "So.", "0.1", record("")),
        rejection(List.of()));
  }

  @Test
  void givenErrors_thenTheirMessagesAreInTheRow() {
    assertEquals(record(",\"errors\":[\"no\"]"), rejection(List.of("no")).getRecord());
  }
}
