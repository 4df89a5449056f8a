package org.autoif.pipeline.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.record.Json;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.pipeline.FlinkRest;
import org.autoif.pipeline.Runners;
import org.autoif.pipeline.bench.Results;
import org.autoif.pipeline.bench.Setup;
import org.autoif.pipeline.bench.calls.CallsBench;
import org.autoif.pipeline.bench.calls.FaultsBench;
import org.autoif.pipeline.bench.calls.IdleBench;
import org.autoif.pipeline.bench.cluster.ClusterCallsBench;
import org.autoif.pipeline.bench.cluster.ClusterKillsBench;
import org.autoif.pipeline.bench.cluster.ClusterScaleBench;
import org.autoif.pipeline.bench.cluster.Disturbance;
import org.autoif.pipeline.bench.dataset.ChecksBench;
import org.autoif.pipeline.bench.dataset.DagBench;
import org.autoif.pipeline.bench.dataset.KillsBench;
import org.autoif.pipeline.command.job.Engines;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.FlinkTarget;
import org.autoif.pipeline.command.settings.SandboxChoice;
import org.autoif.pipeline.command.settings.StoreChoice;
import org.autoif.pipeline.options.command.BenchChecksOptions;
import org.autoif.pipeline.options.command.BenchOptions;
import org.jspecify.annotations.Nullable;

/** Measures the machinery of chat calls on this machine, and what the method's checks are worth. */
final class BenchCommand implements Command {
  private static final String CLUSTER = "cluster-";
  private static final String SCALE = "cluster-scale";
  private static final List<String> ACTIONS =
      List.of(
          "calls",
          "heap",
          "dag",
          "checks",
          "faults",
          "idle",
          "kills",
          "cluster-calls",
          "cluster-kills",
          SCALE);
  private final Class<?> program;

  /** Makes the command; the program is what its child processes run. */
  BenchCommand(Class<?> program) {
    this.program = program;
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String actions() {
    return String.join("|", ACTIONS);
  }

  @Override
  public String summary() {
    return "Measures how full calls keep an endpoint, what they survive, and what checks are worth";
  }

  @Override
  public String example() {
    return "autoif bench calls --inFlight=64,256 --latencyMillis=200 --output=bench.json";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return BenchChecksOptions.class;
  }

  @Override
  public Map<String, String> defaults() {
    return Map.of("latencyMillis", "200");
  }

  @Override
  public void run(List<String> arguments, PrintStream out) throws IOException, JobFailedException {
    String action = arguments.isEmpty() ? "" : arguments.get(0);
    if (!ACTIONS.contains(action)) {
      throw new UsageException(
          "bench needs one of " + ACTIONS + (action.isEmpty() ? "" : ", not '" + action + "'"));
    }
    boolean isChecks = action.equals("checks");
    Class<? extends BenchOptions> own = isChecks ? BenchChecksOptions.class : BenchOptions.class;
    List<String> rest = Arguments.canonical(arguments.subList(1, arguments.size()), own);
    BenchOptions options = Arguments.parse(rest, own, defaults());
    boolean onCluster = action.startsWith(CLUSTER);
    if (Runners.isFlink(options)) {
      checkMaster(options.as(FlinkPipelineOptions.class), onCluster);
    } else if (onCluster) {
      throw new UsageException("bench " + action + ": --runner=FlinkRunner is needed");
    }
    List<Integer> tasks =
        action.equals(SCALE) ? BenchSetup.tasks(options, rest, action) : List.of();
    Setup setup = BenchSetup.of(options, rest, onCluster ? workers(options) : 1);
    if (action.equals("kills") && options.getCompletionStore() != null) {
      throw new UsageException("--completionStore: bench kills makes its own");
    }
    if (isChecks) {
      BenchSetup.refuse(rest, ChecksBench.ownOptions(), action);
      setup = BenchSetup.forChecks(setup, options.as(BenchChecksOptions.class), rest);
    }
    JsonNode baseline = baseline(options.getBaseline());
    Path output = output(options.getOutput());
    Results results = new Results(action, rest, out);
    try {
      switch (action) {
        case "calls" -> CallsBench.run(setup, results);
        case "heap" -> CallsBench.heap(setup, results);
        case "kills" -> KillsBench.run(setup, program, options.getKills(), results);
        case "checks" -> {
          BenchChecksOptions checks = options.as(BenchChecksOptions.class);
          Set<String> rows = BenchSetup.leftOut(checks.getLeaveOut(), ChecksBench.words());
          try (VerifierEngine engine = Engines.start(SandboxChoice.of(options))) {
            ChecksBench.run(setup, program, engine, checks.getRules(), rows, results);
          }
        }
        case "faults" -> FaultsBench.run(setup, results);
        case "idle" -> IdleBench.run(setup, results);
        case "cluster-calls" -> ClusterCallsBench.run(setup, cluster(options), results);
        case "cluster-kills" ->
            ClusterKillsBench.run(
                setup,
                program,
                Path.of(options.getLocalCluster()),
                disturbances(options),
                options.getCompletionStore() == null ? null : StoreChoice.of(options, null),
                results);
        case SCALE ->
            ClusterScaleBench.run(
                setup,
                program,
                Path.of(options.getLocalCluster()),
                tasks,
                Math.max(1, options.getInstructions()),
                results);
        default -> DagBench.run(setup, program, results);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (baseline != null) {
      results.compare(baseline);
    }
    if (output != null) {
      results.write(output);
    }
  }

  private static FlinkRest cluster(BenchOptions options) {
    return FlinkRest.at(options.as(FlinkPipelineOptions.class).getFlinkMaster());
  }

  private static List<Disturbance> disturbances(BenchOptions options) {
    try {
      return Disturbance.parse(options.getDisturb());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--disturb: " + Arguments.firstLine(e));
    }
  }

  private static void checkMaster(FlinkPipelineOptions options, boolean onCluster) {
    String master = options.getFlinkMaster();
    if (onCluster && !new FlinkTarget(master, true).isRemote()) {
      throw new UsageException(
          "--flinkMaster='" + master + "': HOST:PORT of a cluster on this machine is expected");
    }
    if (!onCluster && !List.of("[local]", "[auto]").contains(master)) {
      throw new UsageException(
          "--flinkMaster='" + master + "': this bench measures one process, [local]");
    }
  }

  /** Returns how many processes of the cluster make calls. */
  private static int workers(BenchOptions options) throws JobFailedException {
    int workers;
    try {
      workers = cluster(options).get("/overview").path("taskmanagers").asInt();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (workers < 1) {
      throw new UsageException(
          "--flinkMaster='" + cluster(options).address() + "': no TaskManager is known there");
    }
    return workers;
  }

  private static JobFailedException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new JobFailedException("interrupted", e);
  }

  private static @Nullable JsonNode baseline(@Nullable String file) {
    if (file == null) {
      return null;
    }
    try {
      JsonNode json = Json.mapper().readTree(Files.readString(Path.of(file)));
      if (json.path("rows").isArray()) {
        return json;
      }
    } catch (IOException e) {
      throw new UsageException(
          "--baseline='" + file + "' cannot be read: " + Arguments.firstLine(e));
    }
    throw new UsageException("--baseline='" + file + "' is no result of bench");
  }

  private static @Nullable Path output(@Nullable String file) {
    if (file == null) {
      return null;
    }
    Path path = Path.of(file).toAbsolutePath();
    Path folder = path.getParent();
    if (Files.isDirectory(path) || folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("--output='" + file + "': must be a file in a folder that exists");
    }
    return path;
  }
}
