package org.autoif.pipeline.command.settings;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Which Flink a job is for.
 *
 * @param master host and port of a cluster, or a part of Flink in this process, such as {@code
 *     [local]}
 * @param attached whether this process waits for the job's end
 */
public record FlinkTarget(String master, boolean attached) {
  /** Returns whether it is a cluster, and not a part of this process. */
  public boolean isRemote() {
    return master.matches("([^\\[].*|\\[[0-9a-fA-F:.]*:[^\\]]*\\]):\\d+");
  }

  /** Returns whether this process is itself started by a Flink, such as in a JobManager. */
  public boolean isAround() {
    return !isRemote() && !StreamExecutionEnvironment.areExplicitEnvironmentsAllowed();
  }

  /** Returns whether the job is to go on without this process, or without this part of Flink. */
  public boolean isDetached() {
    return !attached && (isRemote() || isAround());
  }
}
