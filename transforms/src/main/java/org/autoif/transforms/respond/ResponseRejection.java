package org.autoif.transforms.respond;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.Response;
import org.autoif.io.record.Task;
import org.autoif.transforms.step.Step;

/** The side row of a refused answer: enough to see why without looking up its task. */
final class ResponseRejection {
  private ResponseRejection() {}

  static Rejection of(Class<?> step, String reason, String detail, Task task, Response response) {
    return of(step, reason, detail, task, response, List.of());
  }

  /** Adds what the functions said beyond their verdicts, one message an error. */
  static Rejection of(
      Class<?> step,
      String reason,
      String detail,
      Task task,
      Response response,
      List<String> messages) {
    ObjectNode record = Json.mapper().createObjectNode();
    record.put("task_id", task.getId());
    record.set("messages", Json.mapper().valueToTree(task.getMessages()));
    record.set(
        "instructions",
        Json.mapper()
            .valueToTree(task.getConstraints().stream().map(Constraint::getInstruction).toList()));
    record.set("response", Json.mapper().valueToTree(response));
    if (!messages.isEmpty()) {
      record.set("errors", Json.mapper().valueToTree(messages));
    }
    return Step.rejection(step, reason, response.getId(), detail, record.toString());
  }
}
