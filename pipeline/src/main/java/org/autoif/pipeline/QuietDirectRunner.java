package org.autoif.pipeline;

import java.lang.reflect.Method;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.base.Supplier;

/**
 * The DirectRunner with a {@link QuietClock}: the same in all but the processor time that it takes
 * while it waits.
 */
public final class QuietDirectRunner extends PipelineRunner<PipelineResult> {
  private final DirectRunner runner;

  private QuietDirectRunner(DirectRunner runner) {
    this.runner = runner;
  }

  /**
   * Makes a runner, as Beam asks of every runner class.
   *
   * @throws IllegalStateException if this Beam's DirectRunner takes no clock
   */
  public static QuietDirectRunner fromOptions(PipelineOptions options) {
    DirectRunner runner = DirectRunner.fromOptions(options);
    Supplier<QuietClock> clock = QuietClock::new;
    try {
      // Beam keeps the setter for its own tests; there is no other way to its clock.
      Method setter = DirectRunner.class.getDeclaredMethod("setClockSupplier", Supplier.class);
      setter.setAccessible(true);
      setter.invoke(runner, clock);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Beam's DirectRunner takes no clock", e);
    }
    return new QuietDirectRunner(runner);
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    return runner.run(pipeline);
  }
}
