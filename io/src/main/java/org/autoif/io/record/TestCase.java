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

/** A text with the verdict that a right function must give. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"input", "expected", "accuracy", "agreeing", "origin"})
@JsonDeserialize(builder = AutoValue_TestCase.Builder.class)
public abstract class TestCase {
  /** The origin of a text that was asked for as one that obeys, or that just fails. */
  public static final String NEAR_MISS = "near_miss";

  /** The text to judge. */
  @SchemaFieldNumber("0")
  public abstract String getInput();

  /** Whether the text follows the instruction. */
  @SchemaFieldNumber("1")
  public abstract boolean getExpected();

  /**
   * Share of the functions that agree with the expected verdict, in [0, 1]; absent before
   * cross-validation.
   */
  @SchemaFieldNumber("2")
  public abstract @Nullable Double getAccuracy();

  /** Ids of the functions that agree, ordered; absent before cross-validation. */
  @SchemaFieldNumber("3")
  public abstract @Nullable List<String> getAgreeing();

  /**
   * {@code near_miss} of a case that was written on purpose, away from the functions; absent for
   * one that a sample brought beside its function.
   */
  @SchemaFieldNumber("4")
  public abstract @Nullable String getOrigin();

  /**
   * Returns whether this was written without sight of any function, so that functions are held to
   * it and do not vote on it.
   */
  public final boolean wasWrittenApart() {
    return NEAR_MISS.equals(getOrigin());
  }

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_TestCase.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link TestCase}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setInput(String input);

    public abstract Builder setExpected(boolean expected);

    public abstract Builder setAccuracy(@Nullable Double accuracy);

    public abstract Builder setAgreeing(@Nullable List<String> agreeing);

    public abstract Builder setOrigin(@Nullable String origin);

    public abstract TestCase build();
  }
}
