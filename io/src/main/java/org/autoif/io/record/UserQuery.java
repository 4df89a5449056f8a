package org.autoif.io.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** A user's question that an instruction is attached to (paper, section 3.2). */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"id", "text"})
@JsonDeserialize(builder = AutoValue_UserQuery.Builder.class)
public abstract class UserQuery {
  /** Content hash of the normalised text. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** The question, trimmed. */
  @SchemaFieldNumber("1")
  public abstract String getText();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_UserQuery.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link UserQuery}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setText(String text);

    public abstract UserQuery build();
  }
}
