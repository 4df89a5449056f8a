package org.autoif.transforms;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.nli.NliClient;
import org.autoif.io.nli.NliQuestion;
import org.autoif.io.nli.NliResult;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.VerifierFunction;

/**
 * Compares each instruction with the back-translations of its functions and drops what contradicts
 * it (paper, section 3.1): entailment and neutral stay.
 *
 * <p>A contradiction drops the function, and the instruction when no function is left; or, as in
 * the published scripts, the instruction at once. A function whose label could not be had is
 * dropped, as it was not checked; functions without a back-translation go on as they are.
 */
public final class FilterByEntailment
    extends PTransform<PCollection<Constraint>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = FilterByEntailment.class;
  private static final TupleTag<Constraint> KEPT = new TupleTag<>() {};

  private final NliClient judge;
  private final boolean dropsInstruction;

  private FilterByEntailment(NliClient judge, boolean dropsInstruction) {
    this.judge = judge;
    this.dropsInstruction = dropsInstruction;
  }

  /** Returns a filter by this judge; a contradiction drops the function. */
  public static FilterByEntailment of(NliClient judge) {
    return new FilterByEntailment(judge, false);
  }

  /** Returns this filter with whether one contradiction drops the whole instruction. */
  public FilterByEntailment withContradictionDroppingInstruction(boolean drops) {
    return new FilterByEntailment(judge, drops);
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<Constraint> constraints) {
    PCollectionTuple results =
        constraints
            .apply("ToCheck", Filter.by(constraint -> !checked(constraint).isEmpty()))
            .apply("Ask", ParDo.of(new AskFn()))
            .apply("Judge", judge.classify());
    PCollectionTuple out =
        results
            .get(NliClient.RESULTS)
            .apply(
                "Filter",
                ParDo.of(new FilterFn(dropsInstruction)).withOutputTags(KEPT, Step.SIDES));
    return StepOutput.of(
        STEP,
        PCollectionList.of(out.get(KEPT))
            .and(
                constraints.apply(
                    "NothingToCheck", Filter.by(constraint -> checked(constraint).isEmpty())))
            .apply("All", Flatten.pCollections()),
        List.of(out.get(Step.REJECTED)),
        List.of(results.get(NliClient.FAILURES), out.get(Step.FAILED)),
        List.of(results.get(NliClient.USAGE)));
  }

  private static List<VerifierFunction> checked(Constraint constraint) {
    return constraint.getFunctions().stream().filter(f -> f.getBackTranslation() != null).toList();
  }

  private static final class AskFn extends DoFn<Constraint, NliQuestion> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element Constraint constraint, OutputReceiver<NliQuestion> out) {
      out.output(
          NliQuestion.builder()
              .setId(constraint.getId())
              .setPremise(constraint.getInstruction())
              .setHypotheses(
                  checked(constraint).stream()
                      .map(f -> Objects.requireNonNull(f.getBackTranslation()))
                      .toList())
              .setContext(Json.write(constraint))
              .build());
    }
  }

  private static final class FilterFn extends DoFn<NliResult, Constraint> {
    private static final long serialVersionUID = 1;

    private final boolean dropsInstruction;

    FilterFn(boolean dropsInstruction) {
      this.dropsInstruction = dropsInstruction;
    }

    @ProcessElement
    public void process(@Element NliResult result, MultiOutputReceiver out) {
      Constraint constraint = Json.read(result.getQuestion().getContext(), Constraint.class);
      List<VerifierFunction> kept = new ArrayList<>();
      int contradictions = 0;
      int checked = 0;
      for (VerifierFunction function : constraint.getFunctions()) {
        if (function.getBackTranslation() == null) {
          kept.add(function);
          continue;
        }
        String label = result.getLabels().get(checked++);
        VerifierFunction labelled = function.toBuilder().setEntailment(label).build();
        if (label.equals("contradiction")) {
          contradictions++;
        }
        if (label.equals("entailment") || label.equals("neutral")) {
          kept.add(labelled);
        } else {
          out.get(Step.REJECTED)
              .output(
                  Step.rejection(
                      STEP,
                      switch (label) {
                        case "contradiction" -> "function_contradiction";
                        case "truncated", "filtered", "unfinished" -> "judgement_" + label;
                        default -> "function_unjudged";
                      },
                      function.getId(),
                      "'"
                          + constraint.getInstruction()
                          + "' against '"
                          + function.getBackTranslation()
                          + "': "
                          + label,
                      labelled));
        }
      }
      if (kept.isEmpty() || (dropsInstruction && contradictions > 0)) {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP,
                    kept.isEmpty() ? "instruction_without_functions" : "instruction_contradiction",
                    constraint.getId(),
                    contradictions + " of " + checked + " back-translations contradict it",
                    constraint));
        return;
      }
      kept.sort(Comparator.comparing(VerifierFunction::getId));
      out.get(KEPT).output(constraint.keeping(kept));
    }
  }
}
