package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Where the results go. */
public interface OutputOptions extends PipelineOptions {
  @Description("Folder for the results.")
  @Nullable String getOutput();

  void setOutput(@Nullable String output);
}
