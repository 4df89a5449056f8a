package org.autoif.io.llm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;
import org.jspecify.annotations.Nullable;

/** One sample of an answer. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"prompt", "sample", "text", "reasoning", "finish_reason"})
@JsonDeserialize(builder = AutoValue_Choice.Builder.class)
public abstract class Choice {
  /** Index of the question in the call, from 0. */
  @SchemaFieldNumber("0")
  public abstract int getPrompt();

  /** Index of the sample, from 0. */
  @SchemaFieldNumber("1")
  public abstract int getSample();

  /** The answer without reasoning text. */
  @SchemaFieldNumber("2")
  public abstract String getText();

  /** Reasoning text that came with it, if any. */
  @SchemaFieldNumber("3")
  public abstract @Nullable String getReasoning();

  /** Why the model stopped: {@code stop}, {@code length} or the endpoint's own word. */
  @SchemaFieldNumber("4")
  public abstract String getFinishReason();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Choice.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link Choice}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setPrompt(int prompt);

    public abstract Builder setSample(int sample);

    public abstract Builder setText(String text);

    public abstract Builder setReasoning(@Nullable String reasoning);

    public abstract Builder setFinishReason(String finishReason);

    public abstract Choice build();
  }
}
