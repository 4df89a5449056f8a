package org.autoif.transforms.publish.report;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far two labellers agree on the same rows: the share, and Cohen's kappa (Cohen 1960). */
public final class Agreement {
  private final Map<String, Integer> firsts = new TreeMap<>();
  private final Map<String, Integer> seconds = new TreeMap<>();
  private int rows;
  private int same;

  /** Counts a row that both labelled. */
  public void add(String first, String second) {
    rows++;
    same += first.equals(second) ? 1 : 0;
    firsts.merge(first, 1, Integer::sum);
    seconds.merge(second, 1, Integer::sum);
  }

  /** Returns how many rows both labelled. */
  public int rows() {
    return rows;
  }

  /** Returns the share of equal labels; null without a row. */
  public @Nullable Double share() {
    return rows == 0 ? null : same / (double) rows;
  }

  /** Returns kappa, at most 1; null without a row, or if chance alone makes them agree. */
  public @Nullable Double kappa() {
    double chance = 0;
    for (Map.Entry<String, Integer> first : firsts.entrySet()) {
      chance += first.getValue() / (double) rows * seconds.getOrDefault(first.getKey(), 0) / rows;
    }
    Double share = share();
    return share == null || chance == 1 ? null : (share - chance) / (1 - chance);
  }
}
