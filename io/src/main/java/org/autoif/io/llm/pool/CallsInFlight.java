package org.autoif.io.llm.pool;

/** The requests of this process that are on their way to endpoints, over all jobs in it. */
public final class CallsInFlight {
  private CallsInFlight() {}

  /** Returns how many there are. */
  public static int count() {
    return CallPool.running();
  }

  /**
   * Waits for the requests that are on their way now, at most 20 seconds: what they bring is paid
   * for. For the end of a job that failed; what is sent meanwhile is not waited for.
   *
   * @return how many did not come back; what the others brought is queued for the store
   */
  public static int await() throws InterruptedException {
    return CallPool.awaitAllRunning();
  }

  /**
   * Sends no request any more in this process, and waits for those that are on their way: what they
   * bring is paid for. For the end of a process that was interrupted; a repetition waits again.
   *
   * @param millis how long to wait at most, in milliseconds
   * @return how many did not come back in that time; what the others brought is queued for the
   *     store
   */
  public static int stop(long millis) throws InterruptedException {
    CallPool.endAll();
    long end = System.nanoTime() + millis * 1_000_000;
    while (count() > 0 && System.nanoTime() < end) {
      Thread.sleep(CallPool.SETTLED_EVERY_MILLIS);
    }
    return count();
  }
}
