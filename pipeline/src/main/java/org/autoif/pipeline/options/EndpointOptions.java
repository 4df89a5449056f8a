package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The teacher's chat endpoint. The key itself is never an option: runners show options. */
public interface EndpointOptions extends PipelineOptions {
  @Description("Address of an OpenAI-compatible endpoint, with its /v1.")
  @Nullable String getTeacherBaseUrl();

  void setTeacherBaseUrl(@Nullable String teacherBaseUrl);

  @Description("Name of the model.")
  @Nullable String getTeacherModel();

  void setTeacherModel(@Nullable String teacherModel);

  @Description("Environment variable that holds the key, on every worker.")
  @Nullable String getTeacherApiKeyEnv();

  void setTeacherApiKeyEnv(@Nullable String teacherApiKeyEnv);

  @Description(
      "File that holds the key, on every worker; used when --teacherApiKeyEnv is not given.")
  @Nullable String getTeacherApiKeyFile();

  void setTeacherApiKeyFile(@Nullable String teacherApiKeyFile);

  @Description(
      "JSON object whose fields are added to every request, such as "
          + "{\"enable_thinking\":false}.")
  @Nullable String getTeacherExtraBody();

  void setTeacherExtraBody(@Nullable String teacherExtraBody);

  @Description(
      "Header that has the key as it is, such as Azure's api-key; by default Authorization with a"
          + " Bearer.")
  @Nullable String getTeacherApiKeyHeader();

  void setTeacherApiKeyHeader(@Nullable String teacherApiKeyHeader);

  @Description(
      "Fields that requests to the teacher go without, separated by commas: n, response_format, seed,"
          + " temperature, max_tokens. What an endpoint refuses is left out anyhow.")
  @Nullable String getTeacherOmit();

  void setTeacherOmit(@Nullable String teacherOmit);

  @Description(
      "Who says what the system says: system, or user for a model without such a turn, which reads"
          + " it before the user's own text.")
  @Nullable String getTeacherSystemTurn();

  void setTeacherSystemTurn(@Nullable String teacherSystemTurn);

  @Description(
      "What endpoints are asked for where an answer shall be JSON: none, json (a JSON object) or"
          + " schema (one that keeps to a schema). It is not relied on.")
  @Default.String("none")
  String getStructuredOutput();

  void setStructuredOutput(String structuredOutput);
}
