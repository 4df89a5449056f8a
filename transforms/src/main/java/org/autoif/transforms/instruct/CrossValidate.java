package org.autoif.transforms.instruct;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Constraint;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.shard.Shards;
import org.autoif.transforms.step.EngineUser;
import org.autoif.transforms.step.RunFunctions;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.jspecify.annotations.Nullable;

/**
 * Runs the functions of each instruction on its test cases and keeps the functions and cases that
 * agree with one another (paper, section 3.1).
 *
 * <p>Cases that {@link GenerateNearMisses} had written on purpose are not voted on: they stay, and
 * a function that disagrees with too many of them goes (not in the paper, which has no such cases).
 *
 * <p>Rejected are functions and cases, one row each with the verdicts that spoke against them, and
 * instructions of which too little is left. The published scripts run all functions in one shared
 * namespace and keep contradictory cases; here each has its own, and contradictory cases go.
 */
public final class CrossValidate
    extends PTransform<PCollection<Constraint>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;
  private static final TupleTag<Constraint> KEPT = new TupleTag<>() {};

  private final VerifierEngine.Source engines;
  private final CrossValidationSettings settings;
  private final int shards;

  private CrossValidate(
      VerifierEngine.Source engines, CrossValidationSettings settings, int shards) {
    this.engines = engines;
    this.settings = settings;
    this.shards = shards;
  }

  /** Returns a validation on these engines with the paper's thresholds. */
  public static CrossValidate of(VerifierEngine.Source engines) {
    return new CrossValidate(engines, CrossValidationSettings.paper(), 3);
  }

  /** Returns this validation with other thresholds. */
  public CrossValidate withSettings(CrossValidationSettings other) {
    return new CrossValidate(engines, other, shards);
  }

  /** Returns this validation spread over another number of groups. */
  public CrossValidate withShards(int groups) {
    return new CrossValidate(engines, settings, groups);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Constraint> constraints) {
    CrossValidationSettings thresholds = settings;
    PCollectionTuple out =
        RunFunctions.each(
            "Validate",
            constraints.apply("Spread", Shards.into(shards, Constraint::getId)),
            new EngineUser(engines),
            KEPT,
            Step.SIDES,
            (constraint, engine, to) -> validate(constraint, thresholds, engine, to));
    return StepOutput.of(CrossValidate.class, out, KEPT);
  }

  private static void validate(
      Constraint constraint,
      CrossValidationSettings settings,
      EngineUser engine,
      DoFn.MultiOutputReceiver out)
      throws IOException, InterruptedException {
    CrossValidation validation = new CrossValidation(constraint, settings);
    VerificationSession session = validation.session();
    @Nullable Constraint kept = session == null ? null : validation.decide(engine.run(session));
    validation.rejections().forEach(out.get(Step.REJECTED)::output);
    if (kept != null) {
      out.get(KEPT).output(kept);
    }
  }
}
