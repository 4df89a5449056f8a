package org.autoif.pipeline.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of a cluster that {@code deploy/flink/local-cluster} started on this machine. */
final class LocalCluster {
  private static final String JOB_MANAGER = "jobmanager";
  private static final String TASK_MANAGER = "taskmanager";

  private final Path script;
  private final Path folder;
  private Map<Long, Duration> used = new HashMap<>();

  /**
   * Knows a cluster.
   *
   * @param script by which it was started
   */
  LocalCluster(Path script) {
    this.script = script.toAbsolutePath();
    String given = System.getenv("AUTOIF_CLUSTER_DIR");
    this.folder =
        given == null ? this.script.resolveSibling("target").resolve("cluster") : Path.of(given);
  }

  /** Kills a TaskManager and puts another one in its place. */
  void killTaskManager() throws IOException, InterruptedException {
    int last = 0;
    ProcessHandle victim = null;
    for (Path file : processes(TASK_MANAGER)) {
      last = Math.max(last, number(file));
      victim = victim == null ? running(file).orElse(null) : victim;
    }
    kill(Objects.requireNonNull(victim, "no TaskManager runs"));
    run(TASK_MANAGER, Integer.toString(last + 1));
  }

  /** Kills the JobManager and starts another one at the same address. */
  void killJobManager() throws IOException, InterruptedException {
    for (Path file : processes(JOB_MANAGER)) {
      kill(running(file).orElseThrow());
    }
    run(JOB_MANAGER);
  }

  /**
   * Kills a process beside a TaskManager that has used processor time since the last call.
   *
   * @return whether there was one
   */
  boolean killBusySandbox() throws IOException, InterruptedException {
    Map<Long, Duration> before = used;
    used = new HashMap<>();
    ProcessHandle busiest = null;
    for (Path file : processes(TASK_MANAGER)) {
      for (ProcessHandle child : running(file).stream().flatMap(ProcessHandle::children).toList()) {
        Duration now = child.info().totalCpuDuration().orElse(Duration.ZERO);
        used.put(child.pid(), now);
        if (now.compareTo(before.getOrDefault(child.pid(), now)) > 0) {
          busiest = child;
        }
      }
    }
    if (busiest == null) {
      return false;
    }
    kill(busiest);
    return true;
  }

  /** Returns the memory of the largest TaskManager and the processes below it, 0 if not told. */
  double residentMegabytes() throws IOException {
    long most = 0;
    for (Path file : processes(TASK_MANAGER)) {
      ProcessHandle manager = running(file).orElse(null);
      if (manager != null) {
        long kilobytes = residentKilobytes(manager);
        for (ProcessHandle child : manager.descendants().toList()) {
          kilobytes += residentKilobytes(child);
        }
        most = Math.max(most, kilobytes);
      }
    }
    return most / 1024.0;
  }

  private static long residentKilobytes(ProcessHandle process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      // it has ended, or this is no Linux
    }
    return 0;
  }

  private static void kill(ProcessHandle process) throws InterruptedException {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static Optional<ProcessHandle> running(Path file) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
        .filter(ProcessHandle::isAlive);
  }

  private List<Path> processes(String kind) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files.filter(f -> f.getFileName().toString().matches(kind + ".*\\.pid")).toList());
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("\\D", ""));
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with status " + status);
    }
  }
}
