package org.autoif.pipeline.options;

/** Options of {@code verify}. */
public interface VerifyOptions
    extends InputFileOptions, OutputOptions, VerifierOptions, ShardOptions, ProgressOptions {}
