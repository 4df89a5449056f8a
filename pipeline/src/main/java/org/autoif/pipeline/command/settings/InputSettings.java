package org.autoif.pipeline.command.settings;

import java.util.Arrays;
import java.util.List;
import org.autoif.pipeline.command.line.UsageException;
import org.autoif.pipeline.options.InputOptions;
import org.autoif.pipeline.options.SourceOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a synthesis starts from.
 *
 * @param demo whether bundled files and the built-in teacher stand in for what is not given
 * @param seeds file of seed instructions
 * @param queries files of queries
 * @param queryField field of a query; null to find it
 * @param maxBadRows share of rows that may have no query, from 0 to 1
 * @param benchmarks files of prompts that are kept out
 * @param benchmarkWords words in a row that count as a prompt's
 * @param seedsFrom where the seeds are from
 * @param queriesFrom where the queries are from
 */
public record InputSettings(
    boolean demo,
    @Nullable String seeds,
    @Nullable String queries,
    @Nullable String queryField,
    double maxBadRows,
    List<String> benchmarks,
    int benchmarkWords,
    Origin seedsFrom,
    Origin queriesFrom) {

  /** Where files are from, as far as the user told. */
  public record Origin(@Nullable String source, @Nullable String license) {}

  /**
   * Resolves options.
   *
   * @throws UsageException if a value is out of its range
   */
  public static <T extends InputOptions & SourceOptions> InputSettings of(T options) {
    double share = options.getMaxBadRows();
    if (!(share >= 0 && share <= 1)) {
      throw new UsageException("--maxBadRows=" + share + ": from 0 to 1 is allowed, as a share");
    }
    String benchmarks = options.getDecontaminate();
    return new InputSettings(
        options.getDemo(),
        options.getSeeds(),
        options.getQueries(),
        options.getQueryField(),
        share,
        benchmarks == null
            ? List.of()
            : Arrays.stream(benchmarks.split(",", -1)).map(String::strip).toList(),
        options.getDecontaminateWords(),
        new Origin(options.getSeedsSource(), options.getSeedsLicense()),
        new Origin(options.getQueriesSource(), options.getQueriesLicense()));
  }
}
