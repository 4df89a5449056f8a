package org.autoif.pipeline.options.command;

import org.apache.beam.sdk.options.Description;
import org.autoif.pipeline.options.CallOptions;
import org.autoif.pipeline.options.CardOptions;
import org.autoif.pipeline.options.DatasetOptions;
import org.autoif.pipeline.options.OutputOptions;
import org.autoif.pipeline.options.PolicyOptions;
import org.autoif.pipeline.options.ProgressOptions;
import org.autoif.pipeline.options.PromptOptions;
import org.autoif.pipeline.options.SamplingOptions;
import org.autoif.pipeline.options.ShardOptions;
import org.autoif.pipeline.options.SpendingOptions;
import org.autoif.pipeline.options.StoreOptions;
import org.autoif.pipeline.options.VerifierOptions;
import org.autoif.pipeline.options.VersionOptions;
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
