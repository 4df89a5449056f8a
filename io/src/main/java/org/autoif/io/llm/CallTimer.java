package org.autoif.io.llm;

import java.io.Serializable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The clock of calls that wait; travels with the pipeline, and equal timers share a pool. */
public interface CallTimer extends Serializable {
  /** The clock of this process. */
  CallTimer SYSTEM = new SystemTimer();

  /** Returns the time in milliseconds since some moment. */
  long now();

  /** Runs something short once, on another thread, after so many milliseconds. */
  void after(long millis, Runnable work);

  /** Runs something that may take long, such as a query, on a thread that holds up no timer. */
  void apart(Runnable work);

  /**
   * One thread a process, which ends when nothing has waited for 10 seconds: the class loader of a
   * job on a session cluster is never given up while a thread of its classes lives.
   */
  record SystemTimer() implements CallTimer {
    private static final ScheduledThreadPoolExecutor THREAD = newThread();
    private static final ThreadPoolExecutor APART =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> daemon(work, "chat-apart"));

    public static ScheduledThreadPoolExecutor newThread() {
      ScheduledThreadPoolExecutor executor =
          new ScheduledThreadPoolExecutor(1, work -> daemon(work, "chat-timer"));
      executor.setKeepAliveTime(10, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
      executor.setRemoveOnCancelPolicy(true);
      return executor;
    }

    private static Thread daemon(Runnable work, String name) {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    }

    @Override
    public long now() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void after(long millis, Runnable work) {
      var unused = THREAD.schedule(work, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void apart(Runnable work) {
      APART.execute(work);
    }
  }
}
