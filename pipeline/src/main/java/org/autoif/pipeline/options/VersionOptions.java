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

  @Description("Rows that sft must have; with fewer LATEST stays where it is and the run fails.")
  @Default.Integer(0)
  int getMinSft();

  void setMinSft(int minSft);

  @Description("Rows that dpo must have, likewise.")
  @Default.Integer(0)
  int getMinDpo();

  void setMinDpo(int minDpo);

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
