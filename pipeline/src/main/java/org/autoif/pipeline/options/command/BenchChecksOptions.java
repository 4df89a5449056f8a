package org.autoif.pipeline.options.command;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.autoif.pipeline.options.CallOptions;
import org.autoif.pipeline.options.EndpointOptions;
import org.autoif.pipeline.options.JudgeOptions;
import org.autoif.pipeline.options.PolicyOptions;
import org.jspecify.annotations.Nullable;

/** Options of {@code bench checks}, which can be about a teacher other than the built-in. */
public interface BenchChecksOptions
    extends BenchOptions, EndpointOptions, JudgeOptions, PolicyOptions, CallOptions {
  @Override
  @Description(
      "Address of the teacher that bench checks is about, with its /v1; by default the built-in"
          + " one. Needs --teacherModel; with --completionStore nothing is paid for twice.")
  @Nullable String getTeacherBaseUrl();

  @Override
  void setTeacherBaseUrl(@Nullable String teacherBaseUrl);

  @Description(
      "Instructions of the built-in rule book that bench checks asks that teacher about, each of"
          + " another kind, unless --seeds are given.")
  @Default.Integer(40)
  int getRules();

  void setRules(int rules);

  @Description(
      "What bench checks leaves out, a row each, with commas between: nothing, cross-validation,"
          + " audit, cross-validation+audit, back-translation, scores, verdicts, repairs,"
          + " everything; near-misses leaves out nothing and adds them. By default all of these.")
  @Nullable String getLeaveOut();

  void setLeaveOut(@Nullable String leaveOut);

  @Override
  @Description(
      "Requests a minute of bench calls and bench cluster-calls, all workers together if they share"
          + " a store, and of bench checks to --teacherBaseUrl; 0 for no limit.")
  @Default.Integer(0)
  int getRequestsPerMinute();

  @Override
  void setRequestsPerMinute(int requestsPerMinute);
}
