package org.autoif.pipeline.bench;

/**
 * What a {@link CallsJob} took.
 *
 * @param answers that came out of the pipeline
 * @param failures that did
 * @param jobSeconds from the start of the job to its end
 * @param cpuMillis processor time of the process from its first to its last moment, compilers
 *     included
 * @param liveMegabytes most that was in use after a collection of garbage
 * @param peakMegabytes most that was in use
 */
record CallsMeasured(
    long answers,
    long failures,
    double jobSeconds,
    double cpuMillis,
    double liveMegabytes,
    double peakMegabytes) {}
