package org.autoif.pipeline;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.beam.runners.direct.Clock;
import org.joda.time.Instant;

/**
 * Keeps the DirectRunner from spinning while its bundles wait for answers.
 *
 * <p>Beam 2.70's DirectRunner looks for new work in a loop that never pauses, and so takes a whole
 * processor from a model that is served on the same machine. The one thing in that loop that can be
 * given to it is its clock, which it reads for each transform when it looks for timers. This clock
 * makes the reader wait there once many looks in a row found nothing: a little at first, up to
 * {@value #LONGEST_MILLIS} ms. A bundle that ends reads the clock as well, for the time of what it
 * puts out, and ends the wait; one that puts out nothing is found at the next look.
 *
 * <p>If another version of Beam reads its clock elsewhere, it spins as before and nothing else
 * changes; {@code QuietDirectRunnerTest} tells.
 */
final class QuietClock implements Clock {
  /** The method of Beam's that looks for timers, over and over. */
  private static final String LOOK = "extractFiredTimers";

  private static final StackWalker STACK = StackWalker.getInstance();
  private static final int LONGEST_MILLIS = 40;

  /** For so long a look may go on before it counts as another one. */
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /** As long as something has ended so recently, there is likely more to do. */
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  /** The thread that looks, and the end of its last wait; it may be another one each time. */
  private volatile Thread looker = Thread.currentThread();

  private volatile long looked = System.nanoTime();

  /** When a bundle last ended. */
  private volatile long busy = System.nanoTime();

  private volatile boolean waiting;

  private static final AtomicLong PAUSES = new AtomicLong();

  /** Returns how often any of these has waited. */
  static long pauses() {
    return PAUSES.get();
  }

  @Override
  public Instant now() {
    long time = System.nanoTime();
    if (Thread.currentThread() != looker || time - looked > LOOK_NANOS) {
      List<String> callers =
          STACK.walk(f -> f.skip(1).limit(2).map(at -> at.getMethodName()).toList());
      if (callers.get(0).equals(LOOK)) {
        looker = Thread.currentThread();
        pause(time);
        looked = System.nanoTime();
      } else if (!callers.contains(LOOK)) {
        somethingEnded(time);
      }
    }
    return Instant.now();
  }

  /** Waits the longer the longer nothing has ended, but no longer than until something does. */
  private void pause(long time) {
    long quiet = time - busy;
    if (quiet < BUSY_NANOS) {
      return;
    }
    PAUSES.incrementAndGet();
    lock.lock();
    try {
      waiting = true;
      long most = TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
      long left = Math.min(most, quiet / 4);
      while (left > 0 && busy <= time) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting = false;
      lock.unlock();
    }
  }

  private void somethingEnded(long time) {
    busy = time;
    if (waiting) {
      lock.lock();
      try {
        ended.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
