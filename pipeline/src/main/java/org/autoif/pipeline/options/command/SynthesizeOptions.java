package org.autoif.pipeline.options.command;

import org.autoif.pipeline.options.AuditOptions;
import org.autoif.pipeline.options.CallOptions;
import org.autoif.pipeline.options.CardOptions;
import org.autoif.pipeline.options.CrossValidationOptions;
import org.autoif.pipeline.options.EndpointOptions;
import org.autoif.pipeline.options.InputOptions;
import org.autoif.pipeline.options.JudgeOptions;
import org.autoif.pipeline.options.MethodOptions;
import org.autoif.pipeline.options.NliOptions;
import org.autoif.pipeline.options.OutputOptions;
import org.autoif.pipeline.options.PolicyOptions;
import org.autoif.pipeline.options.ProgressOptions;
import org.autoif.pipeline.options.PromptOptions;
import org.autoif.pipeline.options.SamplingOptions;
import org.autoif.pipeline.options.ShardOptions;
import org.autoif.pipeline.options.SourceOptions;
import org.autoif.pipeline.options.SpendingOptions;
import org.autoif.pipeline.options.StoreOptions;
import org.autoif.pipeline.options.VerifierOptions;
import org.autoif.pipeline.options.VersionOptions;

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
