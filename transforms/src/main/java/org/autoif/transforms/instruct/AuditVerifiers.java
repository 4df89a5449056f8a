package org.autoif.transforms.instruct;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.shard.Shards;
import org.autoif.transforms.instruct.audit.Audit;
import org.autoif.transforms.instruct.audit.AuditRule;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.step.RunFunctions;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;

/**
 * Drops functions that agree with their cases and are still no use as a reward: those that accept
 * what is no answer, decide nothing, depend on more than the answer, or were never really tested.
 * Not in the paper, whose only checks are cross-validation and back-translation.
 *
 * <p>A rejected function names the first rule against it as its reason, and all of them in its
 * detail; an instruction without functions is rejected too. Doing it again decides the same.
 *
 * <p>Whether a function is deterministic is asked of two runs, the second with the texts in the
 * opposite order, on the same engine or on two: see {@link #withOtherEngines}.
 */
public final class AuditVerifiers
    extends PTransform<PCollection<Constraint>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = AuditVerifiers.class;
  private static final TupleTag<Constraint> KEPT = new TupleTag<>() {};

  private final VerifierEngine.Source engines;
  private final VerifierEngine.Source otherEngines;
  private final AuditSettings settings;
  private final int shards;

  private AuditVerifiers(
      VerifierEngine.Source engines,
      VerifierEngine.Source otherEngines,
      AuditSettings settings,
      int shards) {
    this.engines = engines;
    this.otherEngines = otherEngines;
    this.settings = settings;
    this.shards = shards;
  }

  /** Returns an audit by the usual rules. */
  public static AuditVerifiers of(VerifierEngine.Source engines) {
    return new AuditVerifiers(engines, engines, AuditSettings.usual(), 3);
  }

  /**
   * Returns this audit with its second run on other engines: the same interpreter with another seed
   * of hashes finds the functions that depend on the order of a set. They are opened only if the
   * rule {@code NONDETERMINISTIC} is on.
   */
  public AuditVerifiers withOtherEngines(VerifierEngine.Source others) {
    return new AuditVerifiers(engines, others, settings, shards);
  }

  /** Returns this audit by other rules; by none, everything goes on without being run. */
  public AuditVerifiers withSettings(AuditSettings other) {
    return new AuditVerifiers(engines, otherEngines, other, shards);
  }

  /** Returns this audit spread over another number of groups. */
  public AuditVerifiers withShards(int groups) {
    return new AuditVerifiers(engines, otherEngines, settings, groups);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Constraint> constraints) {
    PCollectionTuple out =
        RunFunctions.each(
            "Audit",
            constraints.apply("Spread", Shards.into(shards, Constraint::getId)),
            new Auditor(engines, otherEngines, settings),
            KEPT,
            Step.SIDES,
            AuditVerifiers::audit);
    return StepOutput.of(STEP, out, KEPT);
  }

  private static void audit(Constraint constraint, Auditor auditor, DoFn.MultiOutputReceiver out)
      throws IOException, InterruptedException {
    if (auditor.isNeeded()) {
      keep(constraint, auditor.audit(constraint), out);
    } else {
      out.get(KEPT).output(constraint);
    }
  }

  private static void keep(Constraint constraint, Audit audit, DoFn.MultiOutputReceiver out) {
    List<VerifierFunction> kept = new ArrayList<>();
    for (int f = 0; f < constraint.getFunctions().size(); f++) {
      VerifierFunction function = constraint.getFunctions().get(f);
      Map<AuditRule, String> against = audit.against(f);
      if (against.isEmpty()) {
        kept.add(function);
        continue;
      }
      AuditRule first = against.keySet().iterator().next();
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP,
                  "function_" + first.text(),
                  function.getId(),
                  "for '"
                      + constraint.getInstruction()
                      + "': "
                      + String.join("; ", against.values()),
                  function));
    }
    if (kept.isEmpty()) {
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP,
                  "instruction_without_functions",
                  constraint.getId(),
                  "the audit dropped all " + constraint.getFunctions().size() + " functions",
                  constraint));
      return;
    }
    out.get(KEPT).output(constraint.keeping(kept));
  }
}
