package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The method: how many of everything, and the thresholds. A threshold is above:X or at-least:X. */
public interface MethodOptions extends PipelineOptions {
  @Description("New instructions to ask for; 0 uses the seeds alone.")
  @Default.Integer(100)
  int getInstructions();

  void setInstructions(int instructions);

  @Description("Requests that they are asked for in.")
  @Default.Integer(10)
  int getInstructionRequests();

  void setInstructionRequests(int instructionRequests);

  @Description("Samples of function and cases for each instruction.")
  @Default.Integer(8)
  int getVerifierSamples();

  void setVerifierSamples(int verifierSamples);

  @Description(
      "Samples, for each instruction, of texts that follow it and of texts that just fail, written"
          + " away from the functions; functions are held to those that a judge confirms. 0, the"
          + " default, for none.")
  @Nullable Integer getNearMisses();

  void setNearMisses(@Nullable Integer nearMisses);

  @Description(
      "How often a function that errs about a probe or a near miss is given back to its writer with"
          + " what it did. 0 for never (checked: 2, paper and reference: 0).")
  @Nullable Integer getRepairRounds();

  void setRepairRounds(@Nullable Integer repairRounds);

  @Description("Whether functions and cases are cross-validated.")
  @Default.Boolean(true)
  boolean getCrossValidate();

  void setCrossValidate(boolean crossValidate);

  @Description("Whether functions are back-translated and checked for entailment.")
  @Default.Boolean(true)
  boolean getBackTranslate();

  void setBackTranslate(boolean backTranslate);

  @Description("Functions of an instruction that are back-translated, the most accurate first.")
  @Default.Integer(8)
  int getBackTranslations();

  void setBackTranslations(int backTranslations);

  @Description(
      "How a back-translation must relate to its instruction for the function to stay: mutual (each"
          + " entails the other; one more question a function), forward (the instruction entails"
          + " it) or not-contradiction (paper, reference, and the default of checked).")
  @Nullable String getEntailment();

  void setEntailment(@Nullable String entailment);

  @Description(
      "Whether the judge of entailment is asked about each instruction against itself as well, and"
          + " believed about its functions only where it says entailment (checked: true, paper and"
          + " reference: false).")
  @Nullable Boolean getEntailmentControls();

  void setEntailmentControls(@Nullable Boolean entailmentControls);

  @Description(
      "Whether texts that answer nothing are tried on the functions: what they earn is in the report,"
          + " the dataset card and probe.jsonl. Drops nothing.")
  @Default.Boolean(true)
  boolean getProbeRewards();

  void setProbeRewards(boolean probeRewards);

  @Description("Queries that each instruction is attached to.")
  @Default.Integer(16)
  int getQueriesPerInstruction();

  void setQueriesPerInstruction(int queriesPerInstruction);

  @Description(
      "How query and instruction become one prompt: concat (the paper) or llm (the "
          + "model fuses both).")
  @Default.String("concat")
  String getQueryRewrite();

  void setQueryRewrite(String queryRewrite);

  @Description(
      "Bound on the share of functions that accept an answer to learn from (paper: "
          + "above:0.5, reference: above:0).")
  @Nullable String getResponsePassRate();

  void setResponsePassRate(@Nullable String responsePassRate);

  @Description("Whether a judge scores the answers.")
  @Default.Boolean(true)
  boolean getScoreQuality();

  void setScoreQuality(boolean scoreQuality);

  @Description(
      "Judge samples for each answer; their scores are averaged. More than one are drawn at a "
          + "temperature of 0.7, one at 0.")
  @Default.Integer(1)
  int getJudgeSamples();

  void setJudgeSamples(int judgeSamples);

  @Description(
      "Bound on the judge's mean score, from 0 to 10 (paper: at-least:8, reference: " + "above:8).")
  @Nullable String getScore();

  void setScore(@Nullable String score);
}
