package org.autoif.pipeline.options.command;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.autoif.pipeline.options.LatencyOptions;
import org.jspecify.annotations.Nullable;

/** The built-in teacher. */
public interface TeacherOptions extends LatencyOptions {
  @Description("Port on the loopback address; 0 for a free one.")
  @Default.Integer(0)
  int getPort();

  void setPort(int port);

  @Description("Share of requests answered with 500, from 0 to 1.")
  @Default.Double(0.0)
  double getErrorRate();

  void setErrorRate(double errorRate);

  @Description("Share of requests answered with 429 and Retry-After, from 0 to 1.")
  @Default.Double(0.0)
  double getRateLimitRate();

  void setRateLimitRate(double rateLimitRate);

  @Description("Share of requests answered with a broken body, from 0 to 1.")
  @Default.Double(0.0)
  double getMalformedRate();

  void setMalformedRate(double malformedRate);

  @Description("Requests at a time above which the answer is 429; 0 for no limit.")
  @Default.Integer(0)
  int getMaxConcurrency();

  void setMaxConcurrency(int maxConcurrency);

  @Description(
      "Environment variable with the key that callers must send; without it none is " + "needed.")
  @Nullable String getApiKeyEnv();

  void setApiKeyEnv(@Nullable String apiKeyEnv);
}
