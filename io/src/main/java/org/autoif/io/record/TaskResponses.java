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

/**
 * A task with its sampled answers. The same record flows from {@code SampleResponses} to the steps
 * that build rows; an answer that a step refuses stays in it, marked, since it may be the worse
 * half of a preference pair.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"task", "responses", "reliability"})
@JsonDeserialize(builder = AutoValue_TaskResponses.Builder.class)
public abstract class TaskResponses {
  /** The task. */
  @SchemaFieldNumber("0")
  public abstract Task getTask();

  /** The answers, ordered by sample, with different texts. */
  @SchemaFieldNumber("1")
  public abstract List<Response> getResponses();

  /**
   * Mean of the estimated balanced accuracies of the task's functions, in [0, 1]; absent where they
   * were not estimated.
   */
  @SchemaFieldNumber("2")
  public abstract @Nullable Double getReliability();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_TaskResponses.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link TaskResponses}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setTask(Task task);

    public abstract Builder setResponses(List<Response> responses);

    public abstract Builder setReliability(@Nullable Double reliability);

    public abstract TaskResponses build();
  }
}
