package org.autoif.transforms.instruct;

import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Constraint;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.shard.Shards;
import org.autoif.transforms.step.Bound;
import org.autoif.transforms.step.EngineUser;
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

  /**
   * The thresholds.
   *
   * @param caseAccuracy bound on the share of functions that agree with a case
   * @param functionAccuracy bound on the share of kept cases that a function agrees with
   * @param minFunctions different functions that an instruction needs before it is validated
   * @param minCases different consistent cases that it needs before it is validated
   * @param nearMissAccuracy bound on the share of the cases written on purpose that a function
   *     agrees with; of an instruction that has none, it asks nothing
   * @param keepDuplicates whether equal functions, equal cases and contradictory cases count one by
   *     one, as in the published scripts
   */
  public record Settings(
      Bound caseAccuracy,
      Bound functionAccuracy,
      int minFunctions,
      int minCases,
      Bound nearMissAccuracy,
      boolean keepDuplicates)
      implements Serializable {
    /** Checks the numbers. */
    public Settings {
      if (minFunctions < 1) {
        throw new IllegalArgumentException("minFunctions " + minFunctions + ": must be at least 1");
      }
      if (minCases < 1) {
        throw new IllegalArgumentException("minCases " + minCases + ": must be at least 1");
      }
    }

    /** Returns the paper's: more than half for both, at least one of each. */
    public static Settings paper() {
      return new Settings(Bound.above(0.5), Bound.above(0.5), 1, 1, Bound.atLeast(0.8), false);
    }
  }

  private final VerifierEngine.Source engines;
  private final Settings settings;
  private final int shards;

  private CrossValidate(VerifierEngine.Source engines, Settings settings, int shards) {
    this.engines = engines;
    this.settings = settings;
    this.shards = shards;
  }

  /** Returns a validation on these engines with the paper's thresholds. */
  public static CrossValidate of(VerifierEngine.Source engines) {
    return new CrossValidate(engines, Settings.paper(), 3);
  }

  /** Returns this validation with other thresholds. */
  public CrossValidate withSettings(Settings other) {
    return new CrossValidate(engines, other, shards);
  }

  /** Returns this validation spread over another number of groups. */
  public CrossValidate withShards(int groups) {
    return new CrossValidate(engines, settings, groups);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Constraint> constraints) {
    PCollectionTuple out =
        constraints
            .apply("Spread", Shards.into(shards, Constraint::getId))
            .apply(
                "Validate",
                ParDo.of(new ValidateFn(engines, settings)).withOutputTags(KEPT, Step.SIDES));
    return StepOutput.of(CrossValidate.class, out, KEPT);
  }

  private static final class ValidateFn extends DoFn<KV<String, Iterable<Constraint>>, Constraint> {
    private static final long serialVersionUID = 1;

    private final EngineUser engine;
    private final Settings settings;

    ValidateFn(VerifierEngine.Source engines, Settings settings) {
      this.engine = new EngineUser(engines);
      this.settings = settings;
    }

    @Setup
    public void setup() throws IOException {
      engine.open();
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<Constraint>> group, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      for (Constraint constraint : group.getValue()) {
        CrossValidation validation = new CrossValidation(constraint, settings);
        VerificationSession session = validation.session();
        @Nullable Constraint kept = null;
        if (session != null) {
          VerdictMatrix verdicts = engine.run(session);
          kept = validation.decide(verdicts);
        }
        validation.rejections().forEach(out.get(Step.REJECTED)::output);
        if (kept != null) {
          out.get(KEPT).output(kept);
        }
      }
    }

    @Teardown
    public void teardown() {
      engine.close();
    }
  }
}
