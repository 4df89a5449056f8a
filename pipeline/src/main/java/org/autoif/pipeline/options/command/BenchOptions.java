package org.autoif.pipeline.options.command;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.autoif.pipeline.options.AuditOptions;
import org.autoif.pipeline.options.CrossValidationOptions;
import org.autoif.pipeline.options.InputOptions;
import org.autoif.pipeline.options.LatencyOptions;
import org.autoif.pipeline.options.MethodOptions;
import org.autoif.pipeline.options.PromptOptions;
import org.autoif.pipeline.options.SamplingOptions;
import org.autoif.pipeline.options.ShardOptions;
import org.autoif.pipeline.options.StoreOptions;
import org.autoif.pipeline.options.VerifierOptions;
import org.jspecify.annotations.Nullable;

/** Options of {@code bench}. */
public interface BenchOptions
    extends LatencyOptions,
        InputOptions,
        StoreOptions,
        ShardOptions,
        MethodOptions,
        SamplingOptions,
        PromptOptions,
        CrossValidationOptions,
        AuditOptions,
        VerifierOptions {
  @Description("Requests in flight, one row for each of these numbers.")
  @Default.String("64,128,256,512")
  String getInFlight();

  void setInFlight(String inFlight);

  @Description("Calls of a row; bench heap compares them with ten times as many.")
  @Default.Integer(20000)
  int getCalls();

  void setCalls(int calls);

  @Description("How often bench kills ends the run with a signal that it cannot catch.")
  @Default.Integer(100)
  int getKills();

  void setKills(int kills);

  @Description(
      "Requests a minute of bench calls and bench cluster-calls, all workers together if they share"
          + " a store; 0 for no limit.")
  @Default.Integer(0)
  int getRequestsPerMinute();

  void setRequestsPerMinute(int requestsPerMinute);

  @Description(
      "What bench cluster-kills kills when a third of a step's calls has been made, one after the"
          + " other: taskmanager@STEP, jobmanager@STEP or sandbox@STEP, with commas between.")
  @Default.String("taskmanager@SelfInstruct,taskmanager@SampleResponses")
  String getDisturb();

  void setDisturb(String disturb);

  @Description(
      "Script by which the cluster of bench cluster-kills and bench cluster-scale was started.")
  @Default.String("deploy/flink/local-cluster")
  String getLocalCluster();

  void setLocalCluster(String localCluster);

  @Description("About how many tasks bench cluster-scale makes, one row for each of these numbers.")
  @Default.String("20000,60000,200000")
  String getTasks();

  void setTasks(String tasks);

  @Description("File for the results, as JSON.")
  @Nullable String getOutput();

  void setOutput(@Nullable String output);

  @Description("File of earlier results; each number is shown as a multiple of the one there.")
  @Nullable String getBaseline();

  void setBaseline(@Nullable String baseline);

  @Override
  @Description(
      "Where finished completions are kept: jdbc:sqlite:FILE, jdbc:postgresql://…, or none; by"
          + " default an SQLite file in a temporary folder, a new one for each row.")
  @Nullable String getCompletionStore();

  @Override
  void setCompletionStore(@Nullable String completionStore);
}
