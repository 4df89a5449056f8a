package org.autoif.transforms;

import java.util.List;

/**
 * Thresholds that belong together: those of the paper, or those of the scripts that were published
 * with it, which differ.
 *
 * @param name its name in options
 * @param crossValidation the rule of cross-validation
 * @param contradictionDropsInstruction whether one contradicting back-translation drops the whole
 *     instruction
 * @param responsePassRate bound on the pass rate of an answer that is learnt from
 * @param score bound on the judge's mean score
 * @param pairPassRate bound on the pass rate of the preferred side of a pair
 */
public record Preset(
    String name,
    CrossValidate.Settings crossValidation,
    boolean contradictionDropsInstruction,
    Bound responsePassRate,
    Bound score,
    Bound pairPassRate) {

  /** Sections 3.2 and 3.3 of the paper. */
  public static final Preset PAPER =
      new Preset(
          "paper",
          new CrossValidate.Settings(Bound.above(0.5), Bound.above(0.5), 1, 1, false),
          false,
          Bound.above(0.5),
          Bound.atLeast(8),
          Bound.above(0.5));

  /** What the published scripts do. */
  public static final Preset REFERENCE =
      new Preset(
          "reference",
          new CrossValidate.Settings(Bound.above(0), Bound.atLeast(0.8), 3, 10, false),
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
    for (Preset preset : List.of(PAPER, REFERENCE)) {
      if (preset.name().equals(name)) {
        return preset;
      }
    }
    throw new IllegalArgumentException("preset '" + name + "': expected paper or reference");
  }
}
