package org.autoif.pipeline.command.job;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.autoif.io.dataset.InputException;
import org.autoif.io.dataset.VersionFolder;
import org.autoif.io.llm.ChatException;
import org.autoif.io.llm.pool.CallsInFlight;
import org.autoif.io.llm.store.CompletionStores;
import org.autoif.io.llm.store.StoreException;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.Command.StoppedException;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.command.settings.FlinkTarget;
import org.autoif.pipeline.command.settings.JobSettings;
import org.jspecify.annotations.Nullable;

/** Runs a pipeline to its end and tells in one line why it broke. */
public final class Jobs {
  private static final int LAST_ROWS_MILLIS = 20_000;

  private Jobs() {}

  /**
   * Keeps a job from starting while the cluster has another that writes to the same output, such as
   * one whose client was killed.
   *
   * @throws UsageException if it has one
   */
  static void checkFree(JobSettings job, VersionFolder folder) {
    FlinkTarget flink = job.flink();
    if (flink != null) {
      String path = folder.folder().path();
      String ofOutput = path.substring(0, path.lastIndexOf(folder.version()));
      String other = FlinkJob.unfinished(flink, ofOutput);
      if (other != null) {
        throw new UsageException(
            "--output='"
                + folder.output()
                + "': job "
                + other
                + " is writing there; wait for it"
                + " or cancel it");
      }
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
      JobSettings job,
      Pipeline pipeline,
      String output,
      Expected expected,
      String advice,
      PrintStream out)
      throws JobFailedException {
    PipelineResult result;
    State state;
    try (Interrupt interrupt = Interrupt.during(advice, job.isRemote());
        JobWatch watched = watch(job, pipeline, output, expected)) {
      result = pipeline.run();
      if (job.isDetached()) {
        watched.tell(output, out);
        return null;
      }
      state = end(result, job);
    } catch (RuntimeException e) {
      throw failed(e);
    }
    if (state != State.DONE) {
      throw new JobFailedException("the job ended as " + state, new IllegalStateException());
    }
    return result;
  }

  /**
   * Waits for the end of a job. One that fails in this process ends its threads when it likes: what
   * they have asked for is paid for, and stored before the process goes.
   */
  private static State end(PipelineResult result, JobSettings job) {
    try {
      return result.waitUntilFinish();
    } catch (RuntimeException e) {
      if (!job.isRemote()) {
        try {
          CallsInFlight.await();
          CompletionStores.awaitWritten(LAST_ROWS_MILLIS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      throw e;
    }
  }

  private static JobWatch watch(
      JobSettings job, Pipeline pipeline, String output, Expected expected) {
    FlinkTarget flink = job.flink();
    return flink != null && flink.isRemote()
        ? FlinkJob.watch(
            flink.master(), pipeline.getOptions().getJobName(), job.progress(), output, expected)
        : Progress.start(job.progress(), expected);
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
