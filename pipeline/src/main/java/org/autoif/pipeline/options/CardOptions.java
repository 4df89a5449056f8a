package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

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

  @Description("Where the seeds are from, for the dataset card: a name or an address.")
  @Nullable String getSeedsSource();

  void setSeedsSource(@Nullable String seedsSource);

  @Description("Licence of the seeds, for the dataset card.")
  @Nullable String getSeedsLicense();

  void setSeedsLicense(@Nullable String seedsLicense);

  @Description("Where the queries are from, for the dataset card: a name or an address.")
  @Nullable String getQueriesSource();

  void setQueriesSource(@Nullable String queriesSource);

  @Description("Licence of the queries, for the dataset card.")
  @Nullable String getQueriesLicense();

  void setQueriesLicense(@Nullable String queriesLicense);
}
