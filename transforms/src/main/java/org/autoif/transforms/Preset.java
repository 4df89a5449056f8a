package org.autoif.transforms;

import java.util.List;
import org.autoif.transforms.instruct.CrossValidationSettings;
import org.autoif.transforms.instruct.EntailmentRule;
import org.autoif.transforms.instruct.audit.AuditSettings;
import org.autoif.transforms.step.Bound;

/**
 * Thresholds and checks that belong together: those of the paper; those of the scripts that were
 * published with it, which differ; or the paper's thresholds and the checks that measured best
 * (docs/thresholds.md), which neither has.
 *
 * @param name its name in options
 * @param crossValidation the rule of cross-validation
 * @param nearMisses samples of texts that obey or just fail, an instruction
 * @param repairRounds how often a function is given back with what is wrong with it
 * @param audit the rules of the audit
 * @param entailment how a back-translation must relate to its instruction
 * @param entailmentControls whether the judge must know that an instruction entails itself
 * @param contradictionDropsInstruction whether one contradicting back-translation drops the whole
 *     instruction
 * @param responsePassRate bound on the pass rate of an answer that is learnt from
 * @param score bound on the judge's mean score
 * @param pairPassRate bound on the pass rate of the preferred side of a pair
 */
public record Preset(
    String name,
    CrossValidationSettings crossValidation,
    int nearMisses,
    int repairRounds,
    AuditSettings audit,
    EntailmentRule entailment,
    boolean entailmentControls,
    boolean contradictionDropsInstruction,
    Bound responsePassRate,
    Bound score,
    Bound pairPassRate) {

  /** The paper's thresholds, and every check that is worth its while; the default. */
  public static final Preset CHECKED =
      new Preset(
          "checked",
          CrossValidationSettings.paper(),
          0,
          2,
          AuditSettings.usual(),
          EntailmentRule.NOT_CONTRADICTION,
          true,
          false,
          Bound.above(0.5),
          Bound.atLeast(8),
          Bound.above(0.5));

  /** Sections 3.2 and 3.3 of the paper. */
  public static final Preset PAPER =
      new Preset(
          "paper",
          CrossValidationSettings.paper(),
          0,
          0,
          AuditSettings.none(),
          EntailmentRule.NOT_CONTRADICTION,
          false,
          false,
          Bound.above(0.5),
          Bound.atLeast(8),
          Bound.above(0.5));

  /** What the published scripts do. */
  public static final Preset REFERENCE =
      new Preset(
          "reference",
          new CrossValidationSettings(
              Bound.above(0), Bound.atLeast(0.8), 3, 10, Bound.atLeast(0.8), false),
          0,
          0,
          AuditSettings.none(),
          EntailmentRule.NOT_CONTRADICTION,
          false,
          true,
          Bound.above(0),
          Bound.above(8),
          Bound.atLeast(0.5));

  /**
   * Returns the preset of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static Preset named(String name) {
    for (Preset preset : List.of(CHECKED, PAPER, REFERENCE)) {
      if (preset.name().equals(name)) {
        return preset;
      }
    }
    throw new IllegalArgumentException(
        "preset '" + name + "': expected checked, paper or reference");
  }
}
