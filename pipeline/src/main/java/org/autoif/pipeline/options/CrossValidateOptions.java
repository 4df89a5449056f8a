package org.autoif.pipeline.options;

/** Options of {@code cross-validate}. */
public interface CrossValidateOptions
    extends InputFileOptions,
        OutputOptions,
        CrossValidationOptions,
        AuditOptions,
        VerifierOptions,
        ShardOptions,
        ProgressOptions {}
