package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * The chat endpoint of the judge, which compares instructions and scores answers; what is not given
 * is the teacher's.
 */
public interface JudgeOptions extends PipelineOptions {
  @Description(
      "Address of the judge's endpoint, with its /v1; by default the teacher's. Needs --judgeModel.")
  @Nullable String getJudgeBaseUrl();

  void setJudgeBaseUrl(@Nullable String judgeBaseUrl);

  @Description("Name of the judge's model; by default the teacher's.")
  @Nullable String getJudgeModel();

  void setJudgeModel(@Nullable String judgeModel);

  @Description(
      "Environment variable that holds the judge's key, on every worker; by default the teacher's,"
          + " which is never sent to another address.")
  @Nullable String getJudgeApiKeyEnv();

  void setJudgeApiKeyEnv(@Nullable String judgeApiKeyEnv);

  @Description(
      "File that holds the judge's key, on every worker; used when --judgeApiKeyEnv is not given.")
  @Nullable String getJudgeApiKeyFile();

  void setJudgeApiKeyFile(@Nullable String judgeApiKeyFile);

  @Description(
      "JSON object whose fields are added to every request to the judge; by default the teacher's,"
          + " unless the judge has an address of its own.")
  @Nullable String getJudgeExtraBody();

  void setJudgeExtraBody(@Nullable String judgeExtraBody);

  @Description(
      "Header that has the key as it is, such as Azure's api-key; by default Authorization with a"
          + " Bearer. By default the teacher's, unless the judge has an address of its own.")
  @Nullable String getJudgeApiKeyHeader();

  void setJudgeApiKeyHeader(@Nullable String judgeApiKeyHeader);

  @Description(
      "Fields that requests to the judge go without, separated by commas: n, response_format, seed,"
          + " temperature, max_tokens. What an endpoint refuses is left out anyhow. By default the teacher's, unless the judge has an address of its own.")
  @Nullable String getJudgeOmit();

  void setJudgeOmit(@Nullable String judgeOmit);

  @Description(
      "Who says what the system says: system, or user for a model without such a turn, which reads"
          + " it before the user's own text. By default the teacher's, unless the judge has an address of its own.")
  @Nullable String getJudgeSystemTurn();

  void setJudgeSystemTurn(@Nullable String judgeSystemTurn);

  @Description(
      "Cap on a completion of the judge, in tokens; 0 leaves it to the endpoint; by default"
          + " --maxTokens.")
  @Nullable Integer getJudgeMaxTokens();

  void setJudgeMaxTokens(@Nullable Integer judgeMaxTokens);
}
