package org.autoif.transforms.respond;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Response;
import org.autoif.io.record.Task;
import org.autoif.io.record.TaskResponses;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.shard.Shards;
import org.autoif.transforms.instruct.audit.Undress;
import org.autoif.transforms.step.Bound;
import org.autoif.transforms.step.EngineUser;
import org.autoif.transforms.step.RunFunctions;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;

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
    Bound bound = passRate;
    PCollectionTuple out =
        RunFunctions.groups(
            "Verify",
            sampled.apply("Spread", Shards.into(shards, ResponseRejection::functions)),
            new EngineUser(engines),
            KEPT,
            Step.SIDES,
            (group, engine, to) -> new Verification(engine, bound, to).verifyAll(group));
    return StepOutput.of(STEP, out, KEPT);
  }

  /** The verifying of a group. */
  private record Verification(EngineUser engine, Bound passRate, DoFn.MultiOutputReceiver out) {
    void verifyAll(Iterable<TaskResponses> group) throws IOException, InterruptedException {
      Map<String, List<TaskResponses>> byConstraints = new LinkedHashMap<>();
      int waiting = 0;
      for (TaskResponses sampled : group) {
        String constraints = ResponseRejection.functions(sampled);
        List<TaskResponses> batch =
            byConstraints.computeIfAbsent(constraints, key -> new ArrayList<>());
        batch.add(sampled);
        waiting++;
        if (batch.size() == BATCH) {
          verify(batch);
          byConstraints.remove(constraints);
          waiting -= BATCH;
        } else if (waiting == WAITING) {
          verifyAll(byConstraints);
          waiting = 0;
        }
      }
      verifyAll(byConstraints);
    }

    private void verifyAll(Map<String, List<TaskResponses>> batches)
        throws IOException, InterruptedException {
      for (List<TaskResponses> batch : batches.values()) {
        verify(batch);
      }
      batches.clear();
    }

    /**
     * Verifies tasks of the same constraints together, so that their functions load once. Each
     * answer has the verdicts that it would have by itself: see {@link EngineUser#runEach}.
     */
    private void verify(List<TaskResponses> batch) throws IOException, InterruptedException {
      List<VerdictMatrix> matrices =
          run(
              batch.get(0).getTask(),
              batch.stream()
                  .flatMap(sampled -> sampled.getResponses().stream())
                  .map(Response::getText)
                  .toList());
      int column = 0;
      for (TaskResponses sampled : batch) {
        emit(sampled, matrices, column);
        column += sampled.getResponses().size();
      }
    }

    private List<VerdictMatrix> run(Task task, List<String> texts)
        throws IOException, InterruptedException {
      List<VerdictMatrix> matrices = new ArrayList<>();
      for (Constraint constraint : task.getConstraints()) {
        matrices.add(
            engine.runEach(
                constraint.getFunctions().stream().map(VerifierFunction::getSource).toList(),
                texts));
      }
      return matrices;
    }

    private void emit(TaskResponses sampled, List<VerdictMatrix> matrices, int column)
        throws IOException, InterruptedException {
      Set<Integer> nearMisses = nearMisses(sampled, matrices, column);
      List<Response> verified = new ArrayList<>();
      boolean anyScored = false;
      for (int i = 0; i < sampled.getResponses().size(); i++) {
        PassRate rate = PassRate.of(matrices, column + i);
        Response response =
            mark(sampled.getTask(), sampled.getResponses().get(i), rate, nearMisses.contains(i));
        verified.add(response);
        anyScored |= rate.value() != null;
        if (response.getRejection() != null) {
          out.get(Step.REJECTED)
              .output(
                  ResponseRejection.of(
                      STEP,
                      response.getRejection(),
                      detail(response),
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

    /**
     * Returns which answers no function accepts although some function accepts the same answer in
     * another spelling, of which the instructions do not speak.
     */
    private Set<Integer> nearMisses(TaskResponses sampled, List<VerdictMatrix> matrices, int column)
        throws IOException, InterruptedException {
      List<String> instructions =
          sampled.getTask().getConstraints().stream().map(Constraint::getInstruction).toList();
      List<String> others = new ArrayList<>();
      List<Integer> of = new ArrayList<>();
      for (int i = 0; i < sampled.getResponses().size(); i++) {
        Double value = PassRate.of(matrices, column + i).value();
        if (value != null && value == 0) {
          List<String> spellings =
              Undress.of(instructions, sampled.getResponses().get(i).getText());
          others.addAll(spellings);
          of.addAll(Collections.nCopies(spellings.size(), i));
        }
      }
      Set<Integer> near = new TreeSet<>();
      if (!others.isEmpty()) {
        List<VerdictMatrix> verdicts = run(sampled.getTask(), others);
        for (int o = 0; o < others.size(); o++) {
          Double value = PassRate.of(verdicts, o).value();
          if (value == null || value > 0) {
            near.add(of.get(o));
          }
        }
      }
      return near;
    }

    private String detail(Response response) {
      Double value = response.getPassRate();
      return switch (String.valueOf(response.getRejection())) {
        case "response_unscored" -> "no function gave a valid verdict";
        case ResponseRejection.NEAR_MISS ->
            "pass rate 0, and more without marks, edges or capitals, of which the instruction does"
                + " not speak";
        case "response_pass_rate" -> "pass rate " + value + ", must be " + passRate;
        default -> "it is no answer: its reward is 0 whatever the functions say";
      };
    }

    private Response mark(Task task, Response response, PassRate rate, boolean near) {
      Double value = rate.value();
      Response.Builder builder =
          response.toBuilder().setVerdicts(rate.verdicts()).setPassRate(value);
      String guard = Guards.against(task.getConstraints(), response.getText());
      if (guard != null && value != null) {
        builder.setPassRate(0.0).setRejection(ResponseRejection.GUARDED + guard);
      } else if (near) {
        builder.setRejection(ResponseRejection.NEAR_MISS);
      } else if (value == null) {
        builder.setRejection("response_unscored");
      } else if (!passRate.admits(value)) {
        builder.setRejection("response_pass_rate");
      }
      return builder.build();
    }
  }
}
