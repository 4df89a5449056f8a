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

/** A supervised fine-tuning row: a conversation whose last turn passed every check. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({
  "id",
  "messages",
  "task_id",
  "instruction_ids",
  "pass_rate",
  "score",
  "verdicts",
  "confidence"
})
@JsonDeserialize(builder = AutoValue_SftExample.Builder.class)
public abstract class SftExample {
  /** Id of the response. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** Prompt and answer; the last turn is the assistant's. */
  @SchemaFieldNumber("1")
  public abstract List<Message> getMessages();

  /** Id of the task. */
  @SchemaFieldNumber("2")
  public abstract String getTaskId();

  /** Ids of the instructions that the answer follows. */
  @SchemaFieldNumber("3")
  public abstract List<String> getInstructionIds();

  /** Share of the functions that accept the answer, in (0, 1]. */
  @SchemaFieldNumber("4")
  public abstract double getPassRate();

  /** Mean of the judge's scores, in [0, 10]; absent when scoring is off. */
  @SchemaFieldNumber("5")
  public abstract @Nullable Double getScore();

  /** What each function said of the answer; see {@link Response#getVerdicts}. */
  @SchemaFieldNumber("6")
  public abstract @Nullable List<String> getVerdicts();

  /** See {@link Response#getConfidence}. */
  @SchemaFieldNumber("7")
  public abstract @Nullable Double getConfidence();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_SftExample.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link SftExample}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setMessages(List<Message> messages);

    public abstract Builder setTaskId(String taskId);

    public abstract Builder setInstructionIds(List<String> instructionIds);

    public abstract Builder setPassRate(double passRate);

    public abstract Builder setScore(@Nullable Double score);

    public abstract Builder setVerdicts(@Nullable List<String> verdicts);

    public abstract Builder setConfidence(@Nullable Double confidence);

    public abstract SftExample build();
  }
}
