package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What is told while a job runs. */
public interface ProgressOptions extends PipelineOptions {
  @Description(
      "How a job's progress is told on standard error: auto for bars on a terminal and plain lines"
          + " elsewhere, plain for lines in any case, none for nothing.")
  @Default.String("auto")
  String getProgress();

  void setProgress(String progress);
}
