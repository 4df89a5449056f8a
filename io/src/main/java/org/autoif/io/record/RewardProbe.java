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

/** What a trick earns under an instruction: a text that answers nothing, and its reward. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({
  "id",
  "trick",
  "instruction_id",
  "prompt",
  "response",
  "times",
  "functions",
  "fooled",
  "guard",
  "reward"
})
@JsonDeserialize(builder = AutoValue_RewardProbe.Builder.class)
public abstract class RewardProbe {
  /** Content hash of the instruction's id and the trick. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** Name of the trick. */
  @SchemaFieldNumber("1")
  public abstract String getTrick();

  /** Id of the instruction. */
  @SchemaFieldNumber("2")
  public abstract String getInstructionId();

  /** A request with the instruction, ending in a user turn. */
  @SchemaFieldNumber("3")
  public abstract List<Message> getPrompt();

  /** The trick's text, or the part of it that is repeated. */
  @SchemaFieldNumber("4")
  public abstract String getResponse();

  /** How often the response is to be repeated to have the whole text, at least once. */
  @SchemaFieldNumber("5")
  public abstract int getTimes();

  /** How many functions the instruction has. */
  @SchemaFieldNumber("6")
  public abstract int getFunctions();

  /** How many of them accept the whole text. */
  @SchemaFieldNumber("7")
  public abstract int getFooled();

  /** The guard of the reward that refuses it whatever they say; absent for none. */
  @SchemaFieldNumber("8")
  public abstract @Nullable String getGuard();

  /** What it earns, in [0, 1]: 0 with a guard or without a valid verdict. */
  @SchemaFieldNumber("9")
  public abstract double getReward();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_RewardProbe.Builder();
  }

  /** Sets the values of a {@link RewardProbe}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setTrick(String trick);

    public abstract Builder setInstructionId(String instructionId);

    public abstract Builder setPrompt(List<Message> prompt);

    public abstract Builder setResponse(String response);

    public abstract Builder setTimes(int times);

    public abstract Builder setFunctions(int functions);

    public abstract Builder setFooled(int fooled);

    public abstract Builder setGuard(@Nullable String guard);

    public abstract Builder setReward(double reward);

    public abstract RewardProbe build();
  }
}
