package org.autoif.transforms.train;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Response;
import org.autoif.io.record.RewardTask;
import org.autoif.io.record.TaskResponses;
import org.autoif.transforms.respond.LabelResponses;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;

/**
 * Makes a verifiable-reward row of every verified task: the prompt, the functions that reward an
 * answer, and the mean pass rate of the sampled answers, which tells how easy the task is.
 *
 * <p>Rejected are tasks whose pass rate is outside the wanted range; tasks that nobody or everybody
 * solves teach a policy nothing. So are, with a bound, tasks whose functions are not reliable.
 */
public final class BuildRewardTasks
    extends PTransform<PCollection<TaskResponses>, StepOutput<RewardTask>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = BuildRewardTasks.class;
  private static final TupleTag<RewardTask> KEPT = new TupleTag<>() {};

  private final double least;
  private final double most;
  private final double reliability;

  private BuildRewardTasks(double least, double most, double reliability) {
    this.least = least;
    this.most = most;
    this.reliability = reliability;
  }

  /** Returns a step that keeps every pass rate. */
  public static BuildRewardTasks create() {
    return new BuildRewardTasks(0, 1, 0);
  }

  /**
   * Returns this step for pass rates in a range, both ends included.
   *
   * @throws IllegalArgumentException if they are not 0 &lt;= least &lt;= most &lt;= 1
   */
  public BuildRewardTasks withPassRates(double from, double to) {
    if (!(from >= 0 && from <= to && to <= 1)) {
      throw new IllegalArgumentException(
          "pass rates from " + from + " to " + to + ": must be 0 <= least <= most <= 1");
    }
    return new BuildRewardTasks(from, to, reliability);
  }

  /**
   * Returns this step with a bound on the reliability of a task's functions, where that was
   * estimated ({@link LabelResponses}); 0 refuses none.
   */
  public BuildRewardTasks withReliability(double bound) {
    return new BuildRewardTasks(least, most, bound);
  }

  @Override
  public StepOutput<RewardTask> expand(PCollection<TaskResponses> verified) {
    PCollectionTuple out =
        verified.apply(
            "Build",
            ParDo.of(new BuildFn(least, most, reliability)).withOutputTags(KEPT, Step.SIDES));
    return StepOutput.of(STEP, out, KEPT);
  }

  private static final class BuildFn extends DoFn<TaskResponses, RewardTask> {
    private static final long serialVersionUID = 1;

    private final double least;
    private final double most;
    private final double reliability;

    BuildFn(double least, double most, double reliability) {
      this.least = least;
      this.most = most;
      this.reliability = reliability;
    }

    @ProcessElement
    public void process(@Element TaskResponses verified, MultiOutputReceiver out) {
      List<Double> rates =
          verified.getResponses().stream()
              .map(Response::getPassRate)
              .filter(Objects::nonNull)
              .toList();
      OptionalDouble mean = rates.stream().mapToDouble(r -> r).average();
      if (mean.isEmpty() || mean.getAsDouble() < least || mean.getAsDouble() > most) {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP,
                    "task_pass_rate",
                    verified.getTask().getId(),
                    "mean pass rate "
                        + (mean.isEmpty() ? "unknown" : mean.getAsDouble())
                        + ", must be from "
                        + least
                        + " to "
                        + most,
                    verified.getTask()));
        return;
      }
      Double known = verified.getReliability();
      if (known != null && known < reliability) {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP,
                    "task_reliability",
                    verified.getTask().getId(),
                    "reliability " + known + " of its functions, must be at least " + reliability,
                    verified.getTask()));
        return;
      }
      out.get(KEPT)
          .output(
              RewardTask.builder()
                  .setId(verified.getTask().getId())
                  .setPrompt(verified.getTask().getMessages())
                  .setConstraints(verified.getTask().getConstraints())
                  .setPassRate(mean.getAsDouble())
                  .setResponses(rates.size())
                  .setReliability(known)
                  .build());
    }
  }
}
