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

/** One sampled answer to a task with what is known of its quality (paper, section 3.2). */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({
  "id",
  "sample",
  "text",
  "verdicts",
  "pass_rate",
  "score",
  "rejection",
  "confidence"
})
@JsonDeserialize(builder = AutoValue_Response.Builder.class)
public abstract class Response {
  /** Content hash of the task's id and the text. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** Index of the sample, from 0. */
  @SchemaFieldNumber("1")
  public abstract int getSample();

  /** The answer without reasoning text. */
  @SchemaFieldNumber("2")
  public abstract String getText();

  /**
   * One verdict a function, over the constraints in order: {@code true}, {@code false} or {@code
   * error:<kind>}; absent before verification.
   */
  @SchemaFieldNumber("3")
  public abstract @Nullable List<String> getVerdicts();

  /**
   * Share of {@code true} among the valid verdicts, averaged over the constraints, in [0, 1];
   * absent before verification and where a constraint has no valid verdict (UNSCORED).
   */
  @SchemaFieldNumber("4")
  public abstract @Nullable Double getPassRate();

  /** Mean of the judge's scores, in [0, 10]; absent before scoring. */
  @SchemaFieldNumber("5")
  public abstract @Nullable Double getScore();

  /** Why the answer is not to be learnt from; absent while nothing speaks against it. */
  @SchemaFieldNumber("6")
  public abstract @Nullable String getRejection();

  /**
   * Estimated probability that the answer follows its instructions, in [0, 1]; absent where it was
   * not estimated.
   */
  @SchemaFieldNumber("7")
  public abstract @Nullable Double getConfidence();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Response.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link Response}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setSample(int sample);

    public abstract Builder setText(String text);

    public abstract Builder setVerdicts(@Nullable List<String> verdicts);

    public abstract Builder setPassRate(@Nullable Double passRate);

    public abstract Builder setScore(@Nullable Double score);

    public abstract Builder setRejection(@Nullable String rejection);

    public abstract Builder setConfidence(@Nullable Double confidence);

    public abstract Response build();
  }
}
