package org.autoif.pipeline.command.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.autoif.io.gauge.Gauge;
import org.autoif.pipeline.Figures;
import org.autoif.pipeline.Forecast;
import org.autoif.pipeline.Method;
import org.jspecify.annotations.Nullable;

/**
 * How many samples each step of a synthesis will ask for: a forecast, until the steps before it
 * have done their part and it follows from what they kept.
 */
public final class Expected {
  /** What a job expects that asks nobody. */
  public static final Expected NOTHING = new Expected(Map.of(), Map.of(), Map.of());

  private interface Known {
    long samples(Figures figures);
  }

  private final Map<String, Long> forecast;
  private final Map<String, Long> records;
  private final Map<String, Known> known;

  private Expected(
      Map<String, Long> forecast, Map<String, Long> records, Map<String, Known> known) {
    this.forecast = forecast;
    this.records = records;
    this.known = known;
  }

  /** Returns what a job expects whose calls are known. */
  public static Expected of(List<Forecast.Calls> calls) {
    return of(calls, Map.of());
  }

  private static Expected of(List<Forecast.Calls> calls, Map<String, Known> known) {
    Map<String, Long> forecast = new HashMap<>();
    Map<String, Long> records = new HashMap<>();
    for (Forecast.Calls call : calls) {
      forecast.merge(call.step(), Math.round(call.completions()), Long::sum);
      records.merge(call.step(), Math.round(call.records()), Long::sum);
    }
    return new Expected(forecast, records, known);
  }

  /** Returns what a synthesis from so many seeds expects. */
  public static Expected of(List<Forecast.Calls> calls, Method method, long seeds) {
    return of(
        calls,
        Map.of(
            "GenerateVerifiers",
            figures ->
                method.instruct().verifierSamples()
                    * (method.instruct().instructions() > 0
                        ? figures.of(Gauge.KEPT, "SelfInstruct")
                        : seeds),
            "SampleResponses",
            figures -> method.sampling().responses() * figures.of(Gauge.KEPT, "RewriteQueries"),
            "ScoreQuality",
            figures ->
                method.answers().judgeSamples()
                    * (figures.of(Gauge.SAMPLES, "SampleResponses")
                        - figures.of(Gauge.REJECTED, "SampleResponses")
                        - figures.of(Gauge.REJECTED, "VerifyResponses")
                        - figures.of(Gauge.REJECTED, "LabelResponses"))));
  }

  /** Returns the samples of a step that it will have asked for; null if it asks nobody. */
  @Nullable Long samples(String step, Figures figures) {
    Long all = forecast.get(step);
    long done = figures.of(Gauge.SAMPLES, step);
    Known exact = known.get(step);
    if (all == null || done == 0 || exact == null) {
      return all;
    }
    long follows = exact.samples(figures);
    return follows < done ? all : Long.valueOf(follows); // a cluster tells late what was kept
  }

  /** Returns how many samples a call of a step asks for, on average; 1 if that is not known. */
  public double samplesPerCall(String step) {
    return (double) forecast.getOrDefault(step, 1L) / Math.max(1, records.getOrDefault(step, 1L));
  }
}
