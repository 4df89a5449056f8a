package org.autoif.pipeline.command.job;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.autoif.io.gauge.Gauge;
import org.autoif.io.llm.spending.Prices;
import org.autoif.pipeline.Figures;
import org.autoif.pipeline.command.settings.ProgressMode;

/**
 * Tells how far a job is, a line a step: bars on a terminal, plain lines every ten seconds
 * elsewhere. What is shown is what the steps' gauges say at that moment; how many samples a step
 * will ask for is a forecast.
 */
public final class Progress implements JobWatch {
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final Duration LINES_EVERY = Duration.ofSeconds(10);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);
  private static final double NANOS = 1e9;
  private static final int NAME_WIDTH = 18;

  /** When a step was first seen, and what it had done then. */
  private record Seen(long at, long done) {}

  private final Expected expected;
  private final Figures known;
  private final PrintStream to;
  private final boolean bars;
  private final long start = System.nanoTime();
  private final Map<String, Seen> firstSeen = new LinkedHashMap<>();
  private final Map<String, String> lastLine = new LinkedHashMap<>();
  private final Map<String, ProgressBar> shown = new LinkedHashMap<>();
  private final Thread thread;
  private long told = start;

  private Progress(Expected expected, Figures known, PrintStream to, boolean bars) {
    this.expected = expected;
    this.known = known;
    this.to = to;
    this.bars = bars;
    this.thread = new Thread(this::watch, "progress");
    thread.setDaemon(true);
  }

  /**
   * Starts to tell.
   *
   * @param expected samples that the steps will ask for
   */
  static Progress start(ProgressMode mode, Expected expected) {
    Gauge.reset();
    return start(mode, expected, Figures.HERE);
  }

  /** Starts to tell of a job that is known by {@code figures}. */
  static Progress start(ProgressMode mode, Expected expected, Figures figures) {
    boolean bars = mode == ProgressMode.AUTO && isTerminal();
    Progress progress = new Progress(expected, figures, System.err, bars);
    if (mode != ProgressMode.NONE) {
      progress.thread.start();
    }
    return progress;
  }

  /** From Java 22 on there is a console without a terminal, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Returns whether lines are printed one after the other, so that others can be among them. */
  boolean isPlain() {
    return !bars;
  }

  private void watch() {
    long lines = System.nanoTime();
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        known.refresh();
        known.steps().forEach(this::first);
        if (bars) {
          draw();
        } else if (System.nanoTime() - lines >= LINES_EVERY.toNanos()) {
          lines = System.nanoTime();
          tell(lines());
        }
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  /** Prints what has changed; if nothing has for half a minute, what is under way. */
  private void tell(List<String> changed) {
    long now = System.nanoTime();
    if (!changed.isEmpty()) {
      told = now;
    } else if (now - told >= SIGN_OF_LIFE.toNanos()) {
      told = now;
      to.println(signOfLife());
    }
    changed.forEach(to::println);
  }

  /** Returns a line for a time in which no step has gone on. */
  String signOfLife() {
    List<String> waiting = new ArrayList<>();
    for (String step : known.steps()) {
      long inFlight = known.of(Gauge.IN_FLIGHT, step);
      if (inFlight > 0) {
        waiting.add(step + " waits for " + inFlight + " calls");
      }
    }
    return String.format(
        "%5.0f s  %s", seconds(start), waiting.isEmpty() ? "at work" : String.join(", ", waiting));
  }

  /** Returns the lines of the steps that have gone on since the last time. */
  List<String> lines() {
    List<String> changed = new ArrayList<>();
    for (String step : known.steps()) {
      String line = figures(step);
      if (!line.equals(lastLine.put(step, line))) {
        changed.add(String.format("%5.0f s  %-18s %s", seconds(start), step, line + pace(step)));
      }
    }
    return changed;
  }

  private void draw() {
    for (String step : known.steps()) {
      ProgressBar bar =
          shown.computeIfAbsent(
              step,
              name ->
                  new ProgressBarBuilder()
                      .setTaskName(name + " ".repeat(Math.max(0, NAME_WIDTH - name.length())))
                      .setInitialMax(-1)
                      .setStyle(ProgressBarStyle.ASCII)
                      .setUpdateIntervalMillis((int) LOOK_EVERY_MILLIS)
                      .showSpeed()
                      .build());
      long done = done(step);
      Long all = expected.samples(step, known);
      if (all != null) {
        bar.maxHint(Math.max(done, all));
      }
      bar.stepTo(done);
      bar.setExtraMessage(" " + sides(step));
    }
  }

  private long done(String step) {
    return expected.samples(step, known) != null
        ? known.of(Gauge.SAMPLES, step)
        : known.of(Gauge.KEPT, step);
  }

  private String figures(String step) {
    Long all = expected.samples(step, known);
    return done(step)
        + (all == null ? " kept" : " of about " + Math.max(all, done(step)) + " samples")
        + ", "
        + sides(step);
  }

  private String sides(String step) {
    StringBuilder text = new StringBuilder();
    text.append("rejected ").append(known.of(Gauge.REJECTED, step));
    add(text, "failed", known.of(Gauge.FAILED, step));
    add(text, "in flight", known.of(Gauge.IN_FLIGHT, step));
    add(text, "retries", known.of(Gauge.RETRIES, step));
    long cost = known.of(Gauge.COST_BILLIONTHS, step);
    if (cost > 0) {
      text.append(", cost ").append(Prices.text(cost));
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String name, long n) {
    if (n > 0) {
      text.append(", ").append(name).append(' ').append(n);
    }
  }

  /** Returns rate and remaining time, by what was done since the step was first seen. */
  private String pace(String step) {
    long done = done(step);
    Seen first = first(step);
    Long all = expected.samples(step, known);
    double seconds = seconds(first.at());
    double rate = (done - first.done()) / Math.max(seconds, LOOK_EVERY_MILLIS / 1e3);
    if (all == null || rate <= 0 || done >= all) {
      return "";
    }
    return String.format(", %.1f/s, about %.0f s left", rate, (all - done) / rate);
  }

  private Seen first(String step) {
    return firstSeen.computeIfAbsent(step, name -> new Seen(System.nanoTime(), done(name)));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / NANOS;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (bars) {
      draw();
      for (ProgressBar bar : shown.values()) {
        bar.maxHint(bar.getCurrent());
        bar.close();
      }
    }
  }
}
