package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Options of {@code report}. */
public interface ReportOptions extends PipelineOptions {
  @Description("Folder of a finished version, or of an output, whose LATEST is taken.")
  @Nullable String getInput();

  void setInput(@Nullable String input);

  @Description(
      "Rows of each kind that the page holds, and half as many of what each step rejected; the"
          + " figures are of all rows in any case.")
  @Default.Integer(500)
  int getRows();

  void setRows(int rows);
}
