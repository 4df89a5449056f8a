package org.autoif.io.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;
import org.jspecify.annotations.Nullable;

/** A verifiable-reward row: a prompt and the functions that reward an answer to it. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"id", "prompt", "constraints", "pass_rate", "responses", "reliability"})
@JsonDeserialize(builder = AutoValue_RewardTask.Builder.class)
public abstract class RewardTask {
  /** Id of the task. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** The prompt, ending in a user turn. */
  @SchemaFieldNumber("1")
  public abstract List<Message> getPrompt();

  /** The constraints with their functions. */
  @SchemaFieldNumber("2")
  public abstract List<Constraint> getConstraints();

  /** Mean pass rate of the sampled responses, in [0, 1]: how easy the task is today. */
  @SchemaFieldNumber("3")
  public abstract double getPassRate();

  /** How many responses that mean was taken over. */
  @SchemaFieldNumber("4")
  public abstract int getResponses();

  /** See {@link TaskResponses#getReliability}. */
  @SchemaFieldNumber("5")
  public abstract @Nullable Double getReliability();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_RewardTask.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link RewardTask}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setPrompt(List<Message> prompt);

    public abstract Builder setConstraints(List<Constraint> constraints);

    public abstract Builder setPassRate(double passRate);

    public abstract Builder setResponses(int responses);

    public abstract Builder setReliability(@Nullable Double reliability);

    public abstract RewardTask build();
  }
}
