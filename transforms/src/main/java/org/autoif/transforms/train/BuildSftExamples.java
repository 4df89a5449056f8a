package org.autoif.transforms.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Message;
import org.autoif.io.record.Response;
import org.autoif.io.record.SftExample;
import org.autoif.io.record.TaskResponses;
import org.autoif.transforms.step.StepOutput;

/**
 * Makes a supervised fine-tuning row of every answer that no step refused (paper, section 3.3). It
 * refuses nothing itself.
 */
public final class BuildSftExamples
    extends PTransform<PCollection<TaskResponses>, StepOutput<SftExample>> {
  private static final long serialVersionUID = 1;

  private BuildSftExamples() {}

  /** Returns the step. */
  public static BuildSftExamples create() {
    return new BuildSftExamples();
  }

  @Override
  public StepOutput<SftExample> expand(PCollection<TaskResponses> judged) {
    return StepOutput.of(
        BuildSftExamples.class,
        judged.apply("Build", ParDo.of(new BuildFn())),
        List.of(),
        List.of(),
        List.of());
  }

  private static final class BuildFn extends DoFn<TaskResponses, SftExample> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element TaskResponses judged, OutputReceiver<SftExample> out) {
      for (Response response : judged.getResponses()) {
        if (response.getRejection() == null) {
          List<Message> messages = new ArrayList<>(judged.getTask().getMessages());
          messages.add(Message.assistant(response.getText()));
          out.output(
              SftExample.builder()
                  .setId(response.getId())
                  .setMessages(messages)
                  .setTaskId(judged.getTask().getId())
                  .setInstructionIds(
                      judged.getTask().getConstraints().stream().map(Constraint::getId).toList())
                  .setPassRate(
                      Objects.requireNonNull(
                          response.getPassRate(), "an answer that was not verified"))
                  .setScore(response.getScore())
                  .setVerdicts(response.getVerdicts())
                  .setConfidence(response.getConfidence())
                  .build());
        }
      }
    }
  }
}
