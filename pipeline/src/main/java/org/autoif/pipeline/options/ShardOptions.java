package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How work is spread. */
public interface ShardOptions extends PipelineOptions {
  @Description(
      "Groups that calls and checks are cut into; 0 takes 3 on the DirectRunner and 64 times the"
          + " parallelism on Flink.")
  @Default.Integer(0)
  int getShards();

  void setShards(int shards);
}
