package org.autoif.transforms.respond;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.Response;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.step.Step;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer is refused, what its refusal says of it as an example of one that does not follow,
 * and its side row: enough to see why without looking up its task.
 */
public final class ResponseRejection {
  /** Passes too few functions, but would pass more of them in another dress. */
  static final String NEAR_MISS = "response_near_miss";

  /** Begins the reasons of {@link Guards}. */
  static final String GUARDED = "response_guard_";

  /** Is accepted, and follows with too small a probability. */
  static final String UNSURE = "response_confidence";

  /** Is refused, and fails with too small a probability. */
  static final String DOUBTFUL = "response_doubtful";

  private ResponseRejection() {}

  /** Returns whether an answer with this rejection shows what does not follow the instruction. */
  public static boolean isExample(@Nullable String rejection) {
    return rejection == null
        || !(rejection.equals(NEAR_MISS)
            || isGuarded(rejection)
            || rejection.equals(DOUBTFUL)
            || rejection.equals(UNSURE));
  }

  /** Returns whether an answer with this rejection is none. */
  static boolean isGuarded(@Nullable String rejection) {
    return rejection != null && rejection.startsWith(GUARDED);
  }

  /** Tasks with equal constraints have equal keys, also in the versions of their functions. */
  static String functions(TaskResponses sampled) {
    return sampled.getTask().getConstraints().stream()
        .flatMap(
            c ->
                Stream.concat(
                    Stream.of(c.getId()), c.getFunctions().stream().map(VerifierFunction::getId)))
        .collect(Collectors.joining(" "));
  }

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
