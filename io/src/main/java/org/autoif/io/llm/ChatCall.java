package org.autoif.io.llm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;
import org.jspecify.annotations.Nullable;

/** Questions to a model about one record, each with as many samples as wanted. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({
  "id",
  "step",
  "role",
  "prompts",
  "samples",
  "temperature",
  "seed",
  "context",
  "response_format"
})
@JsonDeserialize(builder = AutoValue_ChatCall.Builder.class)
public abstract class ChatCall {
  /** Content hash of the record; with the step it names the call. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** Name of the transform that asks. */
  @SchemaFieldNumber("1")
  public abstract String getStep();

  /** {@code teacher}, {@code judge} or {@code policy}: whom to ask. Never an address. */
  @SchemaFieldNumber("2")
  public abstract String getRole();

  /** The questions, at least one. */
  @SchemaFieldNumber("3")
  public abstract List<Prompt> getPrompts();

  /** How many answers are wanted to each question, at least 1. */
  @SchemaFieldNumber("4")
  public abstract int getSamples();

  /** Sampling temperature, in [0, 2]. */
  @SchemaFieldNumber("5")
  public abstract double getTemperature();

  /** Seed of the first sample; sample {@code i} is asked with {@code seed + i}. */
  @SchemaFieldNumber("6")
  public abstract long getSeed();

  /** The record that the questions are about, as JSON; comes back with the answers. */
  @SchemaFieldNumber("7")
  public abstract String getContext();

  /**
   * The form that the answers shall have, as the JSON of OpenAI's {@code response_format}; absent
   * for any. Endpoints may not keep to it.
   */
  @SchemaFieldNumber("8")
  public abstract @Nullable String getResponseFormat();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_ChatCall.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link ChatCall}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setStep(String step);

    public abstract Builder setRole(String role);

    public abstract Builder setPrompts(List<Prompt> prompts);

    public abstract Builder setSamples(int samples);

    public abstract Builder setTemperature(double temperature);

    public abstract Builder setSeed(long seed);

    public abstract Builder setContext(String context);

    public abstract Builder setResponseFormat(@Nullable String responseFormat);

    public abstract ChatCall build();
  }
}
