package org.autoif.io.gauge;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A figure of a step as it is in this process at this moment. Beam's counters are exact but move
 * only when a bundle ends, which may be the end of the step: too late for somebody who watches.
 *
 * <p>For showing only. A bundle that is tried again counts again; nothing here gets into the data.
 * The figures are of the whole process, from {@link #reset} on.
 */
public enum Gauge {
  /** Records that went on. */
  KEPT,
  /** Records that the method refused. */
  REJECTED,
  /** What broke. */
  FAILED,
  /** Samples that came, from the endpoint or the store, or were given up. */
  SAMPLES,
  /** Requests that wait for their answer. */
  IN_FLIGHT,
  /** Requests that were sent again. */
  RETRIES,
  /** What was paid, in billionths of the currency of the prices. */
  COST_BILLIONTHS;

  /** Steps in the order in which they were first heard of. */
  private static final Set<String> STEPS = Collections.synchronizedSet(new LinkedHashSet<>());

  private record Figure(Gauge gauge, String step) {}

  private static final Map<Figure, LongAdder> FIGURES = new ConcurrentHashMap<>();

  /** Returns its name as that of one of Beam's counters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Adds to the figure of a step. */
  public void add(String step, long n) {
    Figure of = new Figure(this, step);
    LongAdder figure = FIGURES.get(of); // without a lock, unlike the following
    if (figure == null) {
      figure =
          FIGURES.computeIfAbsent(
              of,
              added -> {
                STEPS.add(step);
                return new LongAdder();
              });
    }
    figure.add(n);
  }

  /** Returns the steps that have a figure, in the order in which they began. */
  public static List<String> steps() {
    synchronized (STEPS) {
      return List.copyOf(STEPS);
    }
  }

  /** Returns the figure of a step; 0 if nothing was added. */
  public long of(String step) {
    LongAdder figure = FIGURES.get(new Figure(this, step));
    return figure == null ? 0 : figure.sum();
  }

  /** Forgets everything, for a run that begins. */
  public static void reset() {
    STEPS.clear();
    FIGURES.clear();
  }
}
