package org.autoif.pipeline.command.job;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.io.dataset.InputException;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.store.StoreException;
import org.autoif.pipeline.Runners;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.Command.StoppedException;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.ProgressOptions;
import org.autoif.pipeline.options.ShardOptions;
import org.jspecify.annotations.Nullable;

/** Runs a pipeline to its end and tells in one line why it broke. */
public final class Jobs {
  private static final int DIRECT_SHARDS = 3;
  private static final int FLINK_SHARDS = 64;

  private Jobs() {}

  /** Makes a pipeline whose runner trusts its steps: see {@link Runners#trust}. */
  public static Pipeline pipeline(PipelineOptions options, List<String> arguments) {
    Runners.trust(options, arguments);
    return Pipeline.create(options);
  }

  /** Returns into how many groups work is cut; checks what was asked for. */
  public static int shards(ShardOptions options) {
    int given = options.getShards();
    if (given < 0) {
      throw new UsageException("--shards " + given + ": must be at least 1, or 0 to leave it");
    }
    if (given > 0) {
      return given;
    }
    // Few on the DirectRunner, where each group is a bundle; on Flink enough to be spread evenly.
    return Runners.isFlink(options)
        ? FLINK_SHARDS * Math.max(1, options.as(FlinkPipelineOptions.class).getParallelism())
        : DIRECT_SHARDS;
  }

  /** Returns whether the job is to go on without this process. */
  public static boolean isDetached(PipelineOptions options) {
    return Runners.isFlink(options) && FlinkJob.isDetached(options.as(FlinkPipelineOptions.class));
  }

  /**
   * Names a job after what it writes, and keeps it from starting while the cluster has another that
   * writes to the same output, such as one whose client was killed.
   *
   * @throws UsageException if it has one
   */
  static void name(PipelineOptions options, String command, VersionFolder folder) {
    if (Runners.isFlink(options)) {
      String path = folder.folder().path();
      String ofOutput = path.substring(0, path.lastIndexOf(folder.version()));
      String other = FlinkJob.unfinished(options.as(FlinkPipelineOptions.class), ofOutput);
      if (other != null) {
        throw new UsageException(
            "--output='"
                + folder.output()
                + "': job "
                + other
                + " is writing there; wait for it"
                + " or cancel it");
      }
      options.setJobName(command + " " + path);
    }
  }

  /**
   * Runs a job to its end, or with {@code --attachedMode=false} on Flink until the cluster has it.
   *
   * @param output what the job makes, for the user
   * @param expected samples that the steps will ask for
   * @param advice how to go on when it is interrupted
   * @return the result, or null for a job that goes on by itself
   */
  @SuppressWarnings("try") // the interrupt is held, not used
  public static @Nullable PipelineResult run(
      Pipeline pipeline, String output, Expected expected, String advice, PrintStream out)
      throws JobFailedException {
    PipelineResult result;
    State state;
    PipelineOptions options = pipeline.getOptions();
    try (Interrupt interrupt = Interrupt.during(advice, isRemote(options));
        JobWatch watched = watch(options, output, expected)) {
      result = pipeline.run();
      if (isDetached(options)) {
        watched.tell(output, out);
        return null;
      }
      state = result.waitUntilFinish();
    } catch (RuntimeException e) {
      throw failed(e);
    }
    if (state != State.DONE) {
      throw new JobFailedException("the job ended as " + state, new IllegalStateException());
    }
    return result;
  }

  private static boolean isRemote(PipelineOptions options) {
    return Runners.isFlink(options) && FlinkJob.isRemote(options.as(FlinkPipelineOptions.class));
  }

  private static JobWatch watch(PipelineOptions options, String output, Expected expected) {
    ProgressOptions progress = options.as(ProgressOptions.class);
    return isRemote(options)
        ? FlinkJob.watch(options.as(FlinkPipelineOptions.class), output, expected)
        : Progress.start(progress, expected);
  }

  /** Looks through the causes for the one that was written for the user; else takes the deepest. */
  private static JobFailedException failed(RuntimeException e) {
    Set<Throwable> seen = new LinkedHashSet<>();
    Throwable deepest = e;
    for (Throwable at = e; at != null && seen.add(at); at = at.getCause()) {
      if (at instanceof ChatException
          || at instanceof StoreException
          || at instanceof InputException) {
        String line = Arguments.firstLine(at);
        return isLimit(at) ? new StoppedException(line, e) : new JobFailedException(line, e);
      }
      deepest = at;
    }
    return new JobFailedException(
        deepest.getClass().getSimpleName() + ": " + Arguments.firstLine(deepest), e);
  }

  /** Returns what ends the program for a limit that is reached before the job begins. */
  static JobFailedException ended(String line, ChatException e) {
    return isLimit(e) ? new StoppedException(line, e) : new JobFailedException(line, e);
  }

  /** Returns whether a limit on calls or cost is reached; not if the store cannot tell. */
  private static boolean isLimit(Throwable e) {
    return e instanceof ChatException chat
        && chat.kind() == ChatException.Kind.BUDGET
        && chat.getCause() == null;
  }
}
