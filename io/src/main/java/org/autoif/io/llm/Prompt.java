package org.autoif.io.llm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;
import org.autoif.io.record.Message;

/** One conversation to continue. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"messages"})
@JsonDeserialize(builder = AutoValue_Prompt.Builder.class)
public abstract class Prompt {
  /** The conversation so far, ending in a user turn. */
  @SchemaFieldNumber("0")
  public abstract List<Message> getMessages();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Prompt.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Returns the conversation with these turns. */
  public static Prompt of(List<Message> messages) {
    return builder().setMessages(messages).build();
  }

  /** Returns a conversation of one user turn. */
  public static Prompt user(String text) {
    return of(List.of(Message.user(text)));
  }

  /** Sets the values of a {@link Prompt}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setMessages(List<Message> messages);

    public abstract Prompt build();
  }
}
