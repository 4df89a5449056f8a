package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How slowly a server of ours answers. */
public interface LatencyOptions extends PipelineOptions {
  @Description("Time to an answer, in milliseconds.")
  @Default.Integer(0)
  int getLatencyMillis();

  void setLatencyMillis(int latencyMillis);

  @Description(
      "Whether times to an answer have a long tail: the 99th percentile is 10 times "
          + "the median.")
  @Default.Boolean(false)
  boolean getLongTail();

  void setLongTail(boolean longTail);
}
