package org.autoif.pipeline;

import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a job's runner is told beyond what the user says of it. */
public final class Runners {
  private Runners() {}

  /** Returns whether a job is for Flink, be it in this process or on a cluster. */
  public static boolean isFlink(PipelineOptions options) {
    return options.getRunner().getSimpleName().equals("FlinkRunner");
  }

  /**
   * Keeps a runner from cloning records on their way, unless the arguments that the options come
   * from speak of it: the DirectRunner does so in its checks on user code, which are this project's
   * tests' business; Flink from one step of a chain to the next, for the case that a step changes
   * what it was given.
   */
  public static void trust(PipelineOptions options, List<String> arguments) {
    if (isFlink(options)) {
      if (arguments.stream().noneMatch(a -> a.startsWith("--fasterCopy"))) {
        options.as(FlinkPipelineOptions.class).setFasterCopy(true);
      }
    } else {
      Direct.quieten(options);
      if (arguments.stream().noneMatch(a -> a.startsWith("--enforce"))) {
        Direct.trust(options);
      }
    }
  }

  /** Apart, since the jar for clusters has no DirectRunner. */
  private static final class Direct {
    static void trust(PipelineOptions options) {
      DirectOptions direct = options.as(DirectOptions.class);
      direct.setEnforceEncodability(false);
      direct.setEnforceImmutability(false);
    }

    /** Takes the processor from nobody while it waits: see {@link QuietClock}. */
    static void quieten(PipelineOptions options) {
      if (options.getRunner() == DirectRunner.class) {
        options.setRunner(QuietDirectRunner.class);
      }
    }
  }
}
