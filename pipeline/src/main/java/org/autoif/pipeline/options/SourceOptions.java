package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** What the dataset card tells of the inputs. */
public interface SourceOptions extends PipelineOptions {
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
