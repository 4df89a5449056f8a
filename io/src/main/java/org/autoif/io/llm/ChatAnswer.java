package org.autoif.io.llm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** What came back for a {@link ChatCall}. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"call", "choices"})
@JsonDeserialize(builder = AutoValue_ChatAnswer.Builder.class)
public abstract class ChatAnswer {
  /** The questions. */
  @SchemaFieldNumber("0")
  public abstract ChatCall getCall();

  /** The samples that succeeded, ordered by question and sample; at least one. */
  @SchemaFieldNumber("1")
  public abstract List<Choice> getChoices();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_ChatAnswer.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Returns the samples of one question, ordered; empty if none succeeded. */
  public final List<Choice> choicesOf(int prompt) {
    return getChoices().stream().filter(c -> c.getPrompt() == prompt).toList();
  }

  /** Sets the values of a {@link ChatAnswer}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setCall(ChatCall call);

    public abstract Builder setChoices(List<Choice> choices);

    public abstract ChatAnswer build();
  }
}
