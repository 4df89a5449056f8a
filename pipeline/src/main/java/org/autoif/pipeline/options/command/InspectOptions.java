package org.autoif.pipeline.options.command;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Options of {@code inspect}. */
public interface InspectOptions extends PipelineOptions {
  @Description(
      "Rows of one kind: sft, dpo, rlvr, instructions, rejected or failures; all kinds if another"
          + " filter is given.")
  @Nullable String getKind();

  void setKind(@Nullable String kind);

  @Description("Rejected and failed rows of this step, such as CrossValidate.")
  @Nullable String getStep();

  void setStep(@Nullable String step);

  @Description("Rejected rows with this reason, or failed ones of this kind.")
  @Nullable String getReason();

  void setReason(@Nullable String reason);

  @Description("Rows that are, or belong to, the row, task, instruction or function of this id.")
  @Nullable String getId();

  void setId(@Nullable String id);

  @Description("Rows with this text in them, in whatever case.")
  @Nullable String getFind();

  void setFind(@Nullable String find);

  @Description("Rows to show.")
  @Default.Integer(5)
  int getLimit();

  void setLimit(int limit);

  @Description("Rows to leave out first, to go on where the last page ended.")
  @Default.Integer(0)
  int getSkip();

  void setSkip(int skip);
}
