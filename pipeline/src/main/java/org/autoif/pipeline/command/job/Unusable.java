package org.autoif.pipeline.command.job;

import org.autoif.io.llm.ChatException;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.Command.JobFailedException;
import org.autoif.pipeline.command.line.UsageException;

/** Says of an endpoint in one line why a run cannot use it. */
final class Unusable {
  private Unusable() {}

  /** Returns what to throw for an endpoint that may answer later; throws if another is needed. */
  static JobFailedException of(String option, ChatException e) {
    return of(option, e, "");
  }

  /** Likewise with more to say. */
  static JobFailedException of(String option, ChatException e, String more) {
    String line = "--" + option + ": " + Arguments.firstLine(e) + more;
    if (e.kind() == ChatException.Kind.BUDGET) {
      return Jobs.ended(Arguments.firstLine(e), e);
    }
    if (e.kind().isRetryable() && e.kind() != ChatException.Kind.MALFORMED) {
      return new JobFailedException(line, e);
    }
    throw new UsageException(line);
  }
}
