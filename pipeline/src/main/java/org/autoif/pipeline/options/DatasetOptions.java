package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The dataset that a command reads. */
public interface DatasetOptions extends PipelineOptions {
  @Description("Folder of a finished version, or of an output, whose LATEST is taken.")
  @Nullable String getInput();

  void setInput(@Nullable String input);
}
