package org.autoif.pipeline.bench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.autoif.io.record.Json;
import org.autoif.pipeline.bench.ChildJava;
import org.autoif.pipeline.bench.Results;
import org.autoif.pipeline.bench.Scratch;
import org.autoif.pipeline.bench.Setup;
import org.autoif.pipeline.bench.TeacherTraffic;
import org.autoif.pipeline.bench.Traffic;
import org.autoif.pipeline.bench.TrafficLog;
import org.autoif.pipeline.teacher.TeacherServer;
import org.jspecify.annotations.Nullable;

/** Measures the whole method on the demo's inputs against the least time that its calls need. */
public final class DagBench {
  private DagBench() {}

  /** Adds a row for each number in flight; {@code program} is the class that knows commands. */
  public static void run(Setup setup, Class<?> program, Results results)
      throws IOException, InterruptedException {
    for (int inFlight : setup.inFlight()) {
      TrafficLog log = new TrafficLog();
      try (TeacherServer teacher = TeacherServer.start(setup.teacher(), new TeacherTraffic(log));
          Scratch scratch = new Scratch()) {
        long start = System.nanoTime();
        List<String> arguments =
            arguments(
                setup,
                teacher.baseUrl(),
                inFlight,
                scratch.folder(),
                "dag",
                scratch.store(setup.store()));
        try (ChildJava job = ChildJava.start(program, arguments)) {
          job.finish();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Path manifest = scratch.folder().resolve("dag/manifest.json");
        results.add(row(setup, inFlight, log.traffic(), steps(manifest), seconds));
      }
    }
  }

  /**
   * Returns the command line of a synthesis with the demo's inputs.
   *
   * @param baseUrl the teacher's address; null if the arguments of the user have it
   */
  public static List<String> arguments(
      Setup setup,
      @Nullable String baseUrl,
      int inFlight,
      Path output,
      String version,
      @Nullable String store) {
    List<String> arguments = new ArrayList<>(List.of("synthesize", "--demo"));
    if (baseUrl != null) {
      arguments.add("--teacherBaseUrl=" + baseUrl);
    }
    arguments.add("--maxInFlight=" + inFlight);
    arguments.add("--output=" + output);
    arguments.add("--version=" + version);
    arguments.add("--baseVersion=none");
    // What is measured counts, however few rows there are.
    arguments.add("--minSft=0");
    arguments.add("--minDpo=0");
    arguments.add("--completionStore=" + (store == null ? "none" : store));
    arguments.addAll(setup.methodArguments());
    return arguments;
  }

  private static DagRow row(
      Setup setup, int inFlight, Traffic traffic, int steps, double jobSeconds) {
    double latency = (setup.longTail() ? traffic.meanLatencyMillis() : setup.latencyMillis()) / 1e3;
    double bound = Math.max(steps * latency, traffic.answered() * latency / inFlight);
    double span = traffic.answered() / traffic.spanRate();
    return new DagRow(
        "dag C=" + inFlight + (setup.longTail() ? " long tail" : ""),
        traffic.requests(),
        steps,
        bound,
        span,
        bound / span,
        jobSeconds,
        traffic.mostInFlight(),
        traffic.repeated());
  }

  /**
   * Counts the steps with calls, twice those that ask a judge besides: the method asks of each only
   * when the one before has answered.
   */
  private static int steps(Path manifest) throws IOException {
    int steps = 0;
    for (JsonNode step : Json.read(Files.readString(manifest), JsonNode.class).path("steps")) {
      steps += step.path("calls").size();
    }
    return steps;
  }
}
