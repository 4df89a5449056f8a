package org.autoif.transforms.instruct;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.autoif.io.llm.Usage;
import org.autoif.io.nli.NliClient;
import org.autoif.io.nli.NliQuestion;
import org.autoif.io.nli.NliResult;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Json;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;

/**
 * Compares each instruction with the back-translations of its functions and drops the functions
 * whose label the rule does not admit.
 *
 * <p>The paper (section 3.1) drops contradictions alone: entailment and neutral stay, which is
 * {@link EntailmentRule#NOT_CONTRADICTION} and the rule of {@link #of}. The other rules ask for
 * entailment, in one direction or in both; the labels of both stay with the function.
 *
 * <p>A small model is no judge of entailment, and says so of any pair (docs/thresholds.md). With
 * {@link #withControls} the judge is asked whether each instruction entails itself, too, without
 * being told: where it says otherwise its labels about the functions are not believed. They stay,
 * labelled {@code untrusted}, or are rejected by a rule that asks for entailment.
 *
 * <p>An instruction goes when no function is left; or, as in the published scripts, at its first
 * contradiction. A function whose label could not be had is dropped, as it was not checked;
 * functions without a back-translation go on as they are. A repetition asks the same questions.
 */
public final class FilterByEntailment
    extends PTransform<PCollection<Constraint>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;

  private final NliClient judge;
  private final EntailmentRule rule;
  private final boolean unprobed;
  private final boolean dropsInstruction;
  private final boolean controls;

  private FilterByEntailment(
      NliClient judge,
      EntailmentRule rule,
      boolean unprobed,
      boolean dropsInstruction,
      boolean controls) {
    this.judge = judge;
    this.rule = rule;
    this.unprobed = unprobed;
    this.dropsInstruction = dropsInstruction;
    this.controls = controls;
  }

  /** Returns a filter by this judge; a contradiction drops the function, and nothing else does. */
  public static FilterByEntailment of(NliClient judge) {
    return new FilterByEntailment(judge, EntailmentRule.NOT_CONTRADICTION, false, false, false);
  }

  /** Returns this filter with another rule. */
  public FilterByEntailment withRule(EntailmentRule other) {
    return new FilterByEntailment(judge, other, unprobed, dropsInstruction, controls);
  }

  /** Returns this filter with whether one contradiction drops the whole instruction. */
  public FilterByEntailment withContradictionDroppingInstruction(boolean drops) {
    return new FilterByEntailment(judge, rule, unprobed, drops, controls);
  }

  /** Returns this filter with whether the judge must know that an instruction entails itself. */
  public FilterByEntailment withControls(boolean asked) {
    return new FilterByEntailment(judge, rule, unprobed, dropsInstruction, asked);
  }

  /**
   * Returns this filter with whether the functions of an instruction that no probe decides must be
   * entailed by it, whatever the rule: with nobody but their writer to speak for them, what is
   * neutral, or labelled by a judge that is not believed, does not stay.
   */
  public FilterByEntailment withUnprobedEntailed(boolean entailed) {
    return new FilterByEntailment(judge, rule, entailed, dropsInstruction, controls);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Constraint> constraints) {
    PCollectionTuple results =
        toCheck("ToCheck", constraints)
            .apply("Ask", ParDo.of(new AskFn(controls)))
            .apply("Judge", judge.classify());
    PCollectionTuple out =
        results
            .get(NliClient.RESULTS)
            .apply(
                "Filter",
                ParDo.of(new FilterFn(sieve(EntailmentSieve.Direction.FORWARD)))
                    .withOutputTags(EntailmentSieve.KEPT, Step.SIDES));
    List<PCollection<Constraint>> kept = new ArrayList<>();
    List<PCollection<Rejection>> rejected = new ArrayList<>(List.of(out.get(Step.REJECTED)));
    List<PCollection<Failure>> failed =
        new ArrayList<>(List.of(results.get(NliClient.FAILURES), out.get(Step.FAILED)));
    List<PCollection<Usage>> usage = new ArrayList<>(List.of(results.get(NliClient.USAGE)));
    PCollectionTuple unchecked =
        nothingToCheck("NothingToCheck", constraints)
            .apply(
                "Unchecked",
                ParDo.of(new UncheckedFn(sieve(EntailmentSieve.Direction.FORWARD)))
                    .withOutputTags(EntailmentSieve.KEPT, Step.SIDES));
    kept.add(unchecked.get(EntailmentSieve.KEPT));
    rejected.add(unchecked.get(Step.REJECTED));
    if (rule == EntailmentRule.MUTUAL) {
      PCollection<Constraint> entailed = out.get(EntailmentSieve.KEPT);
      PCollectionTuple back =
          toCheck("ToCheckBack", entailed)
              .apply("Back", new EntailmentBack(judge, sieve(EntailmentSieve.Direction.BACK)));
      kept.add(nothingToCheck("NothingToCheckBack", entailed));
      kept.add(back.get(EntailmentSieve.KEPT));
      rejected.add(back.get(Step.REJECTED));
      failed.add(back.get(NliClient.FAILURES));
      failed.add(back.get(Step.FAILED));
      usage.add(back.get(NliClient.USAGE));
    } else {
      kept.add(out.get(EntailmentSieve.KEPT));
    }
    return StepOutput.of(
        EntailmentSieve.STEP,
        PCollectionList.of(kept).apply("All", Flatten.pCollections()),
        rejected,
        failed,
        usage);
  }

  private EntailmentSieve sieve(EntailmentSieve.Direction direction) {
    return new EntailmentSieve(direction, rule, unprobed, dropsInstruction, controls);
  }

  private static PCollection<Constraint> toCheck(String name, PCollection<Constraint> of) {
    return of.apply(name, Filter.by(c -> !EntailmentSieve.checked(c).isEmpty()));
  }

  private static PCollection<Constraint> nothingToCheck(String name, PCollection<Constraint> of) {
    return of.apply(name, Filter.by(c -> EntailmentSieve.checked(c).isEmpty()));
  }

  private static final class AskFn extends DoFn<Constraint, NliQuestion> {
    private static final long serialVersionUID = 1;

    private final boolean controls;

    AskFn(boolean controls) {
      this.controls = controls;
    }

    @ProcessElement
    public void process(@Element Constraint constraint, OutputReceiver<NliQuestion> out) {
      List<String> hypotheses = new ArrayList<>();
      for (VerifierFunction function : EntailmentSieve.checked(constraint)) {
        hypotheses.add(Objects.requireNonNull(function.getBackTranslation()));
      }
      if (controls) {
        hypotheses.add(constraint.getInstruction());
      }
      out.output(
          NliQuestion.builder()
              .setId(constraint.getId())
              .setPremise(constraint.getInstruction())
              .setHypotheses(hypotheses)
              .setContext(Json.write(constraint))
              .build());
    }
  }

  private static final class FilterFn extends DoFn<NliResult, Constraint> {
    private static final long serialVersionUID = 1;

    private final EntailmentSieve sieve;

    FilterFn(EntailmentSieve sieve) {
      this.sieve = sieve;
    }

    @ProcessElement
    public void process(@Element NliResult result, MultiOutputReceiver out) {
      sieve.sift(
          Json.read(result.getQuestion().getContext(), Constraint.class), result.getLabels(), out);
    }
  }

  private static final class UncheckedFn extends DoFn<Constraint, Constraint> {
    private static final long serialVersionUID = 1;

    private final EntailmentSieve sieve;

    UncheckedFn(EntailmentSieve sieve) {
      this.sieve = sieve;
    }

    @ProcessElement
    public void process(@Element Constraint constraint, MultiOutputReceiver out) {
      sieve.sift(constraint, List.of(), out);
    }
  }
}
