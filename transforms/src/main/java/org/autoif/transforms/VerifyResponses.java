package org.autoif.transforms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Response;
import org.autoif.io.record.TaskResponses;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.spread.Spread;

/**
 * Runs the functions of each task on its answers (paper, section 3.2, rejection sampling).
 *
 * <p>An answer's pass rate is the share of {@code True} among the valid verdicts. Errors are left
 * out of it; where nothing valid is left the answer is UNSCORED, which is not 0: the published
 * scripts take errors for 0 and so make negatives of good answers. Answers below the bound and
 * unscored ones are rejections; they stay in the record, marked. A task with only unscored answers
 * is rejected.
 */
public final class VerifyResponses
    extends PTransform<PCollection<TaskResponses>, StepOutput<TaskResponses>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = VerifyResponses.class;
  private static final int BATCH = 32;

  /** Tasks that wait for others of their constraints, at most. */
  private static final int WAITING = 256;

  private static final TupleTag<TaskResponses> KEPT = new TupleTag<>() {};

  private final VerifierEngine.Source engines;
  private final Bound passRate;
  private final int shards;

  private VerifyResponses(VerifierEngine.Source engines, Bound passRate, int shards) {
    this.engines = engines;
    this.passRate = passRate;
    this.shards = shards;
  }

  /** Returns a step on these engines that accepts answers with a pass rate above 0.5. */
  public static VerifyResponses of(VerifierEngine.Source engines) {
    return new VerifyResponses(engines, Bound.above(0.5), 3);
  }

  /** Returns this step with another bound on the pass rate. */
  public VerifyResponses withPassRate(Bound bound) {
    return new VerifyResponses(engines, bound, shards);
  }

  /** Returns this step spread over another number of groups. */
  public VerifyResponses withShards(int groups) {
    return new VerifyResponses(engines, passRate, groups);
  }

  @Override
  public StepOutput<TaskResponses> expand(PCollection<TaskResponses> sampled) {
    PCollectionTuple out =
        sampled
            .apply("Spread", Spread.into(shards, VerifyResponses::constraints))
            .apply(
                "Verify",
                ParDo.of(new VerifyFn(engines, passRate)).withOutputTags(KEPT, Step.SIDES));
    return StepOutput.of(STEP, out, KEPT);
  }

  /** Tasks with equal constraints have equal keys, also in the versions of their functions. */
  private static String constraints(TaskResponses sampled) {
    return sampled.getTask().getConstraints().stream()
        .flatMap(c -> Stream.concat(Stream.of(c.getId()), functionIds(c)))
        .collect(Collectors.joining(" "));
  }

  private static Stream<String> functionIds(Constraint constraint) {
    return constraint.getFunctions().stream().map(VerifierFunction::getId);
  }

  private static final class VerifyFn
      extends DoFn<KV<String, Iterable<TaskResponses>>, TaskResponses> {
    private static final long serialVersionUID = 1;

    private final EngineUser engine;
    private final Bound passRate;

    VerifyFn(VerifierEngine.Source engines, Bound passRate) {
      this.engine = new EngineUser(engines);
      this.passRate = passRate;
    }

    @Setup
    public void setup() throws IOException {
      engine.open();
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<TaskResponses>> group, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      Map<String, List<TaskResponses>> byConstraints = new LinkedHashMap<>();
      int waiting = 0;
      for (TaskResponses sampled : group.getValue()) {
        String constraints = constraints(sampled);
        List<TaskResponses> batch =
            byConstraints.computeIfAbsent(constraints, key -> new ArrayList<>());
        batch.add(sampled);
        waiting++;
        if (batch.size() == BATCH) {
          verify(batch, out);
          byConstraints.remove(constraints);
          waiting -= BATCH;
        } else if (waiting == WAITING) {
          verifyAll(byConstraints, out);
          waiting = 0;
        }
      }
      verifyAll(byConstraints, out);
    }

    private void verifyAll(Map<String, List<TaskResponses>> batches, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      for (List<TaskResponses> batch : batches.values()) {
        verify(batch, out);
      }
      batches.clear();
    }

    /**
     * Verifies tasks of the same constraints together, so that their functions load once. Each
     * answer has the verdicts that it would have by itself: see {@link EngineUser#runEach}.
     */
    private void verify(List<TaskResponses> batch, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      List<String> texts =
          batch.stream()
              .flatMap(sampled -> sampled.getResponses().stream())
              .map(Response::getText)
              .toList();
      List<VerdictMatrix> matrices = new ArrayList<>();
      for (Constraint constraint : batch.get(0).getTask().getConstraints()) {
        matrices.add(
            engine.runEach(
                constraint.getFunctions().stream().map(VerifierFunction::getSource).toList(),
                texts));
      }
      int column = 0;
      for (TaskResponses sampled : batch) {
        emit(sampled, matrices, column, out);
        column += sampled.getResponses().size();
      }
    }

    private void emit(
        TaskResponses sampled, List<VerdictMatrix> matrices, int column, MultiOutputReceiver out) {
      List<Response> verified = new ArrayList<>();
      boolean anyScored = false;
      for (int i = 0; i < sampled.getResponses().size(); i++) {
        PassRate rate = PassRate.of(matrices, column + i);
        Response response = mark(sampled.getResponses().get(i), rate);
        verified.add(response);
        anyScored |= rate.value() != null;
        if (response.getRejection() != null) {
          out.get(Step.REJECTED)
              .output(
                  ResponseRejection.of(
                      STEP,
                      response.getRejection(),
                      rate.value() == null
                          ? "no function gave a valid verdict"
                          : "pass rate " + rate.value() + ", must be " + passRate,
                      sampled.getTask(),
                      response,
                      rate.messages()));
        }
      }
      TaskResponses result = sampled.toBuilder().setResponses(verified).build();
      if (anyScored) {
        out.get(KEPT).output(result);
      } else {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP,
                    "task_unscored",
                    sampled.getTask().getId(),
                    "none of " + verified.size() + " answers has a valid verdict",
                    result));
      }
    }

    private Response mark(Response response, PassRate rate) {
      Double value = rate.value();
      Response.Builder builder =
          response.toBuilder().setVerdicts(rate.verdicts()).setPassRate(value);
      if (value == null) {
        builder.setRejection("response_unscored");
      } else if (!passRate.admits(value)) {
        builder.setRejection("response_pass_rate");
      }
      return builder.build();
    }

    @Teardown
    public void teardown() {
      engine.close();
    }
  }
}
