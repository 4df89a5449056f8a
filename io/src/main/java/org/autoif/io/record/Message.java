package org.autoif.io.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/** One turn of a conversation, in the words of the chat APIs. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"role", "content"})
@JsonDeserialize(builder = AutoValue_Message.Builder.class)
public abstract class Message {
  /** {@code system}, {@code user} or {@code assistant}. */
  @SchemaFieldNumber("0")
  public abstract String getRole();

  /** The text of the turn. */
  @SchemaFieldNumber("1")
  public abstract String getContent();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Message.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Returns a turn of the user. */
  public static Message user(String content) {
    return builder().setRole("user").setContent(content).build();
  }

  /** Returns a turn of the assistant. */
  public static Message assistant(String content) {
    return builder().setRole("assistant").setContent(content).build();
  }

  /** Returns a system prompt. */
  public static Message system(String content) {
    return builder().setRole("system").setContent(content).build();
  }

  /** Sets the values of a {@link Message}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setRole(String role);

    public abstract Builder setContent(String content);

    public abstract Message build();
  }
}
