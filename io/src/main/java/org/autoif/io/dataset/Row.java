package org.autoif.io.dataset;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** One line of a dataset file. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"id", "json"})
@JsonDeserialize(builder = AutoValue_Row.Builder.class)
public abstract class Row {
  /** What the rows of a file are ordered by, and what decides the file. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** The row as one line of JSON. */
  @SchemaFieldNumber("1")
  public abstract String getJson();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Row.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Returns a row. */
  public static Row of(String id, String json) {
    return builder().setId(id).setJson(json).build();
  }

  /** Sets the values of a {@link Row}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setJson(String json);

    public abstract Row build();
  }
}
