package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** What a synthesis starts from. */
public interface InputOptions extends PipelineOptions {
  @Description(
      "Use the bundled seeds and queries and start the built-in teacher on a free "
          + "loopback port; options that are given still count.")
  @Default.Boolean(false)
  boolean getDemo();

  void setDemo(boolean demo);

  @Description("File of seed instructions, one a line.")
  @Nullable String getSeeds();

  void setSeeds(@Nullable String seeds);

  @Description(
      "File or pattern of user queries: conversations as of ShareGPT, messages or "
          + "named-field rows as JSON array, JSON Lines, Parquet, CSV or TSV, or plain text.")
  @Nullable String getQueries();

  void setQueries(@Nullable String queries);

  @Description(
      "Field that holds the query, for rows that are neither ShareGPT nor messages; "
          + "by default query, prompt, question or text.")
  @Nullable String getQueryField();

  void setQueryField(@Nullable String queryField);

  @Description(
      "Share of the rows of --queries, and of --decontaminate, that may be other than expected; "
          + "they are left out and counted.")
  @Default.Double(0.1)
  double getMaxBadRows();

  void setMaxBadRows(double maxBadRows);

  @Description(
      "Shortest query that is used, in characters; one of Chinese or Japanese counts as three.")
  @Default.Integer(20)
  int getMinQueryLength();

  void setMinQueryLength(int minQueryLength);

  @Description("Longest query that is used, in characters.")
  @Default.Integer(300)
  int getMaxQueryLength();

  void setMaxQueryLength(int maxQueryLength);

  @Description(
      "Files of benchmark prompts, separated by commas, in the layouts of --queries; "
          + "rows that share a run of words with one are dropped.")
  @Nullable String getDecontaminate();

  void setDecontaminate(@Nullable String decontaminate);

  @Description("Length of such a run, in words, at least 5.")
  @Default.Integer(13)
  int getDecontaminateWords();

  void setDecontaminateWords(int decontaminateWords);
}
