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

  @Description("Title of the dataset card.")
  @Default.String("AutoIF dataset")
  String getTitle();

  void setTitle(String title);

  @Description("Licence of the dataset for its card, in the Hub's words, such as apache-2.0.")
  @Default.String("")
  String getLicense();

  void setLicense(String license);

  @Description("Languages for the dataset card, in the Hub's words, separated by commas.")
  @Default.String("en")
  String getLanguages();

  void setLanguages(String languages);
}
