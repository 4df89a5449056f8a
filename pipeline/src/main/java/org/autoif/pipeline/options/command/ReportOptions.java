package org.autoif.pipeline.options.command;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.autoif.pipeline.options.DatasetOptions;

/** Options of {@code report}. */
public interface ReportOptions extends DatasetOptions {
  @Description(
      "Rows of each kind that the page holds, and half as many of what each step rejected; the"
          + " figures are of all rows in any case.")
  @Default.Integer(500)
  int getRows();

  void setRows(int rows);
}
