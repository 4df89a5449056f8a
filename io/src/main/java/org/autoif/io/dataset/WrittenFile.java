package org.autoif.io.dataset;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** A finished file of a dataset. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"path", "rows", "bytes", "sha256"})
@JsonDeserialize(builder = AutoValue_WrittenFile.Builder.class)
public abstract class WrittenFile {
  /** Path under the version's folder, with slashes. */
  @SchemaFieldNumber("0")
  public abstract String getPath();

  /** Lines in it. */
  @SchemaFieldNumber("1")
  public abstract long getRows();

  /** Its size. */
  @SchemaFieldNumber("2")
  public abstract long getBytes();

  /** SHA-256 of its bytes in hexadecimal. */
  @SchemaFieldNumber("3")
  public abstract String getSha256();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_WrittenFile.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link WrittenFile}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setPath(String path);

    public abstract Builder setRows(long rows);

    public abstract Builder setBytes(long bytes);

    public abstract Builder setSha256(String sha256);

    public abstract WrittenFile build();
  }
}
