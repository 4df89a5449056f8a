package org.autoif.transforms.publish;

import static org.autoif.transforms.step.Records.testCase;
import static org.autoif.transforms.step.Records.verifierJson;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.KV;
import org.autoif.io.dataset.Row;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Failure;
import org.autoif.io.record.Json;
import org.autoif.io.record.TestCase;
import org.autoif.io.sandbox.FakeVerifierEngine;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.transforms.step.Records;
import org.autoif.transforms.step.Step;
import org.autoif.transforms.step.Steps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ReadVerifiers and VerifyTexts: the rows of the commands that run functions made elsewhere. */
final class ReadVerifiersTest {
  private static final Class<?> STEP = ReadVerifiers.class;

  private static Constraint recorded(String id, List<String> functions, TestCase... cases) {
    return Constraint.builder()
        .setId(id)
        .setInstruction("Be brief")
        .setOrigin("recorded")
        .setFunctions(functions.stream().map(Records::function).toList())
        .setCases(Arrays.asList(cases))
        .build();
  }

  private static Failure badCase(String id, String text) {
    return Step.failure(
        STEP,
        "unreadable_case",
        id,
        "a case needs a text as input and true or false as output",
        text);
  }

  @Test
  void givenTheThreeLayouts_thenEachIsReadAndWhatIsNotReadableFails() {
    String source = "def evaluate(r): return 'a' in r";
    String answers =
        Json.mapper()
            .createObjectNode()
            .put("instruction", "Be brief")
            .set(
                "gpt-answer",
                Json.mapper()
                    .createArrayNode()
                    .add(verifierJson(source, testCase("a", true)))
                    .add("No."))
            .toString();
    String pairs =
        "{\"id\":\"p\",\"instruction\":\"Be brief\",\"eval_func\":[[\"f\",0.9],[\"g\",1.0]],"
            + "\"cases\":[[\"a\",\"True\"],[\"b\",false],[\"c\",7]]}";
    String lines =
        "{\"id\":3,\"instruction\":\"Be brief\",\"verifiers\":[\"f\"],\"testcases\":["
            + "\"{\\\"response\\\":\\\"a\\\",\\\"result\\\":true}\\n\\n{oops\"]}";
    String none = "{\"instruction\":\"Be brief\",\"gpt-answer\":[]}";

    TestPipeline pipeline = Steps.pipeline();
    Steps.expect(
        Steps.given(
                pipeline,
                KV.of("00000001", answers),
                KV.of("00000002", pairs),
                KV.of("00000003", lines),
                KV.of("00000004", none))
            .apply(ReadVerifiers.create()),
        List.of(
            recorded("00000001", List.of(source), testCase("a", true)),
            recorded("p", List.of("f", "g"), testCase("a", true), testCase("b", false)),
            recorded("3", List.of("f"), testCase("a", true))),
        List.of(
            Step.rejection(STEP, "instruction_without_functions", "00000004", "no function", none)),
        List.of(
            Step.failure(
                STEP, "unreadable_answer", "00000001", "no JSON object in the answer", "No."),
            badCase("p", "[\"c\",7]"),
            badCase("3", "{oops")));
    pipeline.run().waitUntilFinish();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"instruction\":\"i\",\"gpt-answer\":[]}|null",
        "{\"instruction\":\"i\",\"eval_func\":[],\"cases\":[]}|null",
        "{\"instruction\":\"i\",\"verifiers\":[],\"testcases\":[]}|null",
        "{\"gpt-answer\":[]}|has no text in the field instruction",
        "{\"instruction\":\"i\",\"eval_func\":[]}|has neither gpt-answer, nor eval_func with cases,"
            + " nor verifiers with testcases"
      })
  void givenARow_thenItsLayoutIsCheckedBeforehand(String row, String reason) {
    assertEquals(
        reason, String.valueOf(ReadVerifiers.reasonAgainst(Json.read(row, JsonNode.class))));
  }

  @Test
  void givenFunctionsAndTexts_thenEveryVerdictIsInTheRow() {
    TestPipeline pipeline = Steps.pipeline();
    PAssert.that(
            Steps.given(
                    pipeline,
                    KV.of(
                        "00000001",
                        "{\"id\":\"x\",\"functions\":[\"contains:a\",\"error:exit\"],"
                            + "\"inputs\":[\"a\",\"b\"]}"),
                    KV.of("00000002", "{\"functions\":[],\"inputs\":[\"a\"]}"))
                .apply(VerifyTexts.of(FakeVerifierEngine.source(), 1)))
        .containsInAnyOrder(
            Row.of(
                "00000001",
                "{\"id\":\"x\",\"verdicts\":[[\"true\",\"false\"],"
                    + "[\"error:exit\",\"error:exit\"]]}"),
            Row.of("00000002", "{\"id\":\"00000002\",\"verdicts\":[]}"));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenFunctionThatIsGivenUp_thenEveryTextHasItsOwnVerdict() {
    TestPipeline pipeline = Steps.pipeline();
    PAssert.that(
            Steps.given(
                    pipeline,
                    KV.of(
                        "1",
                        "{\"functions\":[\"loops:x\",\"true\"],"
                            + "\"inputs\":[\"x\",\"a\",\"x\",\"b\",\"x\",\"x\",\"c\"]}"))
                .apply(VerifyTexts.of(FakeVerifierEngine.source(), 1)))
        .satisfies(
            rows -> {
              String late = "\"error:timeout\"";
              String yes = "\"true\"";
              List<String> row = List.of(late, yes, late, yes, late, late, yes);
              assertEquals(
                  "{\"id\":\"1\",\"verdicts\":[["
                      + String.join(",", row)
                      + "],["
                      + String.join(",", Collections.nCopies(7, yes))
                      + "]]}",
                  rows.iterator().next().getJson());
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void givenRowThatCannotBeRun_thenItIsAFailureAndTheOthersAreKept() {
    TestPipeline pipeline = Steps.pipeline();
    Row failed =
        Row.of(
            "1",
            "{\"id\":7,\"functions\":[\"no process\"],\"inputs\":[\"a\"],"
                + "\"error\":\"no process, 3 times\"}");
    Row kept = Row.of("2", "{\"id\":8,\"verdicts\":[[\"true\"]]}");
    PAssert.that(
            Steps.given(
                    pipeline,
                    KV.of("1", "{\"id\":7,\"functions\":[\"no process\"],\"inputs\":[\"a\"]}"),
                    KV.of("2", "{\"id\":8,\"functions\":[\"true\"],\"inputs\":[\"a\"]}"))
                .apply(VerifyTexts.of(Unstartable::new, 1)))
        .containsInAnyOrder(failed, kept);
    pipeline.run().waitUntilFinish();
    assertEquals("failures", VerifyTexts.file(failed));
    assertEquals("verdicts", VerifyTexts.file(kept));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"functions\":[\"f\"],\"inputs\":[]}|null",
        "{\"inputs\":[]}|has no list in the field functions",
        "{\"functions\":[],\"inputs\":\"a\"}|has no list in the field inputs",
        "{\"functions\":[],\"inputs\":[1]}|has something other than texts in the field inputs"
      })
  void givenATextRow_thenItsLayoutIsCheckedBeforehand(String row, String reason) {
    assertEquals(reason, String.valueOf(VerifyTexts.reasonAgainst(Json.read(row, JsonNode.class))));
  }

  /** An engine whose process does not come up for some functions. */
  private static final class Unstartable implements VerifierEngine {
    private final FakeVerifierEngine fake = new FakeVerifierEngine();

    @Override
    public VerdictMatrix run(VerificationSession session) throws IOException {
      if (session.functions().contains("no process")) {
        throw new IOException("no process, 3 times");
      }
      return fake.run(session);
    }

    @Override
    public String version() {
      return fake.version();
    }

    @Override
    public void close() {
      fake.close();
    }
  }
}
