package org.autoif.pipeline.command.settings;

import java.util.List;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.autoif.pipeline.Runners;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.ProgressOptions;
import org.autoif.pipeline.options.ShardOptions;
import org.jspecify.annotations.Nullable;

/** Where a job runs, how its work is cut, and how it is told of. Beam's own options stay inside. */
public final class JobSettings {
  private static final int DIRECT_SHARDS = 3;
  private static final int FLINK_SHARDS = 64;

  private final PipelineOptions beam;
  private final List<String> arguments;
  private final int shards;
  private final ProgressMode progress;

  private JobSettings(
      PipelineOptions beam, List<String> arguments, int shards, ProgressMode progress) {
    this.beam = beam;
    this.arguments = arguments;
    this.shards = shards;
    this.progress = progress;
  }

  /**
   * Resolves options.
   *
   * @param arguments the same as they were given
   */
  public static <T extends ShardOptions & ProgressOptions> JobSettings of(
      T options, List<String> arguments) {
    return new JobSettings(options, arguments, shards(options), ProgressMode.of(options));
  }

  /** Returns into how many groups work is cut. */
  public static int shards(ShardOptions options) {
    int given = options.getShards();
    if (given < 0) {
      throw new UsageException("--shards " + given + ": must be at least 1, or 0 to leave it");
    }
    if (given > 0) {
      return given;
    }
    // Few on the DirectRunner, where each group is a bundle; on Flink enough to be spread evenly.
    return Runners.isFlink(options)
        ? FLINK_SHARDS * Math.max(1, options.as(FlinkPipelineOptions.class).getParallelism())
        : DIRECT_SHARDS;
  }

  /** Returns into how many groups work is cut. */
  public int shards() {
    return shards;
  }

  public ProgressMode progress() {
    return progress;
  }

  /** Returns the Flink that the job is for; null for the DirectRunner. */
  public @Nullable FlinkTarget flink() {
    if (!Runners.isFlink(beam)) {
      return null;
    }
    FlinkPipelineOptions flink = beam.as(FlinkPipelineOptions.class);
    return new FlinkTarget(flink.getFlinkMaster(), flink.getAttachedMode());
  }

  /** Returns whether it is on a cluster. */
  public boolean isRemote() {
    FlinkTarget flink = flink();
    return flink != null && flink.isRemote();
  }

  /** Returns whether the job is to go on without this process. */
  public boolean isDetached() {
    FlinkTarget flink = flink();
    return flink != null && flink.isDetached();
  }

  /** Makes an empty pipeline, whose runner trusts its steps: see {@link Runners#trust}. */
  public Pipeline pipeline() {
    Runners.trust(beam, arguments);
    return Pipeline.create(beam);
  }

  /** Makes the pipeline of a job by which it is found again; others have a name of Beam's each. */
  public Pipeline pipeline(String name) {
    beam.setJobName(name);
    return pipeline();
  }
}
