package org.autoif.pipeline.command;

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
final class Expected {
  /** What a job expects that asks nobody. */
  static final Expected NOTHING = new Expected(Map.of(), Map.of());

  private interface Known {
    long samples(Figures figures);
  }

  private final Map<String, Long> forecast;
  private final Map<String, Known> known;

  private Expected(Map<String, Long> forecast, Map<String, Known> known) {
    this.forecast = forecast;
    this.known = known;
  }

  /** Returns what a synthesis from so many seeds expects. */
  static Expected of(List<Forecast.Calls> calls, Method method, long seeds) {
    Map<String, Long> forecast = new HashMap<>();
    calls.forEach(call -> forecast.merge(call.step(), Math.round(call.completions()), Long::sum));
    return new Expected(
        forecast,
        Map.of(
            "GenerateVerifiers",
            figures ->
                method.verifierSamples()
                    * (method.instructions() > 0 ? figures.of(Gauge.KEPT, "SelfInstruct") : seeds),
            "SampleResponses",
            figures -> method.responses() * figures.of(Gauge.KEPT, "RewriteQueries"),
            "ScoreQuality",
            figures ->
                method.judgeSamples()
                    * (figures.of(Gauge.SAMPLES, "SampleResponses")
                        - figures.of(Gauge.REJECTED, "SampleResponses")
                        - figures.of(Gauge.REJECTED, "VerifyResponses"))));
  }

  /** Returns the samples of a step that it will have asked for; null if it asks nobody. */
  @Nullable Long samples(String step, Figures figures) {
    Long all = forecast.get(step);
    long done = figures.of(Gauge.SAMPLES, step);
    Known exact = known.get(step);
    return all == null || done == 0 || exact == null ? all : Long.valueOf(exact.samples(figures));
  }
}
