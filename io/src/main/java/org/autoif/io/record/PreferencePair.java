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

/**
 * A preference row: two answers to one prompt, of which the functions accept only the first (paper,
 * section 3.3).
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({
  "id",
  "level",
  "prompt",
  "chosen",
  "rejected",
  "instruction_ids",
  "chosen_pass_rate",
  "rejected_pass_rate",
  "chosen_confidence",
  "rejected_confidence"
})
@JsonDeserialize(builder = AutoValue_PreferencePair.Builder.class)
public abstract class PreferencePair {
  /** Content hash of the prompt and both answers. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** {@code instruction} or {@code query}. */
  @SchemaFieldNumber("1")
  public abstract String getLevel();

  /** The prompt, ending in a user turn. */
  @SchemaFieldNumber("2")
  public abstract List<Message> getPrompt();

  /** The accepted answer, one assistant turn. */
  @SchemaFieldNumber("3")
  public abstract List<Message> getChosen();

  /** The refused answer, one assistant turn. */
  @SchemaFieldNumber("4")
  public abstract List<Message> getRejected();

  /** Ids of the instructions of the prompt. */
  @SchemaFieldNumber("5")
  public abstract List<String> getInstructionIds();

  /** Pass rate of the accepted answer, in (0, 1]. */
  @SchemaFieldNumber("6")
  public abstract double getChosenPassRate();

  /** Pass rate of the refused answer. */
  @SchemaFieldNumber("7")
  public abstract double getRejectedPassRate();

  /** Of the accepted answer, see {@link Response#getConfidence}. */
  @SchemaFieldNumber("8")
  public abstract @Nullable Double getChosenConfidence();

  /** Of the refused answer, likewise: the probability that it does follow. */
  @SchemaFieldNumber("9")
  public abstract @Nullable Double getRejectedConfidence();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_PreferencePair.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link PreferencePair}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setLevel(String level);

    public abstract Builder setPrompt(List<Message> prompt);

    public abstract Builder setChosen(List<Message> chosen);

    public abstract Builder setRejected(List<Message> rejected);

    public abstract Builder setInstructionIds(List<String> instructionIds);

    public abstract Builder setChosenPassRate(double chosenPassRate);

    public abstract Builder setRejectedPassRate(double rejectedPassRate);

    public abstract Builder setChosenConfidence(@Nullable Double chosenConfidence);

    public abstract Builder setRejectedConfidence(@Nullable Double rejectedConfidence);

    public abstract PreferencePair build();
  }
}
