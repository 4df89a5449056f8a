package org.autoif.pipeline.bench.calls;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.autoif.pipeline.bench.ChildJava;
import org.autoif.pipeline.bench.Results;
import org.autoif.pipeline.bench.Scratch;
import org.autoif.pipeline.bench.ServerPace;
import org.autoif.pipeline.bench.Setup;

/**
 * Measures what a job takes of the processor while all that it does is to wait for an endpoint: a
 * model that is served on the same machine needs that processor.
 */
public final class IdleBench {
  /** How long an answer takes, so that the window lies within it. */
  private static final int LATENCY_MILLIS = 16_000;

  /** Until what follows the start of a job, such as compilers at work, has passed. */
  private static final int SETTLE_MILLIS = 3_000;

  private static final int WINDOW_MILLIS = 10_000;
  private static final int POLL_MILLIS = 20;

  /**
   * A row of its table.
   *
   * @param row what was run
   * @param shards groups that the calls were cut into; those without a call had nothing to wait for
   * @param cpuSeconds processor time of the job's process in ten seconds
   */
  record Row(String row, int shards, double cpuSeconds) {}

  private IdleBench() {}

  /** Adds a row for each number of calls in flight, from one to twice the number of shards. */
  public static void run(Setup setup, Results results) throws IOException, InterruptedException {
    for (int calls = 1; calls <= 2 * setup.shards(); calls++) {
      results.add(row(setup, calls));
    }
  }

  private static Row row(Setup setup, int calls) throws IOException, InterruptedException {
    try (PacedServer server = PacedServer.start(new ServerPace(LATENCY_MILLIS, false));
        Scratch scratch = new Scratch()) {
      CallsSpec spec =
          CallsBench.spec(setup, server.baseUrl(), calls, calls, scratch.store(setup.store()));
      try (ChildJava job = CallsBench.start(spec, setup)) {
        while (server.log().traffic().requests() < calls && !job.ended(POLL_MILLIS)) {
          // it starts
        }
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        double before = job.cpuMillis();
        TimeUnit.MILLISECONDS.sleep(WINDOW_MILLIS);
        double used = job.cpuMillis() - before;
        CallsMeasured.of(job);
        return new Row("idle, calls in flight " + calls, setup.shards(), used / 1000);
      }
    }
  }
}
