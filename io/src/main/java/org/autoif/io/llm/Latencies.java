package org.autoif.io.llm;

import java.util.Map;
import java.util.TreeMap;

/**
 * Latencies as counts in buckets, so that those of many workers add up. A bucket's bounds are 9 %
 * apart, so that a percentile is off by 5 % at most. A map and no library's histogram, since counts
 * travel in records whose bytes must be the same everywhere.
 */
public final class Latencies {
  private static final double BUCKETS_AN_OCTAVE = 8;

  private Latencies() {}

  /** Returns the bucket of a latency in milliseconds; all under 1 ms are in one. */
  public static int bucket(long millis) {
    return (int)
        Math.floor(BUCKETS_AN_OCTAVE * Math.log((double) Math.max(1, millis)) / Math.log(2));
  }

  /**
   * Returns the latency that a share of all does not exceed, in milliseconds; -1 if there is none.
   *
   * @param counts by bucket
   * @param share in (0, 1]
   */
  static long percentile(Map<Integer, Long> counts, double share) {
    long all = counts.values().stream().mapToLong(count -> count).sum();
    long below = 0;
    for (Map.Entry<Integer, Long> bucket : new TreeMap<>(counts).entrySet()) {
      below += bucket.getValue();
      if (below >= share * all) {
        return Math.round(Math.pow(2, (bucket.getKey() + 0.5) / BUCKETS_AN_OCTAVE));
      }
    }
    return -1;
  }

  static Map<Integer, Long> sum(Map<Integer, Long> one, Map<Integer, Long> other) {
    Map<Integer, Long> sum = new TreeMap<>(one);
    other.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
    return sum;
  }
}
