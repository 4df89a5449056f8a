package org.autoif.io.sandbox.host;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.autoif.io.sandbox.Verdict;
import org.jspecify.annotations.Nullable;

/** In a host: the thread of one slot, its interpreter, and the clock over what it runs. */
final class HostSlot implements Runnable {
  private static final int CLOCK_FACTOR = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Verdict TIMEOUT = Verdict.error(Verdict.Kind.TIMEOUT, null);

  private final Guest guest;
  private final HostAnswers answers;
  private final long limitMillis;
  private final BlockingQueue<HostProtocol.Row> rows = new LinkedBlockingQueue<>();
  private final int number;

  // Of the call under way; guarded by this.
  private long thread;
  private boolean running;
  private boolean cancelled;
  private long startNanos;
  private long startCpu;
  private long cancelNanos;

  HostSlot(int number, Guest guest, HostAnswers answers, long limitMillis) {
    this.number = number;
    this.guest = guest;
    this.answers = answers;
    this.limitMillis = limitMillis;
  }

  void offer(HostProtocol.Row row) {
    rows.add(row);
  }

  @Override
  public void run() {
    try {
      synchronized (this) {
        thread = Thread.currentThread().getId();
      }
      guest.prepare();
      warmUp();
      answers.ready(guest.version());
      while (true) {
        runRow(rows.take());
      }
    } catch (IOException | InterruptedException | RuntimeException broken) {
      HostExit.end("slot " + number + ": " + HostProtocol.describe(broken), broken);
    }
  }

  /** Loads and calls a function of our own: whatever that unpacks is then there. */
  private void warmUp() {
    guest.load("def evaluate(response): return True");
    guest.call("");
    guest.prepare();
  }

  private void runRow(HostProtocol.Row row) throws IOException {
    long start = System.nanoTime();
    int timeouts = row.timeouts();
    boolean loaded = false;
    Verdict rest = null; // of what is left, whatever the text
    for (String input : row.inputs()) {
      if (rest == null && NANOSECONDS.toMillis(System.nanoTime() - start) > row.budgetMillis()) {
        rest = Verdict.notRun(Verdict.Kind.TIMEOUT, "the session's time is over");
      }
      Verdict verdict = rest;
      if (verdict == null && loaded) {
        verdict = timed(guest::reload);
      } else if (verdict == null) {
        rest = loadAnew(row.source());
        verdict = rest;
      }
      loaded = guest.isLoaded();
      if (verdict == null) {
        verdict = timed(() -> guest.call(input));
        loaded = guest.isLoaded();
      }
      if (rest == null
          && verdict != null
          && verdict.kind() == Verdict.Kind.TIMEOUT
          && ++timeouts >= 2) {
        rest = Verdict.notRun(Verdict.Kind.TIMEOUT, "two calls before timed out");
      }
      answers.verdict(number, verdict == null ? TIMEOUT : verdict);
    }
    answers.done(number);
  }

  private @Nullable Verdict loadAnew(String source) {
    guest.prepare();
    Verdict problem = timed(() -> guest.admit(source));
    if (problem != null) {
      return problem;
    }
    guest.bring();
    return timed(() -> guest.load(source));
  }

  /** Runs a step of generated code under the clock; {@code TIMEOUT} if it was cancelled. */
  private @Nullable Verdict timed(Supplier<@Nullable Verdict> step) {
    synchronized (this) {
      startNanos = System.nanoTime();
      startCpu = -1;
      cancelled = false;
      running = true;
    }
    Verdict verdict = null;
    RuntimeException broken = null;
    try {
      verdict = step.get();
    } catch (RuntimeException e) {
      broken = e;
    }
    boolean late;
    synchronized (this) {
      running = false;
      late = cancelled;
    }
    if (late) {
      guest.drop();
      return Verdict.error(Verdict.Kind.TIMEOUT, "ran longer than " + limitMillis + " ms");
    }
    if (broken != null) {
      guest.drop();
      return Verdict.error(
          Verdict.Kind.CRASH, "the interpreter failed: " + HostProtocol.describe(broken));
    }
    return verdict;
  }

  /** Looks at the clock; called every few milliseconds by the watch. */
  void watch() throws IOException {
    long now = System.nanoTime();
    synchronized (this) {
      if (!running) {
        return;
      }
      if (cancelled) {
        if (NANOSECONDS.toMillis(now - cancelNanos) > guest.graceMillis()) {
          answers.stuck(number);
          HostExit.halt(HostProtocol.EXIT_STUCK);
        }
        return;
      }
      if (startCpu < 0) {
        // Read at the first look and not at each start: a system call a verdict would cost more.
        startCpu = THREADS.getThreadCpuTime(thread);
      }
      long clock = NANOSECONDS.toMillis(now - startNanos);
      if (clock < limitMillis) {
        return;
      }
      long cpu = NANOSECONDS.toMillis(THREADS.getThreadCpuTime(thread) - startCpu);
      if (cpu < limitMillis && clock < CLOCK_FACTOR * limitMillis) {
        return;
      }
      cancelled = true;
      cancelNanos = now;
      // Blocks until the interpreter has let go of its thread, so not on the watch's own.
      Thread canceller = new Thread(guest.canceller(), "cancel-" + number);
      canceller.setDaemon(true);
      canceller.start();
    }
  }

  /** How often {@link #watch} is to be called. */
  static long watchMillis(long limitMillis) {
    return Math.max(1, Math.min(20, limitMillis / 10));
  }
}
