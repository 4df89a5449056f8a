package org.autoif.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.autoif.io.dataset.ReadRows;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Json;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.VerifierFunction;
import org.autoif.transforms.instruct.GenerateVerifiers;
import org.autoif.transforms.instruct.python.VerifierAnswer;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.StepOutput;
import org.jspecify.annotations.Nullable;

/**
 * Reads functions and cases that were generated elsewhere, in AutoIF's own layouts: {@code
 * gpt-answer} (raw answers, as in eval_func_rft.jsonl), {@code eval_func} with {@code cases} (pairs
 * of source and accuracy, pairs of input and verdict), or {@code verifiers} with {@code testcases}
 * (sources, and JSON lines in strings).
 *
 * <p>The id of a row is its field {@code id}, else its key, such as its line. What cannot be read
 * of a row is a failure; a row without any function is a rejection.
 */
public final class ReadVerifiers
    extends PTransform<PCollection<KV<String, String>>, StepOutput<Constraint>> {
  private static final long serialVersionUID = 1;
  private static final Class<?> STEP = ReadVerifiers.class;
  private static final TupleTag<Constraint> KEPT = new TupleTag<>() {};

  private ReadVerifiers() {}

  /** Returns the step; its input is key and row, as {@link ReadRows#json} yields them. */
  public static ReadVerifiers create() {
    return new ReadVerifiers();
  }

  /** Returns why {@code row} is in none of the layouts, or null if it is in one. */
  public static @Nullable String reasonAgainst(JsonNode row) {
    if (!row.path("instruction").isTextual()) {
      return "has no text in the field instruction";
    }
    return row.path("gpt-answer").isArray()
            || (row.path("eval_func").isArray() && row.path("cases").isArray())
            || (row.path("verifiers").isArray() && row.path("testcases").isArray())
        ? null
        : "has neither gpt-answer, nor eval_func with cases, nor verifiers with testcases";
  }

  @Override
  public StepOutput<Constraint> expand(PCollection<KV<String, String>> rows) {
    PCollectionTuple out =
        rows.apply("Read", ParDo.of(new ReadFn()).withOutputTags(KEPT, Step.SIDES));
    return StepOutput.of(STEP, out, KEPT);
  }

  private static final class ReadFn extends DoFn<KV<String, String>, Constraint> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element KV<String, String> line, MultiOutputReceiver out) {
      JsonNode row = Json.read(line.getValue(), JsonNode.class);
      String id = row.has("id") ? row.path("id").asText() : line.getKey();
      List<VerifierFunction> functions = new ArrayList<>();
      List<TestCase> cases = new ArrayList<>();
      for (JsonNode answer : row.path("gpt-answer")) {
        try {
          VerifierAnswer read = VerifierAnswer.parse(answer.asText());
          functions.add(GenerateVerifiers.function(read.source()));
          cases.addAll(read.cases());
          read.unreadableCases().forEach(text -> unreadable(id, text, out));
        } catch (VerifierAnswer.UnreadableException e) {
          out.get(Step.FAILED)
              .output(
                  Step.failure(
                      STEP,
                      "unreadable_answer",
                      id,
                      String.valueOf(e.getMessage()),
                      answer.asText()));
        }
      }
      for (JsonNode function : row.path("eval_func")) {
        functions.add(GenerateVerifiers.function(function.path(0).asText()));
      }
      for (JsonNode testCase : row.path("cases")) {
        add(id, testCase, testCase.path(0), testCase.path(1), cases, out);
      }
      for (JsonNode function : row.path("verifiers")) {
        functions.add(GenerateVerifiers.function(function.asText()));
      }
      for (JsonNode lines : row.path("testcases")) {
        lines
            .asText()
            .lines()
            .filter(text -> !text.isBlank())
            .forEach(text -> addLine(id, text, cases, out));
      }
      if (functions.isEmpty()) {
        out.get(Step.REJECTED)
            .output(
                Step.rejection(
                    STEP, "instruction_without_functions", id, "no function", row.toString()));
        return;
      }
      out.get(KEPT)
          .output(
              Constraint.builder()
                  .setId(id)
                  .setInstruction(row.path("instruction").asText())
                  .setOrigin("recorded")
                  .setFunctions(functions)
                  .setCases(cases)
                  .build());
    }

    private static void addLine(
        String id, String text, List<TestCase> cases, MultiOutputReceiver out) {
      try {
        JsonNode testCase = Json.mapper().readTree(text);
        add(id, testCase, testCase.path("response"), testCase.path("result"), cases, out);
      } catch (JsonProcessingException e) {
        unreadable(id, text, out);
      }
    }

    private static void add(
        String id,
        JsonNode testCase,
        JsonNode input,
        JsonNode output,
        List<TestCase> cases,
        MultiOutputReceiver out) {
      Boolean expected = VerifierAnswer.expected(output);
      if (input.isTextual() && expected != null) {
        cases.add(TestCase.builder().setInput(input.asText()).setExpected(expected).build());
      } else {
        unreadable(id, testCase.toString(), out);
      }
    }

    private static void unreadable(String id, String text, MultiOutputReceiver out) {
      out.get(Step.FAILED)
          .output(
              Step.failure(
                  STEP,
                  "unreadable_case",
                  id,
                  "a case needs a text as input and true or false as output",
                  text));
    }
  }
}
