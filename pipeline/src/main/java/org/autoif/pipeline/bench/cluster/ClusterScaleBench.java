package org.autoif.pipeline.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
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
import org.autoif.pipeline.bench.TrafficLog;
import org.autoif.pipeline.bench.dataset.DagBench;
import org.autoif.pipeline.teacher.TeacherServer;
import org.jspecify.annotations.Nullable;

/**
 * Runs syntheses of growing size on a cluster of this machine: their time is to grow with the
 * number of tasks and no faster, and the memory of its processes is not to grow with it.
 *
 * <p>The instructions are the demo's. What grows is the number of queries, of which there are as
 * many as tasks, and how many of them each instruction gets.
 */
public final class ClusterScaleBench {
  private static final int LOOK_EVERY_MILLIS = 500;
  private static final String VERSION = "scale";

  private ClusterScaleBench() {}

  /**
   * Adds a row for each number of tasks.
   *
   * @param program the class that knows commands
   * @param script by which the cluster was started
   * @param tasks about how many, in ascending order
   * @param instructions among which they are divided, about as many as pass all checks
   * @throws IOException if a job fails or repeats a call
   */
  public static void run(
      Setup setup,
      Class<?> program,
      Path script,
      List<Integer> tasks,
      int instructions,
      Results results)
      throws IOException, InterruptedException {
    LocalCluster cluster = new LocalCluster(script);
    ClusterScaleRow first = null;
    for (int wanted : tasks) {
      ClusterScaleRow row =
          row(setup, program, cluster, wanted, Math.max(1, wanted / instructions), first);
      results.add(row);
      if (row.repeated() > 0) {
        throw new IOException("cluster-scale: a call that was answered was made again");
      }
      first = first == null ? row : first;
    }
  }

  private static ClusterScaleRow row(
      Setup setup,
      Class<?> program,
      LocalCluster cluster,
      int queries,
      int queriesPerInstruction,
      @Nullable ClusterScaleRow first)
      throws IOException, InterruptedException {
    TrafficLog log = new TrafficLog();
    try (TeacherServer teacher = TeacherServer.start(setup.teacher(), new TeacherTraffic(log));
        Scratch scratch = new Scratch()) {
      Path file = scratch.folder().resolve("queries.txt");
      write(file, queries);
      Path output = scratch.folder().resolve("out");
      List<String> arguments =
          new ArrayList<>(
              DagBench.arguments(
                  setup,
                  teacher.baseUrl(),
                  setup.inFlight().get(0),
                  output,
                  VERSION,
                  scratch.store(setup.store())));
      arguments.add("--queries=" + file);
      arguments.add("--queriesPerInstruction=" + queriesPerInstruction);
      long start = System.nanoTime();
      double resident = 0;
      try (ChildJava job = ChildJava.start(program, arguments)) {
        while (!job.ended(LOOK_EVERY_MILLIS)) {
          resident = Math.max(resident, cluster.residentMegabytes());
        }
        job.finish();
      }
      return ClusterScaleRow.of(
          Json.read(
              Files.readString(output.resolve(VERSION).resolve("manifest.json")), JsonNode.class),
          log.traffic(),
          (System.nanoTime() - start) / 1e9,
          resident,
          first);
    }
  }

  /** Writes so many queries, all different. */
  private static void write(Path file, int queries) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 1; i <= queries; i++) {
        out.write(
            "What should somebody who visits house number " + i + " for the first time know?");
        out.newLine();
      }
    }
  }
}
