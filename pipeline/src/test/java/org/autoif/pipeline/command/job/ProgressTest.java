package org.autoif.pipeline.command.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.autoif.io.gauge.Gauge;
import org.autoif.pipeline.Figures;
import org.autoif.pipeline.Forecast;
import org.autoif.pipeline.Method;
import org.autoif.pipeline.command.settings.ProgressMode;
import org.autoif.pipeline.options.command.SynthesizeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** By itself, since the gauges are those of the whole process. */
@Isolated
class ProgressTest {
  private static final List<Forecast.Calls> CALLS =
      List.of(
          new Forecast.Calls("GenerateVerifiers", "teacher", 10, 80),
          new Forecast.Calls("SampleResponses", "policy", 100, 800));

  @Test
  void givenGauges_thenALineForEachStepThatWentOn() {
    Expected expected = Expected.of(CALLS, method(), 5);
    try (Progress progress = start(expected)) {
      Gauge.KEPT.add("SelfInstruct", 7);
      Gauge.SAMPLES.add("GenerateVerifiers", 30);
      Gauge.IN_FLIGHT.add("GenerateVerifiers", 4);
      Gauge.RETRIES.add("GenerateVerifiers", 2);
      Gauge.REJECTED.add("GenerateVerifiers", 1);
      Gauge.COST_BILLIONTHS.add("GenerateVerifiers", 1_500_000_000);
      List<String> lines = progress.lines();
      assertThat(
          lines,
          contains(
              matchesPattern(" +\\d+ s  SelfInstruct       7 kept, rejected 0"),
              matchesPattern(
                  " +\\d+ s  GenerateVerifiers  30 of about 56 samples, rejected 1, in flight 4,"
                      + " retries 2, cost 1.5")));
      assertThat(progress.lines(), empty());
      Gauge.SAMPLES.add("GenerateVerifiers", 10);
      assertThat(
          progress.lines(),
          contains(matchesPattern(".* 40 of about 56 samples, .*, [\\d.]+/s, about \\d+ s left")));
      Gauge.SAMPLES.add("SampleResponses", 1);
      Gauge.KEPT.add("RewriteQueries", 20);
      assertThat(expected.samples("SampleResponses", Figures.HERE), is(160L));
      assertThat(progress.lines().size(), is(2));
    }
  }

  @Test
  void givenStepThatWaitsLong_thenASignOfLifeSaysForWhat() {
    try (Progress progress = start(Expected.of(CALLS, method(), 5))) {
      assertThat(progress.signOfLife(), matchesPattern(" +\\d+ s  at work"));
      Gauge.IN_FLIGHT.add("ScoreQuality", 2);
      assertThat(progress.signOfLife(), matchesPattern(" +\\d+ s  ScoreQuality waits for 2 calls"));
    }
  }

  private static Method method() {
    return Method.of(PipelineOptionsFactory.as(SynthesizeOptions.class));
  }

  private static Progress start(Expected expected) {
    return Progress.start(ProgressMode.NONE, expected);
  }
}
