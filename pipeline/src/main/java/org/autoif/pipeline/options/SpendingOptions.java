package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** What calls cost, and how much of that is too much. */
public interface SpendingOptions extends PipelineOptions {
  @Description(
      "Prices of a million tokens: PROMPT,COMPLETION or PROMPT,COMPLETION,CACHED for all models, or"
          + " a JSON file {\"model\":{\"prompt\":1,\"completion\":2,\"cached\":0.1}}.")
  @Nullable String getPrices();

  void setPrices(@Nullable String prices);

  @Description(
      "Ends the job when the calls that it paid for itself cost so much, in the currency of"
          + " --prices; the same command with a higher limit goes on from there. On Flink it holds"
          + " for all TaskManagers together, through the completion store.")
  @Nullable Double getMaxCost();

  void setMaxCost(@Nullable Double maxCost);

  @Description(
      "Ends the job likewise after so many requests, whatever came of them; 0 for no limit.")
  @Default.Long(0)
  long getMaxCalls();

  void setMaxCalls(long maxCalls);
}
