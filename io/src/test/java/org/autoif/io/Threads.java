package org.autoif.io;

/** Looks at threads in tests. */
public final class Threads {
  private Threads() {}

  /** Returns whether {@code thread} waits, at last, for a time or has ended. */
  public static Thread.State waitsOrEnds(Thread thread) {
    Thread.State state = thread.getState();
    while (state != Thread.State.TIMED_WAITING && state != Thread.State.TERMINATED) {
      Thread.onSpinWait();
      state = thread.getState();
    }
    return state;
  }
}
