package org.autoif.io.llm;

import java.io.Serializable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The clock of calls that wait; travels with the pipeline, and equal timers share a pool. */
interface CallTimer extends Serializable {
  /** The clock of this process. */
  CallTimer SYSTEM = new SystemTimer();

  /** Returns the time in milliseconds since some moment. */
  long now();

  /** Runs something short once, on another thread, after so many milliseconds. */
  void after(long millis, Runnable work);

  /**
   * One thread a process, which ends when nothing has waited for 10 seconds: the class loader of a
   * job on a session cluster is never given up while a thread of its classes lives.
   */
  record SystemTimer() implements CallTimer {
    private static final ScheduledThreadPoolExecutor THREAD = newThread();

    static ScheduledThreadPoolExecutor newThread() {
      ScheduledThreadPoolExecutor executor =
          new ScheduledThreadPoolExecutor(
              1,
              work -> {
                Thread thread = new Thread(work, "chat-timer");
                thread.setDaemon(true);
                return thread;
              });
      executor.setKeepAliveTime(10, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
      executor.setRemoveOnCancelPolicy(true);
      return executor;
    }

    @Override
    public long now() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void after(long millis, Runnable work) {
      var unused = THREAD.schedule(work, millis, TimeUnit.MILLISECONDS);
    }
  }
}
