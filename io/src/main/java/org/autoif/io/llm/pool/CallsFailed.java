package org.autoif.io.llm.pool;

import org.autoif.io.llm.ChatException;

/** Makes what ends a job for calls that failed where no call is under way. */
public final class CallsFailed {
  private CallsFailed() {}

  /**
   * Returns what to throw.
   *
   * @param line what the user is told
   * @return an exception whose cause is a {@link ChatException} of kind FAILURES
   */
  public static RuntimeException ended(String line) {
    return new IllegalStateException(
        line, new ChatException(ChatException.Kind.FAILURES, line, 0, null));
  }
}
