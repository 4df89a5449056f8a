package org.autoif.transforms.respond.label;

/**
 * How well a function judges.
 *
 * @param sensitivity share of the texts that follow of which it says so
 * @param specificity share of the texts that do not follow of which it says so
 */
public record Reliability(double sensitivity, double specificity) {
  /** Returns the mean of both: 0.5 for a function that knows nothing, 1 for one that is right. */
  public double balanced() {
    return (sensitivity + specificity) / 2;
  }
}
