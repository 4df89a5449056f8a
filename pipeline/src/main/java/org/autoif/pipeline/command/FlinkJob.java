package org.autoif.pipeline.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.autoif.io.record.Json;
import org.jspecify.annotations.Nullable;

/**
 * Watches a job on a Flink cluster by its REST interface and tells how far it is: on standard error
 * a line at its start, one every ten seconds, one at its end. Records are counted as tasks hand
 * them on, which a cluster shows within seconds, where Beam's counters wait for the end of a
 * bundle.
 */
final class FlinkJob implements Jobs.Watch {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int LINE_EVERY_SECONDS = 10;
  private static final int LOOK_EVERY_MILLIS = 1000;

  /** A transform's full name as it is in the name of a Flink task. */
  private static final Pattern STEP = Pattern.compile("([A-Z][A-Za-z]*)/[^,\\]]*Complete");

  private final String address;
  private final String name;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Thread thread;
  private volatile boolean closed;

  private FlinkJob(FlinkPipelineOptions options) {
    this.address = options.getFlinkMaster();
    this.name = options.getJobName();
    this.thread = new Thread(this::watch, "flink-job");
    thread.setDaemon(true);
  }

  /**
   * Starts to watch the job of these options, which runs on a cluster.
   *
   * @param output what the job makes
   */
  static FlinkJob watch(FlinkPipelineOptions options, String output) {
    FlinkJob job = new FlinkJob(options);
    System.err.println("flink: sending the job to " + job.address + " for " + output);
    job.thread.start();
    return job;
  }

  /** Returns whether the job runs on a cluster, not in this process. */
  static boolean isRemote(FlinkPipelineOptions options) {
    return options.getFlinkMaster().matches("[^\\[].*:\\d+");
  }

  /** Returns whether the job is to go on without this process. */
  static boolean isDetached(FlinkPipelineOptions options) {
    return !options.getAttachedMode() && isRemote(options);
  }

  /** Tells where a detached job is, once the cluster knows it, for which it waits ten seconds. */
  static void tell(FlinkPipelineOptions options, String output, PrintStream out) {
    FlinkJob job = new FlinkJob(options);
    try {
      String id = job.await(LINE_EVERY_SECONDS);
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
          JsonNode job = get("/jobs/" + id);
          if (job != null) {
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
    JsonNode jobs = get("/jobs/overview");
    if (jobs != null) {
      for (JsonNode job : jobs.path("jobs")) {
        if (job.path("name").asText().equals(name)) {
          return job.path("jid").asText();
        }
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

  /** Returns what the cluster says, or null if it does not just now. */
  private @Nullable JsonNode get(String path) throws InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://" + address + path))
                  .timeout(TIMEOUT)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Json.read(response.body(), JsonNode.class) : null;
    } catch (IOException | IllegalArgumentException e) {
      return null; // the job goes on without being watched
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
