package org.autoif.transforms.respond;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Ids;
import org.autoif.io.record.Response;
import org.autoif.io.record.TaskResponses;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.transforms.instruct.GenerateNearMisses;
import org.autoif.transforms.respond.label.Item;
import org.autoif.transforms.respond.label.Item.Vote;
import org.autoif.transforms.respond.label.LabelModel;
import org.autoif.transforms.respond.label.Reliability;
import org.autoif.transforms.step.EngineUser;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.jspecify.annotations.Nullable;

/**
 * Estimates from the verdicts on all answers to an instruction how probably each answer follows it,
 * and how reliable the functions are ({@link LabelModel}); the paper has no such step.
 *
 * <p>The answers of all tasks with the same constraints and functions are looked at together, and
 * are in memory together; their order is that of their ids, so that every runner finds the same. An
 * answer to several constraints follows with the product of their probabilities. An answer that is
 * none (a guard's, or without a valid verdict) is left out. The cases of {@link GenerateNearMisses}
 * that a constraint has count as labelled, each rightly with a probability of 0.9, if there is an
 * engine to run the functions on them.
 *
 * <p>An accepted answer below the bound is a rejection. One of pass rate 0 that is not as surely
 * one that does not follow is marked, so that it is no example of one; it has its rejection from
 * {@link VerifyResponses}. The bound holds for the functions of a task, too, in {@link
 * BuildRewardTasks}.
 */
public final class LabelResponses
    extends PTransform<PCollection<TaskResponses>, StepOutput<TaskResponses>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = LabelResponses.class;

  private static final TupleTag<TaskResponses> KEPT = new TupleTag<>() {};

  /** How probably a case that was written apart, and confirmed where disputed, is right. */
  private static final double TRUSTED = 0.9;

  private final double least;
  private final VerifierEngine.@Nullable Source engines;

  private LabelResponses(double least, VerifierEngine.@Nullable Source engines) {
    this.least = least;
    this.engines = engines;
  }

  /**
   * Returns a step with a bound on the probability, from 0 to 1; 0 refuses nothing.
   *
   * @throws IllegalArgumentException if it is out of this range
   */
  public static LabelResponses withConfidence(double least) {
    if (!(least >= 0 && least <= 1)) {
      throw new IllegalArgumentException("confidence " + least + ": must be from 0 to 1");
    }
    return new LabelResponses(least, null);
  }

  /** Returns this step with engines to run functions on the cases that were written apart. */
  public LabelResponses withEngines(VerifierEngine.Source source) {
    return new LabelResponses(least, source);
  }

  @Override
  public StepOutput<TaskResponses> expand(PCollection<TaskResponses> verified) {
    PCollectionTuple out =
        verified
            .apply(
                "Key",
                WithKeys.of(
                        (TaskResponses task) ->
                            Ids.of("functions", ResponseRejection.functions(task)))
                    .withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), verified.getCoder()))
            .apply("Group", GroupByKey.create())
            .apply("Label", ParDo.of(new LabelFn(least, engines)).withOutputTags(KEPT, Step.SIDES));
    return StepOutput.of(STEP, out, KEPT);
  }

  private static final class LabelFn
      extends DoFn<KV<String, Iterable<TaskResponses>>, TaskResponses> {
    private static final long serialVersionUID = 1;

    private final double least;
    private final @Nullable EngineUser engine;

    LabelFn(double least, VerifierEngine.@Nullable Source engines) {
      this.least = least;
      this.engine = engines == null ? null : new EngineUser(engines);
    }

    @Setup
    public void setup() throws IOException {
      if (engine != null) {
        engine.open();
      }
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<TaskResponses>> group, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      List<TaskResponses> tasks = new ArrayList<>();
      group.getValue().forEach(tasks::add);
      tasks.sort(Comparator.comparing(task -> task.getTask().getId()));
      List<List<String>> verdicts =
          tasks.stream()
              .flatMap(task -> task.getResponses().stream())
              .filter(LabelFn::isLabelled)
              .map(Response::getVerdicts)
              .toList();
      List<Reliability> functions = new ArrayList<>();
      List<Double> labels = new ArrayList<>(Collections.nCopies(verdicts.size(), 1.0));
      for (Constraint constraint : tasks.get(0).getTask().getConstraints()) {
        int from = functions.size();
        int to = from + constraint.getFunctions().size();
        List<Item> items = new ArrayList<>();
        for (List<String> all : verdicts) {
          items.add(Item.open(all.subList(from, to).stream().map(LabelFn::vote).toList()));
        }
        items.addAll(known(constraint));
        LabelModel.Estimate estimate = LabelModel.fit(items);
        IntStream.range(0, labels.size())
            .forEach(i -> labels.set(i, labels.get(i) * estimate.posteriors().get(i)));
        functions.addAll(estimate.functions());
      }
      double reliability =
          functions.stream().mapToDouble(Reliability::balanced).average().orElse(0);
      int at = 0;
      for (TaskResponses task : tasks) {
        List<Response> labelled = new ArrayList<>();
        for (Response response : task.getResponses()) {
          labelled.add(
              isLabelled(response) ? label(task, response, labels.get(at++), out) : response);
        }
        out.get(KEPT)
            .output(
                task.toBuilder()
                    .setResponses(labelled)
                    .setReliability(verdicts.isEmpty() ? null : reliability)
                    .build());
      }
    }

    /** Returns what the functions say of the cases that they were not written with. */
    private List<Item> known(Constraint constraint) throws IOException, InterruptedException {
      List<TestCase> cases =
          constraint.getCases().stream().filter(TestCase::wasWrittenApart).toList();
      if (engine == null || cases.isEmpty() || constraint.getFunctions().isEmpty()) {
        return List.of();
      }
      VerdictMatrix verdicts =
          engine.runEach(
              constraint.getFunctions().stream().map(VerifierFunction::getSource).toList(),
              cases.stream().map(TestCase::getInput).toList());
      List<Item> known = new ArrayList<>();
      for (int c = 0; c < cases.size(); c++) {
        List<Vote> votes = new ArrayList<>();
        for (List<Verdict> function : verdicts.rows()) {
          votes.add(vote(function.get(c).text()));
        }
        known.add(Item.known(votes, cases.get(c).getExpected() ? TRUSTED : 1 - TRUSTED));
      }
      return known;
    }

    @Teardown
    public void teardown() {
      if (engine != null) {
        engine.close();
      }
    }

    private static boolean isLabelled(Response response) {
      return response.getPassRate() != null
          && response.getVerdicts() != null
          && !ResponseRejection.isGuarded(response.getRejection());
    }

    private static Vote vote(String verdict) {
      return switch (verdict) {
        case "true" -> Vote.YES;
        case "false" -> Vote.NO;
        default -> Vote.NONE;
      };
    }

    private Response label(
        TaskResponses task, Response response, double confidence, MultiOutputReceiver out) {
      Response.Builder builder = response.toBuilder().setConfidence(confidence);
      String rejection = response.getRejection();
      if (rejection == null && confidence < least) {
        Response refused = builder.setRejection(ResponseRejection.UNSURE).build();
        out.get(Step.REJECTED)
            .output(
                ResponseRejection.of(
                    STEP,
                    ResponseRejection.UNSURE,
                    "follows with a probability of " + confidence + ", must be at least " + least,
                    task.getTask(),
                    refused));
        return refused;
      }
      Double rate = response.getPassRate();
      boolean example = rate != null && rate == 0 && ResponseRejection.isExample(rejection);
      if (example && 1 - confidence < least) {
        builder.setRejection(ResponseRejection.DOUBTFUL);
      }
      return builder.build();
    }
  }
}
