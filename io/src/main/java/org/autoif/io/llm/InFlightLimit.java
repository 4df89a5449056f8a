package org.autoif.io.llm;

/**
 * How many requests one endpoint takes at a time, found out as TCP does: one more for each round of
 * successes, half as many after a 429. All threads of a process that ask the endpoint share it.
 */
final class InFlightLimit {
  private static final double LEAST = 1;

  private final int most;
  private double limit;
  private int inFlight;
  private long started;
  private long lastCut;

  /** Starts at {@code most}, which is never exceeded. */
  InFlightLimit(int most) {
    this.most = most;
    this.limit = most;
  }

  /**
   * Waits until another request may be sent.
   *
   * @return its ticket, to be given back by one of the methods below
   */
  synchronized long acquire() throws InterruptedException {
    while (inFlight >= Math.floor(limit)) {
      wait();
    }
    inFlight++;
    return ++started;
  }

  /** The request was answered. */
  synchronized void succeeded() {
    limit = Math.min(most, limit + 1 / limit);
    release();
  }

  /** The endpoint refused the request as one too many. */
  synchronized void refused(long ticket) {
    // Those that were under way when it was cut tell of the same crowd.
    if (ticket > lastCut) {
      limit = Math.max(LEAST, limit / 2);
      lastCut = started;
    }
    release();
  }

  /** The request failed for a reason that tells nothing of how many the endpoint takes. */
  synchronized void failed() {
    release();
  }

  /** Returns how many may be in flight now. */
  synchronized int limit() {
    return (int) limit;
  }

  private void release() {
    inFlight--;
    notifyAll();
  }
}
