package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** Options of {@code online-dpo}. */
public interface OnlineDpoOptions
    extends DatasetOptions,
        OutputOptions,
        VersionOptions,
        CardOptions,
        PolicyOptions,
        CallOptions,
        PromptOptions,
        StoreOptions,
        SpendingOptions,
        SamplingOptions,
        VerifierOptions,
        ShardOptions,
        ProgressOptions {
  @Description(
      "Which weights the policy has now, such as step-400: another name samples new answers, the"
          + " same name takes those that are in the completion store. By default the version's"
          + " name, so that each version asks anew.")
  @Nullable String getPolicyRevision();

  void setPolicyRevision(@Nullable String policyRevision);
}
