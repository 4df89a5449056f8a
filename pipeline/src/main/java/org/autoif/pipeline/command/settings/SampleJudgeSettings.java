package org.autoif.pipeline.command.settings;

import java.io.IOException;
import java.util.List;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.pipeline.options.command.AuditSampleOptions;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * All that the judge of a sample is told.
 *
 * @param job where it runs
 * @param prompts how the judge is asked
 * @param endpoints where
 * @param pool how hard
 * @param store where completions are kept; null for nowhere
 * @param seed of its questions
 */
public record SampleJudgeSettings(
    JobSettings job,
    Prompts prompts,
    EndpointSettings endpoints,
    PoolSettings pool,
    @Nullable StoreSettings store,
    long seed) {
  /**
   * Resolves options.
   *
   * @param arguments the same as they were given
   * @throws org.autoif.pipeline.command.line.UsageException if a value has no meaning
   */
  public static SampleJudgeSettings of(AuditSampleOptions options, List<String> arguments)
      throws IOException {
    JobSettings job = JobSettings.of(options, arguments);
    return new SampleJudgeSettings(
        job,
        PromptChoice.of(options),
        EndpointSettings.ofJudge(options),
        PoolSettings.of(options, job.shards()),
        StoreChoice.of(options, null),
        options.getSeed());
  }
}
