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
      "What endpoints are asked for where an answer shall be JSON: none, json (a JSON object) or"
          + " schema (one that keeps to a schema). It is not relied on.")
  @Default.String("none")
  String getStructuredOutput();

  void setStructuredOutput(String structuredOutput);
}
