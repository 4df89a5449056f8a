package org.autoif.pipeline.options;

/** Options of {@code synthesize}. */
public interface SynthesizeOptions
    extends InputOptions,
        OutputOptions,
        VersionOptions,
        EndpointOptions,
        StoreOptions,
        MethodOptions,
        CrossValidationOptions,
        AuditOptions,
        VerifierOptions,
        ShardOptions {}
