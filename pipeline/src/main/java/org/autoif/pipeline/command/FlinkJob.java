package org.autoif.pipeline.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.autoif.pipeline.FlinkRest;
import org.jspecify.annotations.Nullable;

/**
 * Watches a job on a Flink cluster by its REST interface and tells how far it is: on standard error
 * a line at its start, one every ten seconds, one at its end. Records are counted as tasks hand
 * them on, which a cluster shows within seconds, where Beam's counters wait for the end of a
 * bundle.
 */
final class FlinkJob implements Jobs.Watch {
  private static final int LINE_EVERY_SECONDS = 10;
  private static final int LOOK_EVERY_MILLIS = 1000;

  /** A transform's full name as it is in the name of a Flink task. */
  private static final Pattern STEP = Pattern.compile("([A-Z][A-Za-z]*)/[^,\\]]*Complete");

  /** States that a job does not leave any more. */
  private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED");

  private final String address;
  private final String name;
  private final Set<String> earlier = new HashSet<>();
  private final FlinkRest rest;
  private final Thread thread;
  private volatile boolean closed;

  private FlinkJob(FlinkPipelineOptions options) {
    this.address = options.getFlinkMaster();
    this.rest = FlinkRest.at(address);
    this.name = options.getJobName();
    this.thread = new Thread(this::watch, "flink-job");
    thread.setDaemon(true);
  }

  /**
   * Starts to watch the job of these options, which runs on a cluster.
   *
   * @param output what the job makes
   * @param isQuiet whether nothing is told on the way
   */
  static FlinkJob watch(FlinkPipelineOptions options, String output, boolean isQuiet) {
    FlinkJob job = new FlinkJob(options);
    try {
      job.rest.jobs().forEach(other -> job.earlier.add(other.path("jid").asText()));
      if (!isQuiet) {
        System.err.println("flink: sending the job to " + job.address + " for " + output);
        job.thread.start();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return job;
  }

  /** Returns whether the options name a cluster, and not a part of this process. */
  static boolean isRemote(FlinkPipelineOptions options) {
    return options.getFlinkMaster().matches("[^\\[].*:\\d+");
  }

  /** Returns whether the job is to go on without this process, or without this part of Flink. */
  static boolean isDetached(FlinkPipelineOptions options) {
    return !options.getAttachedMode()
        && (isRemote(options) || !StreamExecutionEnvironment.areExplicitEnvironmentsAllowed());
  }

  /**
   * Returns the id of a job that has not ended and whose name starts with {@code name}, or null if
   * the cluster has none, is no cluster or does not answer.
   */
  static @Nullable String unfinished(FlinkPipelineOptions options, String name) {
    if (isRemote(options)) {
      try {
        for (JsonNode job : FlinkRest.at(options.getFlinkMaster()).jobs()) {
          if (job.path("name").asText().startsWith(name)
              && !ENDED.contains(job.path("state").asText())) {
            return job.path("jid").asText();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return null;
  }

  /** Tells where a detached job is, once the cluster knows it, for which it waits ten seconds. */
  @Override
  public void tell(String output, PrintStream out) {
    try {
      String id = await(LINE_EVERY_SECONDS);
      out.println("job: " + (id == null ? "not known to the cluster yet" : id));
      out.println("output, when it is done: " + output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the job's id, or null if the cluster does not know it after so many looks. */
  private @Nullable String await(int looks) throws InterruptedException {
    String id = find();
    for (int i = 1; id == null && i < looks && !closed; i++) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      id = find();
    }
    return id;
  }

  private void watch() {
    try {
      String id = await(Integer.MAX_VALUE);
      if (id == null) {
        return;
      }
      System.err.println("flink: job " + id + " at http://" + address + "/#/job/running/" + id);
      for (int second = 0; !closed; second++) {
        if (second % LINE_EVERY_SECONDS == LINE_EVERY_SECONDS - 1) {
          JsonNode job = rest.get("/jobs/" + id);
          if (!job.isMissingNode()) {
            System.err.println("flink: " + line(job));
          }
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private @Nullable String find() throws InterruptedException {
    for (JsonNode job : rest.jobs()) {
      String id = job.path("jid").asText();
      if (job.path("name").asText().equals(name) && !earlier.contains(id)) {
        return id;
      }
    }
    return null;
  }

  /** Returns the state of a job in one line. */
  static String line(JsonNode job) {
    int done = 0;
    int all = 0;
    Map<String, Long> answers = new LinkedHashMap<>();
    for (JsonNode vertex : job.path("vertices")) {
      all++;
      done += vertex.path("status").asText().equals("FINISHED") ? 1 : 0;
      Matcher step = STEP.matcher(vertex.path("name").asText());
      if (vertex.path("status").asText().equals("RUNNING") && step.find()) {
        answers.merge(
            step.group(1), vertex.path("metrics").path("write-records").asLong(), Long::sum);
      }
    }
    List<String> running = new ArrayList<>();
    answers.forEach((step, records) -> running.add(step + " " + records + " records"));
    return job.path("state").asText()
        + " for "
        + job.path("duration").asLong() / 1000
        + " s, "
        + done
        + " of "
        + all
        + " tasks done"
        + (running.isEmpty() ? "" : "; " + String.join(", ", running));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
