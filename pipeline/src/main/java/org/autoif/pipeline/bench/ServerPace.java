package org.autoif.pipeline.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long answers take.
 *
 * @param millis the time to an answer; with a long tail the median
 * @param longTail whether times are spread log-normally, the 99th percentile at ten times the
 *     median
 */
public record ServerPace(int millis, boolean longTail) {
  private static final double P99_SIGMAS = 2.3263;
  private static final double SLOWEST = 30;

  /** Returns the time for a request, the same for the same body. */
  public long nanos(long body) {
    double factor = 1;
    if (longTail) {
      double normal = new SplittableRandom(body).nextGaussian();
      factor = Math.min(SLOWEST, Math.exp(Math.log(10) / P99_SIGMAS * normal));
    }
    return Math.round(factor * TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
