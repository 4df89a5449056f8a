package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are sampled, and what is made of them by their pass rates. A threshold is above:X or
 * at-least:X.
 */
public interface SamplingOptions extends PipelineOptions {
  @Description(
      "Seed of every choice; with the same inputs and answers it gives the same " + "dataset.")
  @Default.Long(42)
  long getSeed();

  void setSeed(long seed);

  @Description("Answers sampled for each task.")
  @Default.Integer(8)
  int getResponses();

  void setResponses(int responses);

  @Description("Temperature of those samples, from 0 to 2.")
  @Default.Double(1.0)
  double getResponseTemperature();

  void setResponseTemperature(double responseTemperature);

  @Description("Least mean pass rate of a task's answers for a row of verifiable rewards.")
  @Default.Double(0)
  double getMinTaskPassRate();

  void setMinTaskPassRate(double minTaskPassRate);

  @Description("Greatest mean pass rate of a task's answers for a row of verifiable rewards.")
  @Default.Double(1)
  double getMaxTaskPassRate();

  void setMaxTaskPassRate(double maxTaskPassRate);

  @Description(
      "Bound on the pass rate of the preferred side of a pair; the other side has 0 "
          + "(paper: above:0.5, reference: at-least:0.5).")
  @Nullable String getPairPassRate();

  void setPairPassRate(@Nullable String pairPassRate);

  @Description("Preference pairs for each prompt, at most.")
  @Default.Integer(3)
  int getPairsPerPrompt();

  void setPairsPerPrompt(int pairsPerPrompt);

  @Description(
      "Whether a pair's sides are answers that are close in length and wording, so that a model"
          + " does not learn length from them; otherwise a hash pairs them.")
  @Default.Boolean(true)
  boolean getClosePairs();

  void setClosePairs(boolean closePairs);

  @Description(
      "How often the shorter side of a pair may go into the longer one, in characters, at least 1;"
          + " no other pairs are made. By default there is no bound.")
  @Nullable Double getMaxLengthRatio();

  void setMaxLengthRatio(@Nullable Double maxLengthRatio);

  @Description(
      "Least probability, from 0 to 1, that an answer follows (sft, chosen) or does not (rejected),"
          + " and least accuracy of a task's functions (rlvr), as a label model estimates them from"
          + " the verdicts on all answers to an instruction; 0 estimates and refuses nothing. They"
          + " are not estimated unless this is given.")
  @Nullable Double getConfidence();

  void setConfidence(@Nullable Double confidence);
}
