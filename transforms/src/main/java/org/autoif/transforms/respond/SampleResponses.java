package org.autoif.transforms.respond;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.llm.ChatAnswer;
import org.autoif.io.llm.ChatCall;
import org.autoif.io.llm.Choice;
import org.autoif.io.llm.Prompt;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Json;
import org.autoif.io.record.Message;
import org.autoif.io.record.Response;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.transforms.step.AskModel;
import org.autoif.transforms.step.ChatRoles;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.autoif.transforms.step.prompt.Prompts;

/**
 * Samples answers to each task (paper, section 3.2, response generation for rejection sampling), in
 * the role {@code policy}: of the model that shall learn from them, or of the teacher.
 *
 * <p>Rejected are answers that the endpoint cut at its token limit, empty ones and repetitions, and
 * a task that is left without any.
 */
public final class SampleResponses
    extends PTransform<PCollection<Task>, StepOutput<TaskResponses>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = SampleResponses.class;
  private static final TupleTag<TaskResponses> KEPT = new TupleTag<>() {};

  private final ChatRoles roles;
  private final int samples;
  private final double temperature;

  private SampleResponses(ChatRoles roles, int samples, double temperature) {
    this.roles = roles;
    this.samples = samples;
    this.temperature = temperature;
  }

  /** Returns a step with 8 samples a task at temperature 1. */
  public static SampleResponses of(ChatRoles roles) {
    return new SampleResponses(roles, 8, 1.0);
  }

  /** Returns this step with another number of samples a task, at least 1. */
  public SampleResponses withSamples(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("samples " + count + ": must be at least 1");
    }
    return new SampleResponses(roles, count, temperature);
  }

  /** Returns this step with another sampling temperature. */
  public SampleResponses withTemperature(double to) {
    return new SampleResponses(roles, samples, to);
  }

  @Override
  public StepOutput<TaskResponses> expand(PCollection<Task> tasks) {
    return AskModel.run(tasks, roles.chats(), this::ask, SampleResponses::read, KEPT).output(STEP);
  }

  private ChatCall ask(Task task) {
    Message system = Message.system(roles.prompts().get(Prompts.Name.RESPOND).render(Map.of()));
    return roles.call(
        STEP,
        ChatRoles.POLICY,
        task.getId(),
        List.of(Prompt.of(Stream.concat(Stream.of(system), task.getMessages().stream()).toList())),
        samples,
        temperature,
        task);
  }

  private static void read(ChatAnswer answer, DoFn.MultiOutputReceiver out) {
    Task task = Json.read(answer.getCall().getContext(), Task.class);
    Set<String> seen = new HashSet<>();
    List<Response> responses = new ArrayList<>();
    for (Choice choice : answer.getChoices()) {
      String text = choice.getText().strip();
      Response response =
          Response.builder()
              .setId(Ids.of("response", task.getId(), text))
              .setSample(choice.getSample())
              .setText(text)
              .build();
      if (Step.isCut(choice)) {
        reject(Step.cutReason("response_truncated", choice), Step.cut(choice), task, response, out);
      } else if (text.isEmpty()) {
        reject("response_empty", "no text", task, response, out);
      } else if (!seen.add(text)) {
        reject("response_duplicate", "an earlier sample has the same text", task, response, out);
      } else {
        responses.add(response);
      }
    }
    if (responses.isEmpty()) {
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP, "task_without_responses", task.getId(), "no usable sample", task));
    } else {
      out.get(KEPT).output(TaskResponses.builder().setTask(task).setResponses(responses).build());
    }
  }

  private static void reject(
      String reason, String detail, Task task, Response response, DoFn.MultiOutputReceiver out) {
    out.get(Step.REJECTED).output(ResponseRejection.of(STEP, reason, detail, task, response));
  }
}
