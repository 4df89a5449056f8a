package org.autoif.io.nli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** How a question was judged. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"question", "labels"})
@JsonDeserialize(builder = AutoValue_NliResult.Builder.class)
public abstract class NliResult {
  /** The question. */
  @SchemaFieldNumber("0")
  public abstract NliQuestion getQuestion();

  /**
   * One label a hypothesis: {@code entailment}, {@code neutral}, {@code contradiction}, {@code
   * truncated} where the judge's answer was cut at a token limit, or {@code unknown} where it could
   * not be had; that has a failure row.
   */
  @SchemaFieldNumber("1")
  public abstract List<String> getLabels();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_NliResult.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link NliResult}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setQuestion(NliQuestion question);

    public abstract Builder setLabels(List<String> labels);

    public abstract NliResult build();
  }
}
