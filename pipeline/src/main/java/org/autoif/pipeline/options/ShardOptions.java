package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How work is spread. */
public interface ShardOptions extends PipelineOptions {
  @Description(
      "Groups that calls and checks are cut into: few on the DirectRunner, at least "
          + "64 times the parallelism on a cluster.")
  @Default.Integer(3)
  int getShards();

  void setShards(int shards);
}
