package org.autoif.io.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;
import org.jspecify.annotations.Nullable;

/**
 * A verification function: Python source that defines {@code evaluate(response)} (paper, section
 * 3.1).
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({
  "id",
  "source",
  "accuracy",
  "back_translation",
  "entailment",
  "entailment_back",
  "repairs"
})
@JsonDeserialize(builder = AutoValue_VerifierFunction.Builder.class)
public abstract class VerifierFunction {
  /** Content hash of the source. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** The Python source, exactly as the model wrote it. */
  @SchemaFieldNumber("1")
  public abstract String getSource();

  /**
   * Share of the kept test cases that the function judges as expected, in [0, 1]; absent before
   * cross-validation.
   */
  @SchemaFieldNumber("2")
  public abstract @Nullable Double getAccuracy();

  /** The instruction that the model reads out of the source; absent before back-translation. */
  @SchemaFieldNumber("3")
  public abstract @Nullable String getBackTranslation();

  /**
   * {@code entailment}, {@code neutral} or {@code contradiction} of the instruction and the
   * back-translation; absent before the check.
   */
  @SchemaFieldNumber("4")
  public abstract @Nullable String getEntailment();

  /**
   * The label of the other direction, of the back-translation and the instruction; absent where
   * that was not asked.
   */
  @SchemaFieldNumber("5")
  public abstract @Nullable String getEntailmentBack();

  /**
   * How many times the model wrote this anew after it was shown what was wrong, at least 1; absent
   * for a function that is as it was first written.
   */
  @SchemaFieldNumber("6")
  public abstract @Nullable Integer getRepairs();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_VerifierFunction.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link VerifierFunction}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setSource(String source);

    public abstract Builder setAccuracy(@Nullable Double accuracy);

    public abstract Builder setBackTranslation(@Nullable String backTranslation);

    public abstract Builder setEntailment(@Nullable String entailment);

    public abstract Builder setEntailmentBack(@Nullable String entailmentBack);

    public abstract Builder setRepairs(@Nullable Integer repairs);

    public abstract VerifierFunction build();
  }
}
