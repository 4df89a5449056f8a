package org.autoif.transforms.publish.report;

/**
 * A share that was counted in a sample, with the interval that holds the share of the whole in 95
 * of 100 samples (Wilson's score interval: Wilson 1927, "Probable inference").
 *
 * @param right how many of the sample are
 * @param of size of the sample, at least 1
 */
public record Precision(int right, int of) {
  private static final double Z = 1.959963984540054;

  /** Checks the numbers. */
  public Precision {
    if (of < 1 || right < 0 || right > of) {
      throw new IllegalArgumentException(
          right + " of " + of + ": must be from 0 to a sample's size");
    }
  }

  /** Returns the share in the sample. */
  public double share() {
    return right / (double) of;
  }

  /** Returns the lower end of the interval, at least 0. */
  public double low() {
    return right == 0 ? 0 : Math.max(0, centre() - half());
  }

  /** Returns the upper end, at most 1. */
  public double high() {
    return right == of ? 1 : Math.min(1, centre() + half());
  }

  private double centre() {
    return (share() + Z * Z / (2 * of)) / (1 + Z * Z / of);
  }

  private double half() {
    double variance = share() * (1 - share()) / of + Z * Z / (4.0 * of * of);
    return Z * Math.sqrt(variance) / (1 + Z * Z / of);
  }
}
