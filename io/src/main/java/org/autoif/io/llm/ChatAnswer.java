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
@JsonPropertyOrder({"call", "choices", "requests", "retries", "prompt_tokens", "completion_tokens"})
@JsonDeserialize(builder = AutoValue_ChatAnswer.Builder.class)
public abstract class ChatAnswer {
  /** The question. */
  @SchemaFieldNumber("0")
  public abstract ChatCall getCall();

  /** The samples that succeeded, ordered by index; at least one. */
  @SchemaFieldNumber("1")
  public abstract List<Choice> getChoices();

  /** Requests that succeeded. */
  @SchemaFieldNumber("2")
  public abstract int getRequests();

  /** Requests that were repeated. */
  @SchemaFieldNumber("3")
  public abstract int getRetries();

  /** Prompt tokens as the endpoint counted them; 0 where it does not. */
  @SchemaFieldNumber("4")
  public abstract long getPromptTokens();

  /** Completion tokens, likewise. */
  @SchemaFieldNumber("5")
  public abstract long getCompletionTokens();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_ChatAnswer.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link ChatAnswer}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setCall(ChatCall call);

    public abstract Builder setChoices(List<Choice> choices);

    public abstract Builder setRequests(int requests);

    public abstract Builder setRetries(int retries);

    public abstract Builder setPromptTokens(long promptTokens);

    public abstract Builder setCompletionTokens(long completionTokens);

    public abstract ChatAnswer build();
  }
}
