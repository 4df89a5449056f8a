package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * The chat endpoint of the policy, which writes the answers to learn from; what is not given is the
 * teacher's, where there is one.
 */
public interface PolicyOptions extends PipelineOptions {
  @Description(
      "Address of the policy's endpoint, with its /v1, as OpenAI has it. Needs --policyModel. For"
          + " synthesize by default the teacher's.")
  @Nullable String getPolicyBaseUrl();

  void setPolicyBaseUrl(@Nullable String policyBaseUrl);

  @Description("Name of the policy's model; for synthesize by default the teacher's.")
  @Nullable String getPolicyModel();

  void setPolicyModel(@Nullable String policyModel);

  @Description(
      "Environment variable that holds the policy's key, on every worker. For synthesize by"
          + " default the teacher's, which is never sent to another address.")
  @Nullable String getPolicyApiKeyEnv();

  void setPolicyApiKeyEnv(@Nullable String policyApiKeyEnv);

  @Description(
      "File that holds the policy's key, on every worker; used when --policyApiKeyEnv is not given.")
  @Nullable String getPolicyApiKeyFile();

  void setPolicyApiKeyFile(@Nullable String policyApiKeyFile);

  @Description(
      "JSON object whose fields are added to every request to the policy. For synthesize by"
          + " default the teacher's, unless the policy has an address of its own.")
  @Nullable String getPolicyExtraBody();

  void setPolicyExtraBody(@Nullable String policyExtraBody);

  @Description(
      "Header that has the key as it is, such as Azure's api-key; by default Authorization with a"
          + " Bearer. For synthesize by default the teacher's, unless the policy has an address of its own.")
  @Nullable String getPolicyApiKeyHeader();

  void setPolicyApiKeyHeader(@Nullable String policyApiKeyHeader);

  @Description(
      "Fields that requests to the policy go without, separated by commas: n, response_format, seed,"
          + " temperature, max_tokens. What an endpoint refuses is left out anyhow. For synthesize by default the teacher's, unless the policy has an address of its own.")
  @Nullable String getPolicyOmit();

  void setPolicyOmit(@Nullable String policyOmit);

  @Description(
      "Who says what the system says: system, or user for a model without such a turn, which reads"
          + " it before the user's own text. For synthesize by default the teacher's, unless the policy has an address of its own.")
  @Nullable String getPolicySystemTurn();

  void setPolicySystemTurn(@Nullable String policySystemTurn);

  @Description(
      "Cap on a completion of the policy, in tokens; 0 leaves it to the endpoint; by default"
          + " --maxTokens.")
  @Nullable Integer getPolicyMaxTokens();

  void setPolicyMaxTokens(@Nullable Integer policyMaxTokens);
}
