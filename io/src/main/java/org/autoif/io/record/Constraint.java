package org.autoif.io.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;

/**
 * An instruction with the functions that check it and the cases that tested them.
 *
 * <p>The same record flows from {@code GenerateVerifiers} to {@code FilterByEntailment} and then
 * inside a {@link Task}; each step keeps fewer functions and cases and knows more of them.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@JsonPropertyOrder({"id", "instruction", "origin", "functions", "cases"})
@JsonDeserialize(builder = AutoValue_Constraint.Builder.class)
public abstract class Constraint {
  /** Id of the instruction. */
  @SchemaFieldNumber("0")
  public abstract String getId();

  /** The instruction. */
  @SchemaFieldNumber("1")
  public abstract String getInstruction();

  /** {@code seed} or {@code self-instruct}. */
  @SchemaFieldNumber("2")
  public abstract String getOrigin();

  /** The functions, ordered by id. */
  @SchemaFieldNumber("3")
  public abstract List<VerifierFunction> getFunctions();

  /** The test cases, ordered by input and expected verdict. */
  @SchemaFieldNumber("4")
  public abstract List<TestCase> getCases();

  /**
   * Returns this constraint with these of its functions, of which there is at least one. A case
   * that was cross-validated gets the accuracy that it has among them.
   */
  public final Constraint keeping(List<VerifierFunction> kept) {
    return toBuilder()
        .setFunctions(kept)
        .setCases(getCases().stream().map(testCase -> among(testCase, kept)).toList())
        .build();
  }

  private static TestCase among(TestCase testCase, List<VerifierFunction> kept) {
    List<String> before = testCase.getAgreeing();
    if (before == null) {
      return testCase;
    }
    List<String> agree =
        kept.stream().map(VerifierFunction::getId).filter(before::contains).toList();
    return testCase.toBuilder()
        .setAccuracy(agree.size() / (double) kept.size())
        .setAgreeing(agree.stream().distinct().sorted().toList())
        .build();
  }

  /** Returns a builder without values. */
  public static Builder builder() {
    return new AutoValue_Constraint.Builder();
  }

  /** Returns a builder with the values of this record. */
  public abstract Builder toBuilder();

  /** Sets the values of a {@link Constraint}. */
  @AutoValue.Builder
  @JsonPOJOBuilder(withPrefix = "set")
  public abstract static class Builder {
    public abstract Builder setId(String id);

    public abstract Builder setInstruction(String instruction);

    public abstract Builder setOrigin(String origin);

    public abstract Builder setFunctions(List<VerifierFunction> functions);

    public abstract Builder setCases(List<TestCase> cases);

    public abstract Constraint build();
  }
}
