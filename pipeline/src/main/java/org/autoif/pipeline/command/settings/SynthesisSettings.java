package org.autoif.pipeline.command.settings;

import java.io.IOException;
import java.util.List;
import org.autoif.io.llm.store.StoreSettings;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.pipeline.Method;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.autoif.transforms.step.StructuredOutput;
import org.autoif.transforms.step.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/**
 * All that a synthesis is told.
 *
 * @param job where it runs
 * @param inputs what it starts from
 * @param method the numbers of the method
 * @param prompts how models are asked
 * @param structured what is asked of the form of their answers
 * @param endpoints whom to ask
 * @param pool how hard
 * @param judge who judges entailment
 * @param store where completions are kept; null for nowhere
 * @param spending what calls cost
 * @param sandbox how functions are run
 * @param version what is written
 * @param card what its card says
 */
public record SynthesisSettings(
    JobSettings job,
    InputSettings inputs,
    Method method,
    Prompts prompts,
    StructuredOutput structured,
    EndpointSettings endpoints,
    PoolSettings pool,
    NliSettings judge,
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
  public static SynthesisSettings of(SynthesizeOptions options, List<String> arguments)
      throws IOException {
    JobSettings job = JobSettings.of(options, arguments);
    EndpointSettings endpoints = EndpointSettings.of(options);
    boolean isKept = options.getOutput() != null || options.getCompletionStore() != null;
    return new SynthesisSettings(
        job,
        InputSettings.of(options),
        Arguments.checked(() -> Method.of(options)),
        PromptChoice.of(options),
        Arguments.checked(() -> StructuredOutput.parse(options.getStructuredOutput())),
        endpoints,
        PoolSettings.of(options, job.shards()),
        NliSettings.of(options, endpoints.timeoutMillis()),
        isKept ? StoreChoice.of(options, options.getOutput()) : null,
        SpendingSettings.of(options),
        SandboxChoice.of(options),
        VersionSettings.of(options),
        CardSettings.of(options));
  }
}
