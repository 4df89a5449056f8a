package org.autoif.pipeline.command.line;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;

/** One thing that can be asked of the program. */
public interface Command {
  /** Returns its name on the command line. */
  String name();

  /** Returns the words of which one follows the name; empty if options do. */
  default String actions() {
    return "";
  }

  /** Returns what it does, in one line. */
  String summary();

  /** Returns an example. */
  String example();

  /** Returns the options that it takes besides Beam's. */
  Class<? extends PipelineOptions> options();

  /** Returns values of its own for options that are not given, by name. */
  default Map<String, String> defaults() {
    return Map.of();
  }

  /**
   * Does it.
   *
   * @param out for what the user asked to see
   * @throws UsageException if the arguments or the inputs cannot be used; nothing is written then
   * @throws JobFailedException if it broke on the way, or what it needs does not answer now
   * @throws StoppedException if a limit of the user's ended it
   */
  void run(List<String> arguments, PrintStream out) throws IOException, JobFailedException;

  /** The work broke; the message is the one line to show. Exit status 1. */
  class JobFailedException extends Exception {
    private static final long serialVersionUID = 1;

    public JobFailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The work ended where the user wanted it to, short of a new version: to try it again is to want
   * more than that. Exit status 3.
   */
  final class StoppedException extends JobFailedException {
    private static final long serialVersionUID = 1;

    public StoppedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
