package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The one file that a command reads. */
public interface InputFileOptions extends PipelineOptions {
  @Description("File or pattern to read.")
  @Nullable String getInput();

  void setInput(@Nullable String input);
}
