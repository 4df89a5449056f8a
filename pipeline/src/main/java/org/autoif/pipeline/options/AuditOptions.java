package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The audit of functions that passed cross-validation. */
public interface AuditOptions extends PipelineOptions {
  @Description(
      "Rules that drop a function: all, none, or some of probes, words, dress, empty, echo,"
          + " refusal, unrelated, constant, onesided, nondeterministic, clock, randomness, files,"
          + " network, vacuous, unprobed, separated by commas. By default what the preset has: all"
          + " but empty, echo, refusal and unrelated for checked, none for paper and reference.")
  @Nullable String getAudit();

  void setAudit(@Nullable String audit);

  @Description(
      "Share of unrelated texts above which the rule unrelated drops a function, from 0 to 1.")
  @Default.Double(0.8)
  double getAuditUnrelated();

  void setAuditUnrelated(double auditUnrelated);
}
