package org.autoif.pipeline.bench.calls;

import java.io.IOException;
import org.autoif.pipeline.bench.ChildJava;
import org.autoif.pipeline.bench.TrafficLog;

/**
 * A job that ran while its server's progress was watched.
 *
 * @param measured by itself
 * @param warmCpuMillisPerCall processor time a call between the answers at 50 % and at 90 %, when
 *     compilers have done most of their work
 */
record Watched(CallsMeasured measured, double warmCpuMillisPerCall) {
  private static final int POLL_MILLIS = 10;
  private static final int TENTHS = 10;

  /**
   * Waits for a job.
   *
   * @param calls that it makes
   * @param collect whether it is to collect garbage at each tenth of them, to see what is live
   */
  static Watched of(ChildJava job, TrafficLog log, long calls, boolean collect)
      throws IOException, InterruptedException {
    double[] cpu = new double[TENTHS];
    long[] answers = new long[TENTHS];
    for (int tenth = 1; tenth < TENTHS; tenth++) {
      while (log.answers() < calls * tenth / TENTHS && !job.ended(POLL_MILLIS)) {
        // the server works
      }
      cpu[tenth] = job.cpuMillis();
      answers[tenth] = log.answers();
      if (collect && !job.ended(0)) {
        job.collect();
      }
    }
    CallsMeasured measured = CallsMeasured.of(job);
    return new Watched(measured, (cpu[9] - cpu[5]) / Math.max(1, answers[9] - answers[5]));
  }
}
