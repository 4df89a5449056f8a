package org.autoif.transforms.respond;

import static org.autoif.transforms.step.Records.answered;
import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.task;

import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.autoif.io.llm.FakeChatClient;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.Response;
import org.autoif.io.record.Task;
import org.autoif.transforms.step.Records;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.junit.jupiter.api.Test;

final class SampleResponsesTest {
  private static final Class<?> STEP = SampleResponses.class;
  private static final Task TASK = task("Why?", constraint("Be brief", "true"));
  private static final Task MUTE = task("Mute?", constraint("Be brief", "true"));

  private static Response sampled(Task task, int sample, String text) {
    return Records.response(sample, text).toBuilder()
        .setId(Ids.of("response", task.getId(), text))
        .build();
  }

  private static Rejection refused(
      Task task, int sample, String text, String reason, String detail) {
    return ResponseRejection.of(STEP, reason, detail, task, sampled(task, sample, text));
  }

  @Test
  void givenSamples_thenCutEmptyAndRepeatedOnesAreRefused() {
    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(pipeline, TASK, MUTE)
            .apply(
                SampleResponses.of(
                        Steps.teacher(
                            (role, request) -> {
                              if (!request.messages().get(0).getRole().equals("system")) {
                                return "!AUTH";
                              }
                              if (FakeChatClient.question(request).equals("Mute?")) {
                                return " ";
                              }
                              return switch (Steps.sample(STEP, TASK.getId(), request)) {
                                case 0 -> "So.";
                                case 1 -> " So.\n";
                                case 2 -> "\n";
                                case 3 -> "!length So it";
                                default -> "Thus.";
                              };
                            }))
                    .withSamples(5)),
        List.of(answered(TASK, sampled(TASK, 0, "So."), sampled(TASK, 4, "Thus."))),
        List.of(
            refused(TASK, 1, "So.", "response_duplicate", "an earlier sample has the same text"),
            refused(TASK, 2, "", "response_empty", "no text"),
            refused(TASK, 3, "So it", "response_truncated", "cut at the token limit"),
            refused(MUTE, 0, "", "response_empty", "no text"),
            refused(MUTE, 1, "", "response_empty", "no text"),
            refused(MUTE, 2, "", "response_empty", "no text"),
            refused(MUTE, 3, "", "response_empty", "no text"),
            refused(MUTE, 4, "", "response_empty", "no text"),
            Step.rejection(STEP, "task_without_responses", MUTE.getId(), "no usable sample", MUTE)),
        List.of());
    pipeline.run().waitUntilFinish();
  }
}
