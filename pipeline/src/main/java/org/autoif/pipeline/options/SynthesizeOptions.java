package org.autoif.pipeline.options;

/** Options of {@code synthesize}. */
public interface SynthesizeOptions
    extends InputOptions,
        OutputOptions,
        VersionOptions,
        CardOptions,
        SourceOptions,
        EndpointOptions,
        JudgeOptions,
        PolicyOptions,
        CallOptions,
        PromptOptions,
        NliOptions,
        StoreOptions,
        SpendingOptions,
        MethodOptions,
        SamplingOptions,
        CrossValidationOptions,
        AuditOptions,
        VerifierOptions,
        ShardOptions,
        ProgressOptions {}
