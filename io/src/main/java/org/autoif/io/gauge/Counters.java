package org.autoif.io.gauge;

import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** Reads Beam's counters of a job. */
public final class Counters {
  private Counters() {}

  /**
   * Returns the sum of a counter over the whole job: what was committed, or where a runner does not
   * tell that, such as Flink, what was attempted. A counter that nothing was added to is 0.
   */
  public static long sum(PipelineResult result, Class<?> namespace, String name) {
    MetricsFilter filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.named(namespace, name)).build();
    long sum = 0;
    for (MetricResult<Long> counter : result.metrics().queryMetrics(filter).getCounters()) {
      sum += value(counter);
    }
    return sum;
  }

  private static long value(MetricResult<Long> counter) {
    try {
      return counter.getCommitted();
    } catch (UnsupportedOperationException e) {
      return counter.getAttempted();
    }
  }
}
