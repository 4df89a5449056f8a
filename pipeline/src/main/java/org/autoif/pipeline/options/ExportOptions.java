package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Where {@code store export} writes. */
public interface ExportOptions extends PipelineOptions {
  @Description("New file for the rows, one JSON object a line; by default standard output.")
  @Nullable String getTo();

  void setTo(@Nullable String to);
}
