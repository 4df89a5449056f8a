package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Which completions {@code store prune} deletes: those that meet all that is given. */
public interface PruneOptions extends PipelineOptions {
  @Description("Delete those made more than this many days ago.")
  @Nullable Integer getOlderThan();

  void setOlderThan(@Nullable Integer olderThan);

  @Description("Delete those of this model.")
  @Nullable String getModel();

  void setModel(@Nullable String model);
}
