package org.autoif.io.llm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** What calls cost; adds up. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({
  "step",
  "role",
  "calls",
  "requests",
  "prompt_tokens",
  "completion_tokens",
  "reused"
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

  /** Requests that brought an answer. */
  @SchemaFieldNumber("3")
  public abstract long getRequests();

  /** Prompt tokens as the endpoint counted them; 0 where it does not. */
  @SchemaFieldNumber("4")
  public abstract long getPromptTokens();

  /** Completion tokens, likewise. */
  @SchemaFieldNumber("5")
  public abstract long getCompletionTokens();

  /** Completions that were taken from the store: they cost no request and no token. */
  @SchemaFieldNumber("6")
  public abstract long getReused();

  /** Returns a builder without values but that nothing was reused. */
  public static Builder builder() {
    return new AutoValue_Usage.Builder().setReused(0);
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Returns the sum of this and another usage of the same step and role. */
  public final Usage plus(Usage other) {
    return toBuilder()
        .setCalls(getCalls() + other.getCalls())
        .setRequests(getRequests() + other.getRequests())
        .setPromptTokens(getPromptTokens() + other.getPromptTokens())
        .setCompletionTokens(getCompletionTokens() + other.getCompletionTokens())
        .setReused(getReused() + other.getReused())
        .build();
  }

  /** Sets the values of a {@link Usage}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setStep(String step);

    public abstract Builder setRole(String role);

    public abstract Builder setCalls(long calls);

    public abstract Builder setRequests(long requests);

    public abstract Builder setPromptTokens(long promptTokens);

    public abstract Builder setCompletionTokens(long completionTokens);

    public abstract Builder setReused(long reused);

    public abstract Usage build();
  }
}
