package org.autoif.pipeline.command.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.autoif.pipeline.ClusterFigures;
import org.autoif.pipeline.FlinkRest;
import org.autoif.pipeline.command.settings.FlinkTarget;
import org.autoif.pipeline.command.settings.ProgressMode;
import org.jspecify.annotations.Nullable;

/**
 * Watches a job on a Flink cluster by its REST interface and tells how far it is: on standard error
 * a line at its start, one of its state every ten seconds, one when it had to start again, and
 * {@link Progress} by its counters.
 */
public final class FlinkJob implements JobWatch {
  private static final int LINE_EVERY_SECONDS = 10;
  private static final int LOOK_EVERY_MILLIS = 1000;
  private static final int LONGEST_CAUSE = 300;
  private static final String CAUSED_BY = "Caused by: ";

  /** In the name of a task such as "GroupReduce (GroupReduce at AttachQueries/Meet/GBK) -> …". */
  private static final Pattern STEP = Pattern.compile("\\bat (\\w+)/");

  /** States that a job does not leave any more. */
  private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED");

  /** States that lead to these. */
  private static final Set<String> ENDING = Set.of("FAILING", "CANCELLING");

  private final String address;
  private final String name;
  private final Set<String> earlier = new HashSet<>();
  private final FlinkRest rest;
  private final ProgressMode progress;
  private final Expected expected;
  private final Thread thread;
  private volatile boolean closed;

  private FlinkJob(String address, String name, ProgressMode progress, Expected expected) {
    this.progress = progress;
    this.expected = expected;
    this.address = address;
    this.rest = FlinkRest.at(address);
    this.name = name;
    this.thread = new Thread(this::watch, "flink-job");
    thread.setDaemon(true);
  }

  /**
   * Starts to watch a job that runs on a cluster.
   *
   * @param address of the cluster
   * @param name of the job
   * @param progress how it is told
   * @param output what the job makes
   * @param expected samples that its steps will ask for
   */
  static FlinkJob watch(
      String address, String name, ProgressMode progress, String output, Expected expected) {
    FlinkJob job = new FlinkJob(address, name, progress, expected);
    try {
      job.rest.jobs().forEach(other -> job.earlier.add(other.path("jid").asText()));
      if (progress != ProgressMode.NONE) {
        System.err.println("flink: sending the job to " + job.address + " for " + output);
        job.thread.start();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return job;
  }

  /**
   * Returns the id of a job that has not ended and whose name is that of a command and then a
   * version's folder right in {@code output}, which ends as folders do, or null if the cluster has
   * none, is no cluster or does not answer.
   */
  static @Nullable String unfinished(FlinkTarget flink, String output) {
    String cluster = cluster(flink);
    try {
      return cluster == null ? null : unfinished(FlinkRest.at(cluster).jobs(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  static @Nullable String unfinished(JsonNode jobs, String output) {
    for (JsonNode job : jobs) {
      String name = job.path("name").asText();
      String folder = name.substring(name.indexOf(' ') + 1);
      if (folder.startsWith(output)
          && folder.substring(output.length()).matches("[^/]+/?")
          && !ENDED.contains(job.path("state").asText())) {
        return job.path("jid").asText();
      }
    }
    return null;
  }

  /**
   * Returns host and port of the cluster that a job will run on: the one that is named, or the one
   * around this process, such as a JobManager's. Null for a part of Flink in this process.
   */
  private static @Nullable String cluster(FlinkTarget flink) {
    if (flink.isRemote()) {
      return flink.master();
    }
    if (!flink.isAround()) {
      return null;
    }
    ReadableConfig around = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    return around
        .getOptional(RestOptions.ADDRESS)
        .map(host -> host + ":" + around.get(RestOptions.PORT))
        .orElse(null);
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
      try (Progress shown =
          Progress.start(
              progress, expected, new ClusterFigures(rest, id, expected::samplesPerCall))) {
        String told = "";
        for (int second = 0; !closed; second++) {
          if (second % LINE_EVERY_SECONDS == LINE_EVERY_SECONDS - 1) {
            // The cause first: what ends a job is no cause to say that it goes on.
            String cause = cause(rest.get("/jobs/" + id + "/exceptions?maxExceptions=1"));
            JsonNode job = rest.get("/jobs/" + id);
            if (shown.isPlain() && !job.isMissingNode()) {
              System.err.println("flink: " + line(job));
            }
            if (!cause.isEmpty() && !cause.equals(told) && isAtWork(job.path("state").asText())) {
              System.err.println("flink: started again after " + cause);
              told = cause;
            }
          }
          Thread.sleep(LOOK_EVERY_MILLIS);
        }
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

  /** Returns whether a job in this state goes on; not for none, which is told of no job. */
  static boolean isAtWork(String state) {
    return !state.isEmpty() && !ENDED.contains(state) && !ENDING.contains(state);
  }

  /** Returns the state of a job in one line. */
  static String line(JsonNode job) {
    int done = 0;
    int all = 0;
    for (JsonNode vertex : job.path("vertices")) {
      all++;
      done += vertex.path("status").asText().equals("FINISHED") ? 1 : 0;
    }
    return String.format(
        "%s for %d s, %d of %d tasks done",
        job.path("state").asText(), job.path("duration").asLong() / 1000, done, all);
  }

  /**
   * Returns what last broke a job, in one line with the step that it was in; nothing if nothing
   * did.
   */
  static String cause(JsonNode exceptions) {
    JsonNode last = exceptions.path("exceptionHistory").path("entries").path(0);
    List<String> trace = last.path("stacktrace").asText().lines().toList();
    String cause = trace.isEmpty() ? "" : trace.get(0);
    for (String line : trace) {
      if (line.startsWith(CAUSED_BY)) {
        cause = line.substring(CAUSED_BY.length());
      }
    }
    Matcher step = STEP.matcher(last.path("taskName").asText());
    cause = step.find() ? step.group(1) + ": " + cause : cause;
    return cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) + "…" : cause;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
