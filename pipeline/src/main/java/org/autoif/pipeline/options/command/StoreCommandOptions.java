package org.autoif.pipeline.options.command;

import org.autoif.pipeline.options.ExportOptions;
import org.autoif.pipeline.options.OutputOptions;
import org.autoif.pipeline.options.PruneOptions;
import org.autoif.pipeline.options.StoreOptions;

/** Options of {@code store}. */
public interface StoreCommandOptions
    extends OutputOptions, StoreOptions, PruneOptions, ExportOptions {}
