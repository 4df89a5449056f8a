package org.autoif.pipeline.options.command;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.autoif.pipeline.options.CallOptions;
import org.autoif.pipeline.options.DatasetOptions;
import org.autoif.pipeline.options.JudgeOptions;
import org.autoif.pipeline.options.ProgressOptions;
import org.autoif.pipeline.options.PromptOptions;
import org.autoif.pipeline.options.ShardOptions;
import org.autoif.pipeline.options.StoreOptions;
import org.jspecify.annotations.Nullable;

/** Options of {@code audit-sample}. */
public interface AuditSampleOptions
    extends DatasetOptions,
        JudgeOptions,
        CallOptions,
        PromptOptions,
        StoreOptions,
        ShardOptions,
        ProgressOptions {
  @Override
  @Description(
      "Address of a judge, with its /v1, that labels the sample first, in the column judge_label;"
          + " by default nobody does. Needs --judgeModel.")
  @Nullable String getJudgeBaseUrl();

  @Override
  void setJudgeBaseUrl(@Nullable String judgeBaseUrl);

  @Override
  @Description("Name of the judge's model.")
  @Nullable String getJudgeModel();

  @Override
  void setJudgeModel(@Nullable String judgeModel);

  @Override
  @Description(
      "Where finished completions are kept: jdbc:sqlite:FILE, jdbc:postgresql://… or none, which is"
          + " the default; then a judge that is asked again is paid again.")
  @Nullable String getCompletionStore();

  @Override
  void setCompletionStore(@Nullable String completionStore);

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
