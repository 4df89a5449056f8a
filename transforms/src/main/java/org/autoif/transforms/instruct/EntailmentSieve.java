package org.autoif.transforms.instruct;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.nli.NliClient;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.instruct.audit.Audit;
import org.autoif.transforms.step.Step;

/**
 * What the labels of one direction leave of an instruction's functions.
 *
 * @param direction which of instruction and back-translation is the premise
 * @param rule which labels a function may have
 * @param unprobed whether a function must be entailed where no probe decides its instruction
 * @param dropsInstruction whether one contradiction drops the whole instruction
 * @param controls whether the last label of the direction {@link Direction#FORWARD} is that of the
 *     instruction against itself, which decides if the others are believed
 */
record EntailmentSieve(
    Direction direction,
    EntailmentRule rule,
    boolean unprobed,
    boolean dropsInstruction,
    boolean controls)
    implements Serializable {
  static final Class<?> STEP = FilterByEntailment.class;
  static final TupleTag<Constraint> KEPT = new TupleTag<>() {};

  private static final List<String> CUT = List.of("truncated", "filtered", "unfinished");
  private static final String CONTRADICTION = "contradiction";
  private static final String UNTRUSTED = "untrusted";

  enum Direction {
    /** Does the instruction entail the back-translation? */
    FORWARD,
    /** Does the back-translation entail the instruction? */
    BACK
  }

  /** Returns the functions that have a back-translation. */
  static List<VerifierFunction> checked(Constraint constraint) {
    return constraint.getFunctions().stream().filter(f -> f.getBackTranslation() != null).toList();
  }

  /**
   * Keeps what the rule admits, with its label.
   *
   * @param labels one for each of the functions that are {@link #checked}, and that of the control
   */
  void sift(Constraint constraint, List<String> labels, MultiOutputReceiver out) {
    List<VerifierFunction> kept = new ArrayList<>();
    int refused = 0;
    int contradictions = 0;
    int at = 0;
    boolean trusted = isTrusted(labels);
    boolean unproven = unprobed && Audit.isUnprobed(constraint.getInstruction());
    EntailmentRule asked =
        unproven && rule == EntailmentRule.NOT_CONTRADICTION ? EntailmentRule.FORWARD : rule;
    for (VerifierFunction function : constraint.getFunctions()) {
      if (function.getBackTranslation() == null) {
        if (!unproven) {
          kept.add(function);
        } else {
          out.get(Step.REJECTED)
              .output(
                  Step.rejection(
                      STEP,
                      "function_unprobed",
                      function.getId(),
                      "'" + constraint.getInstruction() + "': no probe decides it, and no judge",
                      function));
        }
        continue;
      }
      String said = labels.get(at++);
      String label = trusted || !NliClient.LABELS.contains(said) ? said : UNTRUSTED;
      contradictions += label.equals(CONTRADICTION) ? 1 : 0;
      if (asked.admits(label)) {
        kept.add(labelled(function, label));
        continue;
      }
      refused++;
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP,
                  reason(label),
                  function.getId(),
                  question(constraint, function) + ": " + said,
                  labelled(function, label)));
    }
    if (kept.isEmpty() || (dropsInstruction && contradictions > 0)) {
      out.get(Step.REJECTED)
          .output(
              Step.rejection(
                  STEP,
                  kept.isEmpty() ? "instruction_without_functions" : "instruction_contradiction",
                  constraint.getId(),
                  kept.isEmpty() && asked != EntailmentRule.NOT_CONTRADICTION
                      ? without(refused, at)
                      : contradictions + " of " + at + " back-translations contradict it",
                  constraint));
      return;
    }
    kept.sort(Comparator.comparing(VerifierFunction::getId));
    out.get(KEPT).output(constraint.keeping(kept));
  }

  private boolean isTrusted(List<String> labels) {
    return !controls
        || direction == Direction.BACK
        || labels.isEmpty()
        || labels.get(labels.size() - 1).equals("entailment");
  }

  private VerifierFunction labelled(VerifierFunction function, String label) {
    VerifierFunction.Builder builder = function.toBuilder();
    return switch (direction) {
      case FORWARD -> builder.setEntailment(label).build();
      case BACK -> builder.setEntailmentBack(label).build();
    };
  }

  private String reason(String label) {
    if (label.equals(UNTRUSTED)) {
      return "function_judge_untrusted";
    }
    boolean cut = CUT.contains(label);
    String known = cut || NliClient.LABELS.contains(label) ? label : "unjudged";
    return switch (direction) {
      case FORWARD -> (cut ? "judgement_" : "function_") + known;
      case BACK -> "function_back_" + known;
    };
  }

  private String question(Constraint constraint, VerifierFunction function) {
    String instruction = "'" + constraint.getInstruction() + "'";
    String back = "'" + function.getBackTranslation() + "'";
    return switch (direction) {
      case FORWARD -> instruction + " against " + back;
      case BACK -> back + " against " + instruction;
    };
  }

  private String without(int refused, int checked) {
    if (checked == 0) {
      return "no judge was asked about it, and no probe decides it";
    }
    String some = refused + " of " + checked + " back-translations";
    return switch (direction) {
      case FORWARD -> some + " do not follow from it";
      case BACK -> "it does not follow from " + some;
    };
  }
}
