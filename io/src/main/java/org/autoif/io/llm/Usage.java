package org.autoif.io.llm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import java.util.Map;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/**
 * What calls cost; adds up. It is told by the completions themselves, and so the same whether they
 * were paid for now or came from the store.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({
  "step",
  "role",
  "calls",
  "completions",
  "prompt_tokens",
  "completion_tokens",
  "cached_tokens",
  "requests",
  "retries",
  "latencies"
})
@JsonDeserialize(builder = AutoValue_Usage.Builder.class)
public abstract class Usage {
  /** Name of the transform that asked. */
  @SchemaFieldNumber("0")
  public abstract String getStep();

  /** Whom it asked. */
  @SchemaFieldNumber("1")
  public abstract String getRole();

  /** Records that were asked about. */
  @SchemaFieldNumber("2")
  public abstract long getCalls();

  /** Completions that came, whether they were paid for now or before. */
  @SchemaFieldNumber("3")
  public abstract long getCompletions();

  /**
   * Their prompt tokens as the endpoint counted them; 0 where it does not. Completions that are the
   * same request count once.
   */
  @SchemaFieldNumber("4")
  public abstract long getPromptTokens();

  /** Their completion tokens, likewise. */
  @SchemaFieldNumber("5")
  public abstract long getCompletionTokens();

  /** Those of the prompt tokens that the endpoint had in its cache. */
  @SchemaFieldNumber("6")
  public abstract long getCachedTokens();

  /** Requests that brought the completions: fewer where one brought several. */
  @SchemaFieldNumber("7")
  public abstract long getRequests();

  /** How often these requests were sent again before they were answered. */
  @SchemaFieldNumber("8")
  public abstract long getRetries();

  /** Requests by the bucket of their latency; those of unknown latency are in none. */
  @SchemaFieldNumber("9")
  public abstract Map<Integer, Long> getLatencies();

  /** Returns a builder in which the last four values are 0 or empty and the others are not set. */
  public static Builder builder() {
    return new AutoValue_Usage.Builder()
        .setCachedTokens(0)
        .setRequests(0)
        .setRetries(0)
        .setLatencies(Map.of());
  }

  /**
   * Returns the latency that a share of the requests did not exceed, in milliseconds, within 5 %;
   * -1 if none is known.
   *
   * @param share in (0, 1]
   */
  public final long latencyMillis(double share) {
    return Latencies.percentile(getLatencies(), share);
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Returns the sum of this and another usage of the same step and role. */
  public final Usage plus(Usage other) {
    return toBuilder()
        .setCalls(getCalls() + other.getCalls())
        .setCompletions(getCompletions() + other.getCompletions())
        .setPromptTokens(getPromptTokens() + other.getPromptTokens())
        .setCompletionTokens(getCompletionTokens() + other.getCompletionTokens())
        .setCachedTokens(getCachedTokens() + other.getCachedTokens())
        .setRequests(getRequests() + other.getRequests())
        .setRetries(getRetries() + other.getRetries())
        .setLatencies(Latencies.sum(getLatencies(), other.getLatencies()))
        .build();
  }

  /** Sets the values of a {@link Usage}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setStep(String step);

    public abstract Builder setRole(String role);

    public abstract Builder setCalls(long calls);

    public abstract Builder setCompletions(long completions);

    public abstract Builder setPromptTokens(long promptTokens);

    public abstract Builder setCompletionTokens(long completionTokens);

    public abstract Builder setCachedTokens(long cachedTokens);

    public abstract Builder setRequests(long requests);

    public abstract Builder setRetries(long retries);

    public abstract Builder setLatencies(Map<Integer, Long> latencies);

    public abstract Usage build();
  }
}
