package org.autoif.pipeline.bench.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * What is killed, and when.
 *
 * @param what a process of the cluster
 * @param step it is killed when a third of the completions of this step have been asked for
 */
public record Disturbance(What what, String step) {
  /** A process of a cluster. */
  enum What {
    /** A worker, by SIGKILL; another one takes its place. */
    TASKMANAGER,
    /** The process that knows of jobs; another one takes its place, and the job is sent again. */
    JOBMANAGER,
    /** A process that runs generated code, while it does. */
    SANDBOX
  }

  /**
   * Reads {@code WHAT@STEP,WHAT@STEP}.
   *
   * @throws IllegalArgumentException if it is another text; the message says what is allowed
   */
  public static List<Disturbance> parse(String text) {
    return Arrays.stream(text.split(",", -1)).map(Disturbance::one).toList();
  }

  private static Disturbance one(String text) {
    for (What what : What.values()) {
      String prefix = what.name().toLowerCase(java.util.Locale.ROOT) + "@";
      if (text.startsWith(prefix) && text.length() > prefix.length()) {
        return new Disturbance(what, text.substring(prefix.length()));
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "': expected taskmanager@STEP, jobmanager@STEP or sandbox@STEP, with commas");
  }

  @Override
  public String toString() {
    return what.name().toLowerCase(java.util.Locale.ROOT) + "@" + step;
  }
}
