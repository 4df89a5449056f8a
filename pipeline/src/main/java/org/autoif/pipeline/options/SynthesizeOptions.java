package org.autoif.pipeline.options;

/** Options of {@code synthesize}. */
public interface SynthesizeOptions
    extends InputOptions,
        OutputOptions,
        VersionOptions,
        CardOptions,
        EndpointOptions,
        JudgeOptions,
        PolicyOptions,
        NliOptions,
        StoreOptions,
        SpendingOptions,
        MethodOptions,
        CrossValidationOptions,
        AuditOptions,
        VerifierOptions,
        ShardOptions,
        ProgressOptions {}
