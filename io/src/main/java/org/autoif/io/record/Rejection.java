package org.autoif.io.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** The method said no: a record that a step refused on purpose, with the reason. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"step", "reason", "id", "detail", "record"})
@JsonDeserialize(builder = AutoValue_Rejection.Builder.class)
public abstract class Rejection {
  /** Name of the transform that refused it. */
  @SchemaFieldNumber("0")
  public abstract String getStep();

  /** One of a constant set of snake_case words a step. */
  @SchemaFieldNumber("1")
  public abstract String getReason();

  /** Id of the refused record. */
  @SchemaFieldNumber("2")
  public abstract String getId();

  /** What was measured against which bound, in words. */
  @SchemaFieldNumber("3")
  public abstract String getDetail();

  /** The refused record as JSON. */
  @SchemaFieldNumber("4")
  public abstract String getRecord();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Rejection.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link Rejection}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setStep(String step);

    public abstract Builder setReason(String reason);

    public abstract Builder setId(String id);

    public abstract Builder setDetail(String detail);

    public abstract Builder setRecord(String record);

    public abstract Rejection build();
  }
}
