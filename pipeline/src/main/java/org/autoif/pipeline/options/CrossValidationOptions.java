package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The rule of cross-validation. A threshold is above:X or at-least:X. */
public interface CrossValidationOptions extends PipelineOptions {
  @Description(
      "Thresholds and checks that are not given: checked (the paper's thresholds, and every check"
          + " that measured well), paper (sections 3.2 and 3.3 alone) or reference (the published"
          + " scripts alone).")
  @Default.String("checked")
  String getPreset();

  void setPreset(String preset);

  @Description(
      "Bound on the share of functions that agree with a case (paper: above:0.5, "
          + "reference: above:0).")
  @Nullable String getCaseAccuracy();

  void setCaseAccuracy(@Nullable String caseAccuracy);

  @Description(
      "Bound on the share of cases that a function agrees with (paper: above:0.5, "
          + "reference: at-least:0.8).")
  @Nullable String getFunctionAccuracy();

  void setFunctionAccuracy(@Nullable String functionAccuracy);

  @Description("Different functions that an instruction needs (paper: 1, reference: 3).")
  @Nullable Integer getMinFunctions();

  void setMinFunctions(@Nullable Integer minFunctions);

  @Description(
      "Different consistent cases that an instruction needs (paper: 1, reference: " + "10).")
  @Nullable Integer getMinCases();

  void setMinCases(@Nullable Integer minCases);

  @Description(
      "Bound on the share of near misses that a function agrees with; see --nearMisses (at-least:0.8"
          + " by default).")
  @Nullable String getNearMissAccuracy();

  void setNearMissAccuracy(@Nullable String nearMissAccuracy);

  @Description(
      "Whether equal functions, equal cases and contradictory cases count one by "
          + "one, as in the published scripts.")
  @Default.Boolean(false)
  boolean getKeepDuplicates();

  void setKeepDuplicates(boolean keepDuplicates);
}
