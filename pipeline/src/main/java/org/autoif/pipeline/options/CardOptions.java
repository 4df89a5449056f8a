package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What the dataset card tells besides what the run knows itself. */
public interface CardOptions extends PipelineOptions {
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
