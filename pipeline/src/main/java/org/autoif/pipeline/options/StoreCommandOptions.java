package org.autoif.pipeline.options;

/** Options of {@code store}. */
public interface StoreCommandOptions
    extends OutputOptions, StoreOptions, PruneOptions, ExportOptions {}
