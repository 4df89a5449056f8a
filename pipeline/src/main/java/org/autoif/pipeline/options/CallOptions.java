package org.autoif.pipeline.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** How endpoints are asked. */
public interface CallOptions extends PipelineOptions {
  @Description("Cap on a completion, in tokens; 0 leaves it to the endpoint.")
  @Default.Integer(0)
  int getMaxTokens();

  void setMaxTokens(int maxTokens);

  @Description("Longest wait for an answer, in seconds.")
  @Default.Integer(600)
  int getRequestTimeout();

  void setRequestTimeout(int requestTimeout);

  @Description(
      "Share of a step's calls that may fail before the job ends, from 0 to 1; it also ends where the"
          + " first 10 of a step all fail alike, or all of a step's. At 1 it goes on whatever fails.")
  @Default.Double(0.1)
  double getMaxFailures();

  void setMaxFailures(double maxFailures);

  @Description(
      "PEM file, on every worker, with authorities whose certificates are trusted besides Java's; by"
          + " default the one that the environment variable SSL_CERT_FILE names.")
  @Nullable String getCaFile();

  void setCaFile(@Nullable String caFile);

  @Description("Requests in flight in one worker process.")
  @Default.Integer(64)
  int getMaxInFlight();

  void setMaxInFlight(int maxInFlight);

  @Description("How often a request may fail before it is given up.")
  @Default.Integer(6)
  int getMaxAttempts();

  void setMaxAttempts(int maxAttempts);

  @Description(
      "How long an endpoint that has no room (429) or is away may answer nobody before the job"
          + " ends, in seconds; such waits are no attempts.")
  @Default.Integer(300)
  int getEndpointPatience();

  void setEndpointPatience(int endpointPatience);

  @Description(
      "Requests a minute to one endpoint, at most, all workers together if they share"
          + " --completionStore, else a worker process; 0 for no limit.")
  @Default.Integer(0)
  int getRequestsPerMinute();

  void setRequestsPerMinute(int requestsPerMinute);

  @Description("Tokens a minute, prompt and completion, likewise; 0 for no limit.")
  @Default.Integer(0)
  int getTokensPerMinute();

  void setTokensPerMinute(int tokensPerMinute);

  @Description(
      "Samples that one request asks for, from 1 to 128: cheaper where the endpoint counts a prompt"
          + " once for all of them. Those that do not come are asked for by themselves.")
  @Default.Integer(1)
  int getChoicesPerRequest();

  void setChoicesPerRequest(int choicesPerRequest);
}
