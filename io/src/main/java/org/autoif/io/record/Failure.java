package org.autoif.io.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/**
 * Something broke: the input of a step that could not be handled, kept so that it can be read
 * again.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"step", "kind", "id", "message", "attempts", "record"})
@JsonDeserialize(builder = AutoValue_Failure.Builder.class)
public abstract class Failure {
  /** Name of the transform in which it broke. */
  @SchemaFieldNumber("0")
  public abstract String getStep();

  /** One of a constant set of snake_case words a step. */
  @SchemaFieldNumber("1")
  public abstract String getKind();

  /** Id of the input. */
  @SchemaFieldNumber("2")
  public abstract String getId();

  /** What broke, in one line. */
  @SchemaFieldNumber("3")
  public abstract String getMessage();

  /** How often it was tried. */
  @SchemaFieldNumber("4")
  public abstract int getAttempts();

  /** The input as JSON, or the raw text that could not be read. */
  @SchemaFieldNumber("5")
  public abstract String getRecord();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Failure.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link Failure}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setStep(String step);

    public abstract Builder setKind(String kind);

    public abstract Builder setId(String id);

    public abstract Builder setMessage(String message);

    public abstract Builder setAttempts(int attempts);

    public abstract Builder setRecord(String record);

    public abstract Failure build();
  }
}
