package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** How a version of a dataset is written. */
public interface VersionOptions extends PipelineOptions {
  @Description(
      "Name of the version's folder; by default the time in UTC, as in " + "20260131T235959Z.")
  @Nullable String getVersion();

  void setVersion(@Nullable String version);

  @Description("Rows a file, on average; a file is held in memory while it is written.")
  @Default.Integer(20000)
  int getRowsPerFile();

  void setRowsPerFile(int rowsPerFile);

  @Description(
      "Format of the rows to train on: jsonl or parquet. Instructions, rejections and failures are"
          + " jsonl in any case, verl's rows parquet.")
  @Default.String("jsonl")
  String getOutputFormat();

  void setOutputFormat(String outputFormat);

  @Description(
      "Share of the instructions whose rows are held out for validation, at least 0 and less than 1;"
          + " the choice follows from an instruction's words, so that it is the same in every version.")
  @Default.Double(0)
  double getValidationFraction();

  void setValidationFraction(double validationFraction);

  @Description(
      "Other layouts to write the rows in besides, separated by commas: alpaca and kto"
          + " (LLaMA-Factory), verl, open-instruct. The main rows serve LLaMA-Factory, TRL, OpenRLHF"
          + " and Axolotl.")
  @Default.String("")
  String getExports();

  void setExports(String exports);

  @Description(
      "Finished version in --output that diff.json and the dataset card compare this one to; by"
          + " default the one that LATEST names, none for no comparison.")
  @Nullable String getBaseVersion();

  void setBaseVersion(@Nullable String baseVersion);

  @Description(
      "Finished versions that are kept, this one included, when it is published; older ones are"
          + " deleted. 0 keeps all.")
  @Default.Integer(0)
  int getKeepVersions();

  void setKeepVersions(int keepVersions);

  @Description(
      "Rows that sft must have; with fewer LATEST stays where it is and the run fails. By default 1"
          + " where such rows are made; 0 publishes a version without any.")
  @Nullable Integer getMinSft();

  void setMinSft(@Nullable Integer minSft);

  @Description("Rows that dpo must have, likewise.")
  @Nullable Integer getMinDpo();

  void setMinDpo(@Nullable Integer minDpo);
}
