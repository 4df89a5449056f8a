package org.autoif.io.llm.store;

import java.util.concurrent.TimeUnit;

/**
 * Waits for what must still end before something is closed. A thread that is interrupted meanwhile
 * cancels its job, which would lose what is paid for already: it waits all the same, for a bounded
 * time, and is interrupted after that.
 */
public final class LastWait {
  /** Something that waits. */
  public interface Wait {
    /** Waits at most so many nanoseconds; not at all for less than 1. */
    void atMost(long nanos) throws InterruptedException;
  }

  private LastWait() {}

  /** Waits at most so many milliseconds. */
  public static void atMost(long millis, Wait wait) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    for (boolean over = false; !over; ) {
      try {
        wait.atMost(end - System.nanoTime());
        over = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
