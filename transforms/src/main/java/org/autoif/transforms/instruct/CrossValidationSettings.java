package org.autoif.transforms.instruct;

import java.io.Serializable;
import org.autoif.transforms.step.Bound;

/**
 * The thresholds of {@link CrossValidate}.
 *
 * @param caseAccuracy bound on the share of functions that agree with a case
 * @param functionAccuracy bound on the share of kept cases that a function agrees with
 * @param minFunctions different functions that an instruction needs before it is validated
 * @param minCases different consistent cases that it needs before it is validated
 * @param nearMissAccuracy bound on the share of the cases written on purpose that a function agrees
 *     with; of an instruction that has none, it asks nothing
 * @param keepDuplicates whether equal functions, equal cases and contradictory cases count one by
 *     one, as in the published scripts
 */
public record CrossValidationSettings(
    Bound caseAccuracy,
    Bound functionAccuracy,
    int minFunctions,
    int minCases,
    Bound nearMissAccuracy,
    boolean keepDuplicates)
    implements Serializable {
  /** Checks the numbers. */
  public CrossValidationSettings {
    if (minFunctions < 1) {
      throw new IllegalArgumentException("minFunctions " + minFunctions + ": must be at least 1");
    }
    if (minCases < 1) {
      throw new IllegalArgumentException("minCases " + minCases + ": must be at least 1");
    }
  }

  /** Returns the paper's: more than half for both, at least one of each. */
  public static CrossValidationSettings paper() {
    return new CrossValidationSettings(
        Bound.above(0.5), Bound.above(0.5), 1, 1, Bound.atLeast(0.8), false);
  }
}
