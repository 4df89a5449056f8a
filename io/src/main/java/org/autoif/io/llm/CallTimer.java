package org.autoif.io.llm;

import java.io.Serializable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The clock of calls that wait; travels with the pipeline, and equal timers share a pool. */
interface CallTimer extends Serializable {
  /** The clock of this process. */
  CallTimer SYSTEM = new SystemTimer();

  /** Returns the time in milliseconds since some moment. */
  long now();

  /** Runs something short once, on another thread, after so many milliseconds. */
  void after(long millis, Runnable work);

  /** One thread a process. */
  record SystemTimer() implements CallTimer {
    private static final ScheduledExecutorService THREAD =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "chat-timer");
              thread.setDaemon(true);
              return thread;
            });

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
