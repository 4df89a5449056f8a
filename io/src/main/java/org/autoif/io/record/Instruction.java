package org.autoif.io.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/**
 * An instruction that code can check, hand-written or made by self-instruct (paper, section 3.1).
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"id", "text", "origin"})
@JsonDeserialize(builder = AutoValue_Instruction.Builder.class)
public abstract class Instruction {
  /** Content hash of the normalised text. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** The instruction as it is shown to a model. */
  @SchemaFieldNumber("1")
  public abstract String getText();

  /** {@code seed} or {@code self-instruct}. */
  @SchemaFieldNumber("2")
  public abstract String getOrigin();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Instruction.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link Instruction}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setText(String text);

    public abstract Builder setOrigin(String origin);

    public abstract Instruction build();
  }
}
