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
@JsonPropertyOrder({"step", "role", "calls", "completions", "prompt_tokens", "completion_tokens"})
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

  /** Their prompt tokens as the endpoint counted them; 0 where it does not. */
  @SchemaFieldNumber("4")
  public abstract long getPromptTokens();

  /** Their completion tokens, likewise. */
  @SchemaFieldNumber("5")
  public abstract long getCompletionTokens();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Usage.Builder();
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

    public abstract Usage build();
  }
}
