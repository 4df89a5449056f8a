package org.autoif.pipeline.command.settings;

import java.io.IOException;
import java.util.List;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.pipeline.SamplingSettings;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.command.OnlineDpoOptions;
import org.autoif.transforms.Preset;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * All that a round of online DPO is told.
 *
 * @param job where it runs
 * @param input the dataset whose tasks are answered
 * @param revision of the policy; null for the version's name
 * @param sampling how answers are sampled, and what is made of them
 * @param prompts how the policy is asked
 * @param endpoints where
 * @param pool how hard
 * @param store where completions are kept; null for nowhere
 * @param spending what calls cost
 * @param sandbox how functions are run
 * @param version what is written
 * @param card what its card says
 */
public record RoundSettings(
    JobSettings job,
    String input,
    @Nullable String revision,
    SamplingSettings sampling,
    Prompts prompts,
    EndpointSettings endpoints,
    PoolSettings pool,
    @Nullable StoreSettings store,
    SpendingSettings spending,
    SandboxSettings sandbox,
    VersionSettings version,
    CardSettings card) {
  /**
   * Resolves options.
   *
   * @param arguments the same as they were given
   * @throws org.autoif.pipeline.command.line.UsageException if a value has no meaning
   */
  public static RoundSettings of(OnlineDpoOptions options, List<String> arguments)
      throws IOException {
    JobSettings job = JobSettings.of(options, arguments);
    VersionSettings version = VersionSettings.of(options);
    Integer minSft = version.minSft();
    if (minSft != null && minSft > 0) {
      throw new UsageException(
          "--minSft " + minSft + ": online-dpo makes no sft rows; --minDpo is meant");
    }
    SamplingSettings sampling =
        Arguments.checked(() -> SamplingSettings.of(options, Preset.named("paper").pairPassRate()));
    return new RoundSettings(
        job,
        Arguments.required("input", options.getInput()),
        options.getPolicyRevision(),
        sampling,
        PromptChoice.of(options),
        EndpointSettings.ofPolicy(options),
        PoolSettings.of(options, job.shards()),
        StoreChoice.of(options, options.getOutput()),
        SpendingSettings.of(options),
        SandboxChoice.of(options),
        version,
        CardSettings.of(options));
  }
}
