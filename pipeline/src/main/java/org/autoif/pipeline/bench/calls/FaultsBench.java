package org.autoif.pipeline.bench.calls;

import java.io.IOException;
import java.util.List;
import org.autoif.pipeline.bench.ChildJava;
import org.autoif.pipeline.bench.Results;
import org.autoif.pipeline.bench.Scratch;
import org.autoif.pipeline.bench.Setup;
import org.autoif.pipeline.bench.Traffic;
import org.autoif.pipeline.bench.TrafficLog;

/**
 * Measures what a job makes of an endpoint that loses three quarters of its capacity for a while.
 */
public final class FaultsBench {
  private static final int POLL_MILLIS = 5;
  private static final int DROP = 4;
  private static final int SLICES_A_SECOND = 10;
  private static final double FULL = 0.95;

  private FaultsBench() {}

  /**
   * Adds a row for each number in flight. The capacity is gone from the answer at 30 % of the calls
   * to that at 40 %.
   */
  public static void run(Setup setup, Results results) throws IOException, InterruptedException {
    for (int inFlight : setup.inFlight()) {
      try (PacedServer server = PacedServer.start(setup.pace());
          Scratch scratch = new Scratch()) {
        server.limit(inFlight);
        CallsSpec spec =
            CallsBench.spec(
                setup, server.baseUrl(), inFlight, setup.calls(), scratch.store(setup.store()));
        try (ChildJava job = CallsBench.start(spec, setup)) {
          await(job, server.log(), spec.calls() * 3 / 10);
          long dropped = System.nanoTime();
          server.limit(Math.max(1, inFlight / DROP));
          await(job, server.log(), spec.calls() * 4 / 10);
          long restored = System.nanoTime();
          server.limit(inFlight);
          CallsMeasured measured = CallsMeasured.of(job);
          results.add(row(setup, spec, measured, server.log(), dropped, restored));
        }
      }
    }
  }

  private static void await(ChildJava job, TrafficLog log, long answers)
      throws InterruptedException {
    while (log.answers() < answers && !job.ended(POLL_MILLIS)) {
      // the server works
    }
  }

  private static FaultsRow row(
      Setup setup, CallsSpec spec, CallsMeasured job, TrafficLog log, long dropped, long restored) {
    List<TrafficLog.Slice> slices = log.slices();
    int from = slice(dropped, log);
    int to = Math.min(slice(restored, log), slices.size());
    double room = (double) Math.max(1, spec.inFlight() / DROP) * TrafficLog.SLICE_NANOS;
    double used = 0;
    long answered = 0;
    long refused = 0;
    for (TrafficLog.Slice slice : slices.subList(Math.min(from, to), to)) {
      // What was accepted before is still answered: more than all is no gain.
      used += Math.min(1, slice.busyNanos / room);
      answered += slice.answered;
      refused += slice.refused;
    }
    Traffic traffic = log.traffic();
    return new FaultsRow(
        "drop C=" + spec.inFlight() + (setup.longTail() ? " long tail" : ""),
        spec.calls(),
        (restored - dropped) / 1e9,
        used / Math.max(1, to - from),
        (double) refused / Math.max(1, answered + refused),
        (double) traffic.refused() / traffic.requests(),
        back(slices, to, spec.inFlight()),
        traffic.requests(),
        traffic.repeated(),
        spec.calls() - job.answers());
  }

  private static int slice(long time, TrafficLog log) {
    return (int) ((time - log.began()) / TrafficLog.SLICE_NANOS);
  }

  private static double back(List<TrafficLog.Slice> slices, int from, int inFlight) {
    double whole = (double) inFlight * SLICES_A_SECOND * TrafficLog.SLICE_NANOS;
    for (int start = from; start + SLICES_A_SECOND <= slices.size(); start++) {
      double busy = 0;
      for (TrafficLog.Slice slice : slices.subList(start, start + SLICES_A_SECOND)) {
        busy += slice.busyNanos;
      }
      if (busy >= FULL * whole) {
        return (double) (start - from) / SLICES_A_SECOND;
      }
    }
    return -1;
  }
}
