package org.autoif.pipeline.bench.calls;

import java.io.IOException;
import org.autoif.io.record.Json;
import org.autoif.pipeline.bench.ChildJava;

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
public record CallsMeasured(
    long answers,
    long failures,
    double jobSeconds,
    double cpuMillis,
    double liveMegabytes,
    double peakMegabytes) {

  /** Waits for a job and returns what it printed last. */
  public static CallsMeasured of(ChildJava job) throws IOException, InterruptedException {
    String printed = job.finish().strip();
    return Json.read(printed.substring(printed.lastIndexOf('\n') + 1), CallsMeasured.class);
  }
}
