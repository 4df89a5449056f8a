package org.autoif.io.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/**
 * A conversation to answer and the constraints that the answer must follow.
 *
 * <p>The paper's tasks have one user turn and one constraint; the lists leave room for more.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"id", "query", "messages", "constraints", "rewrite"})
@JsonDeserialize(builder = AutoValue_Task.Builder.class)
public abstract class Task {
  /** Content hash of the query and the constraints. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** The question before any constraint was attached. */
  @SchemaFieldNumber("1")
  public abstract UserQuery getQuery();

  /** The prompt, ending in a user turn. */
  @SchemaFieldNumber("2")
  public abstract List<Message> getMessages();

  /** What the answer must follow, each with its functions. */
  @SchemaFieldNumber("3")
  public abstract List<Constraint> getConstraints();

  /** {@code none}, {@code concat} or {@code llm}: how query and constraints became one prompt. */
  @SchemaFieldNumber("4")
  public abstract String getRewrite();

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Task.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Returns the instructions of all constraints, one a line. */
  @JsonIgnore
  public final String instructionText() {
    return String.join("\n", getConstraints().stream().map(Constraint::getInstruction).toList());
  }

  /** Sets the values of a {@link Task}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setQuery(UserQuery query);

    public abstract Builder setMessages(List<Message> messages);

    public abstract Builder setConstraints(List<Constraint> constraints);

    public abstract Builder setRewrite(String rewrite);

    public abstract Task build();
  }
}
