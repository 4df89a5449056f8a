package org.autoif.pipeline.options.command;

import org.autoif.pipeline.options.InputFileOptions;
import org.autoif.pipeline.options.OutputOptions;
import org.autoif.pipeline.options.ProgressOptions;
import org.autoif.pipeline.options.ShardOptions;
import org.autoif.pipeline.options.VerifierOptions;

/** Options of {@code verify}. */
public interface VerifyOptions
    extends InputFileOptions, OutputOptions, VerifierOptions, ShardOptions, ProgressOptions {}
