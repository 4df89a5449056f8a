package org.autoif.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QuietDirectRunnerTest {
  /** Ends when the runner has paused some times, which it never does if it spins. */
  private static final class AwaitPausesFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1;
    private static final int PAUSES = 5;

    @ProcessElement
    public void process(@Element String element, OutputReceiver<String> out) {
      long before = QuietClock.pauses();
      while (QuietClock.pauses() < before + PAUSES) {
        Thread.onSpinWait(); // there is nothing to wait on: the runner does not know of this test
      }
      out.output(element);
    }
  }

  @Test
  @Timeout(60)
  void givenBundleThatWaits_thenTheRunnerPauses() {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    Runners.trust(options, List.of());
    options.setTargetParallelism(3);
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply(Create.of("one")).apply(ParDo.of(new AwaitPausesFn()));
    assertThat(pipeline.run().waitUntilFinish(), is(PipelineResult.State.DONE));
  }

  @Test
  void givenDirectRunner_thenItIsTheQuietOne() {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(DirectRunner.class);
    Runners.trust(options, List.of());
    assertThat(options.getRunner() == QuietDirectRunner.class, is(true));
    Runners.trust(options, List.of());
    assertThat(options.getRunner() == QuietDirectRunner.class, is(true));
  }
}
