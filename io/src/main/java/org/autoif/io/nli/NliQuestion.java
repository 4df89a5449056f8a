package org.autoif.io.nli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** A text and others that may follow from it. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"id", "premise", "hypotheses", "context"})
@JsonDeserialize(builder = AutoValue_NliQuestion.Builder.class)
public abstract class NliQuestion {
  /** Content hash of the record that it is about. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** The text that is taken as true. */
  @SchemaFieldNumber("1")
  public abstract String getPremise();

  /** The texts to compare with it, at least one. */
  @SchemaFieldNumber("2")
  public abstract List<String> getHypotheses();

  /** The record that the question is about, as JSON; comes back with the labels. */
  @SchemaFieldNumber("3")
  public abstract String getContext();

  /** Most hypotheses that go to a model at once: what Text Embeddings Inference takes. */
  public static final int BATCH = 32;

  /** Returns the hypotheses in batches of {@link #BATCH}, the last one smaller. */
  public final List<List<String>> batches() {
    List<String> all = getHypotheses();
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(from + BATCH, all.size())));
    }
    return batches;
  }

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_NliQuestion.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link NliQuestion}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setPremise(String premise);

    public abstract Builder setHypotheses(List<String> hypotheses);

    public abstract Builder setContext(String context);

    public abstract NliQuestion build();
  }
}
