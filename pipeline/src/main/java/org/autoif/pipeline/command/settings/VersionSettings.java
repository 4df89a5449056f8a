package org.autoif.pipeline.command.settings;

import java.util.List;
import org.autoif.pipeline.command.line.Arguments;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.OutputOptions;
import org.autoif.pipeline.options.VersionOptions;
import org.autoif.transforms.publish.export.Export;
import org.autoif.transforms.train.Split;
import org.jspecify.annotations.Nullable;

/**
 * How a version of a dataset is written, where, and when it counts.
 *
 * @param output folder of all versions; null where nothing is written
 * @param name of the version; null for one by the time
 * @param rowsPerFile rows a file, on average
 * @param parquet whether rows to train on are Parquet, and not JSONL
 * @param split which instructions are held out
 * @param exports layouts besides
 * @param base version that it is compared to, or {@code none}; null for the latest
 * @param minSft rows that sft must have; null for one where such rows are made
 * @param minDpo rows that dpo must have, likewise
 * @param keepVersions finished versions that are kept; 0 for all
 */
public record VersionSettings(
    @Nullable String output,
    @Nullable String name,
    int rowsPerFile,
    boolean parquet,
    Split split,
    List<Export> exports,
    @Nullable String base,
    @Nullable Integer minSft,
    @Nullable Integer minDpo,
    int keepVersions) {
  private static final String PARQUET = "parquet";

  /**
   * Resolves options.
   *
   * @throws UsageException if a value is out of its range
   */
  public static <T extends OutputOptions & VersionOptions> VersionSettings of(T options) {
    return Arguments.checked(
        () ->
            new VersionSettings(
                options.getOutput(),
                options.getVersion(),
                options.getRowsPerFile(),
                isParquet(options.getOutputFormat()),
                new Split(options.getValidationFraction()),
                Export.parse(options.getExports()),
                options.getBaseVersion(),
                atLeast("minSft", options.getMinSft()),
                atLeast("minDpo", options.getMinDpo()),
                options.getKeepVersions()));
  }

  private static boolean isParquet(String format) {
    if (!format.equals("jsonl") && !format.equals(PARQUET)) {
      throw new IllegalArgumentException(
          "outputFormat '" + format + "': expected jsonl or parquet");
    }
    return format.equals(PARQUET);
  }

  private static @Nullable Integer atLeast(String name, @Nullable Integer given) {
    if (given != null && given < 0) {
      throw new IllegalArgumentException(name + " " + given + ": must be at least 0");
    }
    return given;
  }
}
