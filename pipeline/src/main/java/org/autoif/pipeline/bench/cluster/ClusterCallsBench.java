package org.autoif.pipeline.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.autoif.io.gauge.Gauge;
import org.autoif.pipeline.ClusterFigures;
import org.autoif.pipeline.FlinkRest;
import org.autoif.pipeline.bench.ChildJava;
import org.autoif.pipeline.bench.Results;
import org.autoif.pipeline.bench.Scratch;
import org.autoif.pipeline.bench.Setup;
import org.autoif.pipeline.bench.Traffic;
import org.autoif.pipeline.bench.TrafficLog;
import org.autoif.pipeline.bench.calls.CallsBench;
import org.autoif.pipeline.bench.calls.CallsJob;
import org.autoif.pipeline.bench.calls.CallsMeasured;
import org.autoif.pipeline.bench.calls.CallsSpec;
import org.autoif.pipeline.bench.calls.PacedServer;

/**
 * Measures how full a job of nothing but calls keeps an endpoint from a cluster whose workers run
 * on this machine, whether limits hold across its processes, and how soon its REST interface tells.
 */
public final class ClusterCallsBench {
  private static final int LOOK_EVERY_MILLIS = 200;

  /** What {@link CallsJob} calls its calls, and the transform that makes them. */
  private static final List<String> STEPS = List.of("Bench", "CompleteChats");

  /** What the endpoint had answered at a time, and how many samples the cluster told of. */
  private record Look(long at, long answers, long told) {}

  private ClusterCallsBench() {}

  /**
   * Adds a row for each number in flight.
   *
   * @throws IOException if a limit was not kept to, a call was lost or repeated, or progress was
   *     not shown in time
   */
  public static void run(Setup setup, FlinkRest cluster, Results results)
      throws IOException, InterruptedException {
    for (int inFlight : setup.inFlight()) {
      try (PacedServer server = PacedServer.start(setup.pace());
          Scratch scratch = new Scratch()) {
        CallsSpec spec =
            CallsBench.spec(
                setup, server.baseUrl(), inFlight, setup.calls(), scratch.store(setup.store()));
        try (ChildJava job = CallsBench.start(spec, setup)) {
          double lag = lag(job, server.log(), cluster);
          CallsMeasured measured = CallsMeasured.of(job);
          ClusterCallsRow row = row(setup, spec, measured, server.log().traffic(), lag);
          results.add(row);
          if (!row.proves(spec.requestsPerMinute() > 0)) {
            throw new IOException("cluster-calls: a limit did not hold, or progress was late");
          }
        }
      }
    }
  }

  /** Waits for the end of a job and returns by how many seconds its progress was told too late. */
  private static double lag(ChildJava job, TrafficLog log, FlinkRest cluster)
      throws InterruptedException {
    List<Look> looks = new ArrayList<>();
    ClusterFigures figures = null;
    while (!job.ended(LOOK_EVERY_MILLIS)) {
      if (figures == null) {
        String id = running(cluster);
        figures = id.isEmpty() ? null : new ClusterFigures(cluster, id, step -> 1);
      } else {
        figures.refresh();
        long told = 0;
        for (String step : STEPS) {
          told = Math.max(told, figures.of(Gauge.SAMPLES, step));
        }
        looks.add(new Look(System.nanoTime(), log.answers(), told));
      }
    }
    double worst = looks.stream().anyMatch(look -> look.told() > 0) ? 0 : Double.MAX_VALUE;
    for (Look look : looks) {
      for (Look before : looks) {
        if (before.answers() > look.told() && before.at() < look.at()) {
          worst = Math.max(worst, (look.at() - before.at()) / 1e9);
          break;
        }
      }
    }
    return worst;
  }

  private static String running(FlinkRest cluster) throws InterruptedException {
    for (JsonNode job : cluster.jobs()) {
      if (job.path("state").asText().equals("RUNNING")) {
        return job.path("jid").asText();
      }
    }
    return "";
  }

  private static ClusterCallsRow row(
      Setup setup, CallsSpec spec, CallsMeasured job, Traffic traffic, double lag) {
    int allowed = spec.workers() * spec.inFlight();
    double latency = setup.longTail() ? traffic.meanLatencyMillis() : setup.latencyMillis();
    double bound = 1000.0 * allowed / latency;
    boolean paced = spec.requestsPerMinute() > 0;
    if (paced) {
      bound = Math.min(bound, spec.requestsPerMinute() / 60.0);
    }
    return new ClusterCallsRow(
        "calls C=" + spec.workers() + "x" + spec.inFlight() + (paced ? " paced" : ""),
        spec.workers(),
        spec.calls(),
        bound,
        traffic.steadyRate() / bound,
        traffic.spanRate() / bound,
        job.jobSeconds(),
        traffic.mostInFlight(),
        allowed,
        traffic.requests(),
        traffic.repeated(),
        spec.calls() - job.answers(),
        lag);
  }
}
