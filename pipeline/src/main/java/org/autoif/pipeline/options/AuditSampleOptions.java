package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** Options of {@code audit-sample}. */
public interface AuditSampleOptions extends DatasetOptions {
  @Description("Answers in the sample, in equal shares of its kinds.")
  @Default.Integer(100)
  int getSize();

  void setSize(int size);

  @Description(
      "Kinds of answers, separated by commas: sft, dpo, dpo_chosen or"
          + " dpo_rejected; by default all of them.")
  @Nullable String getKind();

  void setKind(@Nullable String kind);

  @Description("Which sample it is: another seed, another sample.")
  @Default.Long(42)
  long getSeed();

  void setSeed(long seed);

  @Description("New file for the sample: .jsonl, or .csv for a spreadsheet.")
  @Nullable String getOutput();

  void setOutput(@Nullable String output);

  @Description(
      "The sample with labels: follows, breaks or unsure, and empty where there is none yet.")
  @Nullable String getLabels();

  void setLabels(@Nullable String labels);
}
