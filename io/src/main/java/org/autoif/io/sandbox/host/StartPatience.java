package org.autoif.io.sandbox.host;

import java.time.Duration;

/**
 * How long to wait for a child process that starts: as long as it gets on. A machine that is busy
 * with other work gives it little processor time, so what counts is not the time but whether it had
 * any since it was looked at last.
 */
final class StartPatience {
  /** Less than this in all the time between two looks is a process that waits for something. */
  private static final Duration PROGRESS = Duration.ofMillis(50);

  /** A start takes about 5 s of processor time: one that has had more than this goes round. */
  private static final int MOST_LIMITS = 10;

  private final Duration limit;
  private Duration spent = Duration.ZERO;
  private int limits;

  /**
   * @param limit the time between two looks
   */
  StartPatience(Duration limit) {
    this.limit = limit;
  }

  Duration limit() {
    return limit;
  }

  /**
   * Looks at a process that is not ready after another {@link #limit}.
   *
   * @param now its processor time so far; zero where that is not known
   * @return whether to wait on
   */
  boolean goesOn(Duration now) {
    boolean progress = now.minus(spent).compareTo(PROGRESS) >= 0;
    spent = now;
    return ++limits < MOST_LIMITS && progress;
  }
}
