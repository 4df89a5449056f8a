package org.autoif.pipeline.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import org.autoif.pipeline.bench.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * A synthesis of some size on a cluster.
 *
 * @param row what was run
 * @param tasks that were made
 * @param sft rows for training that came of them
 * @param requests that the server read
 * @param repeated of them, after an answer had been given
 * @param seconds wall time of the whole job, with its submission
 * @param millisTask wall time a task
 * @param ofFirst how many times as long as in the first row a task took
 * @param residentMb most memory that a TaskManager had with the processes of its sandbox
 */
record ClusterScaleRow(
    String row,
    long tasks,
    long sft,
    long requests,
    long repeated,
    double seconds,
    double millisTask,
    double ofFirst,
    double residentMb) {
  private static final String TASKS_FROM = "AttachQueries";

  static ClusterScaleRow of(
      JsonNode manifest,
      Traffic traffic,
      double seconds,
      double residentMb,
      @Nullable ClusterScaleRow first) {
    long tasks = 0;
    for (JsonNode step : manifest.path("steps")) {
      if (step.path("step").asText().equals(TASKS_FROM)) {
        tasks = step.path("kept").asLong();
      }
    }
    double millis = seconds * 1000 / Math.max(1, tasks);
    return new ClusterScaleRow(
        "scale " + tasks,
        tasks,
        manifest.path("rows").path("sft").asLong(),
        traffic.requests(),
        traffic.repeated(),
        seconds,
        millis,
        first == null ? 1 : millis / first.millisTask,
        residentMb);
  }
}
