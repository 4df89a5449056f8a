package org.autoif.pipeline.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.llm.store.StoreSettings;
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
import org.autoif.pipeline.command.job.Stores;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.FlinkTarget;
import org.autoif.pipeline.command.settings.JobSettings;
import org.autoif.pipeline.command.settings.SandboxChoice;
import org.autoif.pipeline.command.settings.StoreChoice;
import org.autoif.pipeline.options.command.BenchChecksOptions;
import org.autoif.pipeline.options.command.BenchOptions;
import org.jspecify.annotations.Nullable;

/** Measures the machinery of chat calls on this machine, and what the method's checks are worth. */
final class BenchCommand implements Command {
  private static final String CLUSTER = "cluster-";
  private static final String SCALE = "cluster-scale";
  private static final String RATE = "requestsPerMinute";
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

  /** What a synthesis must not be given as it stands. */
  private static final Set<String> OWN =
      Set.of(
          "inFlight",
          "calls",
          "demo",
          "disturb",
          "kills",
          "localCluster",
          RATE,
          "rules",
          "tasks",
          "latencyMillis",
          "longTail",
          "output",
          "baseline",
          "completionStore");

  private static final int MOST_IN_FLIGHT = 4096;
  private static final int MOST_TASKS = 10_000_000;

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
    List<String> rest =
        Arguments.canonical(arguments.subList(1, arguments.size()), BenchChecksOptions.class);
    boolean isChecks = action.equals("checks");
    BenchOptions options =
        isChecks
            ? Arguments.parse(rest, BenchChecksOptions.class, defaults())
            : Arguments.parse(rest, BenchOptions.class, defaults());
    boolean onCluster = action.startsWith(CLUSTER);
    if (Runners.isFlink(options)) {
      checkMaster(options.as(FlinkPipelineOptions.class), onCluster);
    } else if (onCluster) {
      throw new UsageException("bench " + action + ": --runner=FlinkRunner is needed");
    }
    List<Integer> tasks = action.equals(SCALE) ? tasks(options, rest) : List.of();
    Setup setup = setup(options, rest, onCluster ? workers(options) : 1);
    if (action.equals("kills") && options.getCompletionStore() != null) {
      throw new UsageException("--completionStore: bench kills makes its own");
    }
    if (isChecks) {
      refuse(rest, ChecksBench.ownOptions(), action);
      setup = checksSetup(setup, options.as(BenchChecksOptions.class), rest);
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
          try (VerifierEngine engine = Engines.start(SandboxChoice.of(options))) {
            int rules = options.as(BenchChecksOptions.class).getRules();
            ChecksBench.run(setup, program, engine, rules, results);
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

  private static Setup setup(BenchOptions options, List<String> arguments, int workers)
      throws JobFailedException {
    List<Integer> inFlight = numbers("inFlight", options.getInFlight(), MOST_IN_FLIGHT);
    if (options.getCalls() < 100 || options.getCalls() > 100_000_000) {
      throw new UsageException("--calls " + options.getCalls() + ": must be from 100 to 100000000");
    }
    if (options.getLatencyMillis() < 1 || options.getLatencyMillis() > 60_000) {
      throw new UsageException(
          "--latencyMillis " + options.getLatencyMillis() + ": must be from 1 to 60000");
    }
    if (options.getKills() < 1) {
      throw new UsageException("--kills " + options.getKills() + ": must be at least 1");
    }
    if (options.getRequestsPerMinute() < 0) {
      throw new UsageException(
          "--requestsPerMinute " + options.getRequestsPerMinute() + ": must be 0 or more");
    }
    return new Setup(
        inFlight,
        workers,
        options.getRequestsPerMinute(),
        options.getLatencyMillis(),
        options.getLongTail(),
        options.getCalls(),
        JobSettings.shards(options),
        store(options),
        arguments,
        arguments.stream().filter(a -> !OWN.contains(Setup.name(a))).toList());
  }

  /** Returns the setup with what the user's own teacher needs to be told. */
  private static Setup checksSetup(
      Setup setup, BenchChecksOptions options, List<String> arguments) {
    if (options.getRules() < 1) {
      throw new UsageException("--rules " + options.getRules() + ": must be at least 1");
    }
    if (options.getTeacherBaseUrl() == null) {
      for (String argument : arguments) {
        String option = Setup.name(argument);
        if (option.matches("(?:teacher|judge|policy)\\p{Lu}.*")) {
          throw new UsageException("--" + option + ": bench checks needs --teacherBaseUrl with it");
        }
      }
      return setup;
    }
    Arguments.required("teacherModel", options.getTeacherModel());
    return setup.withMethodArguments(
        arguments.stream()
            .filter(a -> !OWN.contains(Setup.name(a)) || Setup.name(a).equals(RATE))
            .toList());
  }

  private static List<Integer> tasks(BenchOptions options, List<String> arguments) {
    refuse(arguments, List.of("queries", "queriesPerInstruction"), SCALE);
    return numbers("tasks", options.getTasks(), MOST_TASKS).stream().sorted().toList();
  }

  /** Refuses options that a bench sets itself. */
  private static void refuse(List<String> arguments, List<String> own, String action) {
    for (String argument : arguments) {
      String option = Setup.name(argument);
      if (own.contains(option)) {
        throw new UsageException("--" + option + ": bench " + action + " has its own");
      }
    }
  }

  /** Reads the numbers of an option, with commas between, each from 1 to {@code most}. */
  private static List<Integer> numbers(String option, String value, int most) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      String number = part.strip();
      if (!number.matches("\\d{1,9}")
          || Integer.parseInt(number) < 1
          || Integer.parseInt(number) > most) {
        throw new UsageException(
            "--" + option + " '" + number + "': expected whole numbers from 1 to " + most);
      }
      numbers.add(Integer.parseInt(number));
    }
    return numbers;
  }

  private static @Nullable String store(BenchOptions options) throws JobFailedException {
    String given = options.getCompletionStore();
    if (given != null) {
      StoreSettings settings = StoreChoice.of(options, null);
      Stores.check(settings);
    }
    return given;
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
