package org.autoif.pipeline.options.command;

import org.autoif.pipeline.options.AuditOptions;
import org.autoif.pipeline.options.CrossValidationOptions;
import org.autoif.pipeline.options.InputFileOptions;
import org.autoif.pipeline.options.OutputOptions;
import org.autoif.pipeline.options.ProgressOptions;
import org.autoif.pipeline.options.ShardOptions;
import org.autoif.pipeline.options.VerifierOptions;

/** Options of {@code cross-validate}. */
public interface CrossValidateOptions
    extends InputFileOptions,
        OutputOptions,
        CrossValidationOptions,
        AuditOptions,
        VerifierOptions,
        ShardOptions,
        ProgressOptions {}
