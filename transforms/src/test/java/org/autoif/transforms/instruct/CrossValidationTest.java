package org.autoif.transforms.instruct;

import static org.autoif.transforms.instruct.GenerateNearMissesTest.apart;
import static org.autoif.transforms.step.Records.constraint;
import static org.autoif.transforms.step.Records.function;
import static org.autoif.transforms.step.Records.testCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.autoif.io.dataset.Row;
import org.autoif.io.record.Constraint;
import org.autoif.io.record.Rejection;
import org.autoif.io.record.TestCase;
import org.autoif.io.record.VerifierFunction;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.transforms.Preset;
import org.autoif.transforms.publish.export.JsonlRows;
import org.autoif.transforms.step.Bound;
import org.autoif.transforms.step.Records;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CrossValidationTest {
  private static final CrossValidationSettings PAPER = Preset.PAPER.crossValidation();
  private static final CrossValidationSettings REFERENCE = Preset.REFERENCE.crossValidation();

  private static Constraint given(List<String> functions, TestCase... cases) {
    return constraint(
        "c is short", functions.stream().map(Records::function).toList(), List.of(cases));
  }

  /** A row of verdicts: T is true, F is false, E is an error. */
  private static VerdictMatrix verdicts(String... rows) {
    return new VerdictMatrix(
        Arrays.stream(rows)
            .map(row -> row.chars().mapToObj(CrossValidationTest::verdict).toList())
            .toList());
  }

  private static Verdict verdict(int letter) {
    return switch (letter) {
      case 'T' -> Verdict.TRUE;
      case 'F' -> Verdict.FALSE;
      default -> Verdict.error(Verdict.Kind.EXCEPTION, "no");
    };
  }

  private static List<String> sources(Constraint constraint) {
    return constraint.getFunctions().stream().map(VerifierFunction::getSource).toList();
  }

  private static List<String> reasons(CrossValidation validation) {
    return validation.rejections().stream().map(Rejection::getReason).toList();
  }

  private static CrossValidation validation(Constraint constraint, CrossValidationSettings by) {
    CrossValidation validation = new CrossValidation(constraint, by);
    Objects.requireNonNull(validation.session());
    return validation;
  }

  @Test
  void givenAgreement_thenAllStayWithTheirAccuracies() {
    CrossValidation validation =
        validation(given(List.of("f", "g"), testCase("b", false), testCase("a", true)), PAPER);
    assertEquals(
        constraint(
            "c is short",
            sorted(function("f", 1), function("g", 1)),
            List.of(
                testCase("a", true, 1, function("f"), function("g")),
                testCase("b", false, 1, function("f"), function("g")))),
        validation.decide(verdicts("FT", "FT")));
    assertEquals(List.of(), validation.rejections());
  }

  @Test
  void givenHalfOfTheFunctions_thenThePaperDropsTheCaseAndTheReferenceKeepsIt() {
    TestCase[] cases = new TestCase[10];
    for (int i = 0; i < 10; i++) {
      cases[i] = testCase("x" + i, true);
    }
    Constraint four = given(List.of("f", "g", "h", "i"), cases);
    String half = "TTTTTTTTTF";
    VerdictMatrix verdicts = verdicts("TTTTTTTTTT", "TTTTTTTTTT", half, half);

    CrossValidation paper = validation(four, PAPER);
    assertEquals(9, Objects.requireNonNull(paper.decide(verdicts)).getCases().size());
    assertEquals(List.of("case_accuracy"), reasons(paper));
    assertEquals(
        "0.5 of the functions agree (case accuracy must be above:0.5)",
        paper.rejections().get(0).getDetail());

    CrossValidation reference = validation(four, REFERENCE);
    assertEquals(10, Objects.requireNonNull(reference.decide(verdicts)).getCases().size());
    assertEquals(List.of(), reasons(reference));
  }

  @Test
  void givenHalfOfTheCases_thenThePaperDropsTheFunction() {
    CrossValidation validation =
        validation(given(List.of("f", "g", "h"), testCase("a", true), testCase("b", false)), PAPER);
    assertEquals(
        constraint(
            "c is short",
            sorted(function("f", 1), function("g", 1)),
            List.of(
                testCase("a", true, 1, function("f"), function("g")),
                testCase("b", false, 1, function("f"), function("g")))),
        validation.decide(verdicts("TF", "TF", "TT")));
    assertEquals(List.of("function_accuracy"), reasons(validation));
    Rejection why = validation.rejections().get(0);
    assertEquals(function("h").getId(), why.getId());
    assertEquals(
        "agrees with 0.5 of the cases (function accuracy must be above:0.5)", why.getDetail());
    assertEquals(
        "{\"instruction_id\":\"c\",\"instruction\":\"c is short\",\"function\":\"h\",\"cases\":["
            + "{\"input\":\"a\",\"expected\":true,\"verdict\":\"true\"},"
            + "{\"input\":\"b\",\"expected\":false,\"verdict\":\"true\"}]}",
        why.getRecord());
  }

  @Test
  void givenFourFifthsOfTheCases_thenTheReferenceKeepsTheFunction() {
    TestCase[] cases = new TestCase[10];
    for (int i = 0; i < 10; i++) {
      cases[i] = testCase("x" + i, true);
    }
    CrossValidation validation = validation(given(List.of("f", "g", "h"), cases), REFERENCE);
    Constraint kept =
        Objects.requireNonNull(
            validation.decide(verdicts("TTTTTTTTTT", "TTTTTTTTFF", "TTTTTTTFFF")));
    assertEquals(sorted(function("f", 1), function("g", 0.8)), kept.getFunctions());
    assertEquals(List.of("function_accuracy"), reasons(validation));
  }

  // One bad function ends a run of the published scripts.
  @Test
  void givenAFunctionOfErrors_thenItGoesAndTheOthersStay() {
    CrossValidation validation =
        validation(
            given(List.of("f", "bad", "g"), testCase("a", true), testCase("b", false)), PAPER);
    Constraint kept = Objects.requireNonNull(validation.decide(verdicts("TF", "EE", "TF")));
    assertEquals(sorted(function("f", 1), function("g", 1)), kept.getFunctions());
    assertEquals(List.of("function_errors"), reasons(validation));
    assertEquals(
        "no verdict on any case: errors {error:exception=2}: no",
        validation.rejections().get(0).getDetail());
  }

  @Test
  void givenFunctionsOfErrorsOnly_thenThatIsTheReasonAndNotThatTheyDisagree() {
    CrossValidation validation =
        validation(given(List.of("f", "g"), testCase("a", true), testCase("b", false)), PAPER);
    assertNull(validation.decide(verdicts("EE", "EE")));
    assertEquals(
        List.of(
            "case_errors",
            "case_errors",
            "function_errors",
            "function_errors",
            "instruction_without_cases"),
        reasons(validation));
    assertEquals(
        "no function has a verdict: errors {error:exception=2}",
        validation.rejections().get(0).getDetail());
  }

  @Test
  void givenAnError_thenItDisagreesWithEitherVerdict() {
    CrossValidation validation =
        validation(given(List.of("f"), testCase("a", true), testCase("b", false)), PAPER);
    assertNull(validation.decide(verdicts("EE")));
    assertEquals(
        List.of("case_errors", "case_errors", "function_errors", "instruction_without_cases"),
        reasons(validation));
  }

  @Test
  void givenEqualSources_thenOneIsRun() {
    CrossValidation validation =
        validation(given(List.of("f", " f\n", "g"), testCase("a", true)), PAPER);
    assertEquals(new VerificationSession(List.of("f", "g"), List.of("a")), validation.session());
    assertEquals(List.of("function_duplicate"), reasons(validation));
  }

  /** Equal rows would be one row in a file, and the counts would say otherwise. */
  @Test
  void givenTheSameAgainAndAgain_thenEachRepetitionIsARowOfItsOwn() {
    CrossValidation validation =
        validation(
            given(
                List.of("f", "f", "f"),
                testCase("a", true),
                testCase("a", true),
                testCase("a", true)),
            PAPER);
    assertEquals(
        4,
        validation.rejections().stream()
            .map(JsonlRows::rejection)
            .map(Row::getJson)
            .distinct()
            .count());
    assertEquals(
        List.of(
            "function 2 of 3: its source came before", "function 3 of 3: its source came before"),
        validation.rejections().stream().map(Rejection::getDetail).limit(2).toList());
  }

  @Test
  void givenBothVerdictsOfOneText_thenThatTextGoes() {
    CrossValidation validation =
        validation(
            given(
                List.of("f"),
                testCase("a", true),
                testCase("b", true),
                testCase("a", false),
                testCase("b", true)),
            PAPER);
    assertEquals(new VerificationSession(List.of("f"), List.of("b")), validation.session());
    assertEquals(
        List.of("case_contradictory", "case_contradictory", "case_duplicate"), reasons(validation));
  }

  @Test
  void givenDuplicatesThatAreKept_thenTheyCountOneByOne() {
    CrossValidationSettings keep =
        new CrossValidationSettings(
            Bound.above(0.5), Bound.above(0.5), 1, 1, Bound.atLeast(0.8), true);
    CrossValidation validation =
        validation(given(List.of("f", "f"), testCase("a", true), testCase("a", false)), keep);
    assertEquals(
        new VerificationSession(List.of("f", "f"), List.of("a", "a")), validation.session());
  }

  @Test
  void givenCasesWrittenApart_thenNobodyVotesOnThemAndFunctionsAreHeldToThem() {
    CrossValidation validation =
        validation(
            given(
                List.of("f", "g", "h"),
                testCase("a", true),
                apart("b", false),
                apart("c", true),
                testCase("d", true)),
            PAPER);
    Constraint kept = Objects.requireNonNull(validation.decide(verdicts("TTTT", "TTTT", "TFTT")));
    assertEquals(List.of("h"), sources(kept));
    assertEquals(
        List.of("a", "b", "c", "d"), kept.getCases().stream().map(TestCase::getInput).toList());
    assertEquals(List.of("function_near_miss", "function_near_miss"), reasons(validation));
    assertEquals(
        "agrees with 0.5 of the cases written on purpose (near-miss accuracy must be at-least:0.8)",
        validation.rejections().get(0).getDetail());
  }

  @Test
  void givenTextThatWasWrittenApartToo_thenThatOneCounts() {
    CrossValidation validation =
        validation(
            given(List.of("f"), testCase("a", true), apart("a", false), testCase("b", true)),
            PAPER);
    assertEquals(new VerificationSession(List.of("f"), List.of("a", "b")), validation.session());
    assertEquals(List.of("case_duplicate"), reasons(validation));
  }

  @Test
  void givenTooLittle_thenNothingIsRun() {
    CrossValidation functions =
        new CrossValidation(given(List.of("f", "g"), testCase("a", true)), REFERENCE);
    assertNull(functions.session());
    assertEquals(List.of("instruction_too_few_functions"), reasons(functions));
    assertEquals("2 left, at least 3 needed", functions.rejections().get(0).getDetail());

    CrossValidation cases =
        new CrossValidation(given(List.of("f", "g", "h"), testCase("a", true)), REFERENCE);
    assertNull(cases.session());
    assertEquals(List.of("instruction_too_few_cases"), reasons(cases));
  }

  @Test
  void givenNoFunctionOverTheBound_thenTheInstructionGoes() {
    CrossValidationSettings strict =
        new CrossValidationSettings(
            Bound.above(0), Bound.atLeast(0.8), 1, 1, Bound.atLeast(0.8), false);
    CrossValidation validation =
        validation(given(List.of("f", "g"), testCase("a", true), testCase("b", true)), strict);
    assertNull(validation.decide(verdicts("TF", "FT")));
    assertEquals(
        List.of("function_accuracy", "function_accuracy", "instruction_without_functions"),
        reasons(validation));
  }

  @Test
  void givenNumbersUnderOne_thenTheMessageNamesThem() {
    assertEquals(
        "minFunctions 0: must be at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new CrossValidationSettings(
                        Bound.above(0), Bound.above(0), 0, 1, Bound.above(0), false))
            .getMessage());
    assertEquals(
        "minCases 0: must be at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new CrossValidationSettings(
                        Bound.above(0), Bound.above(0), 1, 0, Bound.above(0), false))
            .getMessage());
  }

  @Property
  void givenAnyVerdicts_thenWhatStaysIsOverTheBoundsAndNothingIsLost(
      @ForAll @Size(min = 12, max = 12) List<@IntRange(max = 2) Integer> cells) {
    Constraint three =
        given(
            List.of("f", "g", "h"),
            testCase("a", true),
            testCase("b", false),
            testCase("c", true),
            testCase("d", false));
    StringBuilder all = new StringBuilder();
    cells.forEach(cell -> all.append("TFE".charAt(cell)));
    CrossValidation validation = validation(three, PAPER);
    Constraint kept =
        validation.decide(verdicts(all.substring(0, 4), all.substring(4, 8), all.substring(8, 12)));
    long cases = reasons(validation).stream().filter(r -> r.startsWith("case_")).count();
    if (kept == null) {
      return;
    }
    kept.getFunctions()
        .forEach(f -> assertTrue(PAPER.functionAccuracy().admits(accuracy(f.getAccuracy()))));
    assertEquals(4, kept.getCases().size() + cases);
    assertEquals(3, kept.getFunctions().size() + validation.rejections().size() - cases);
  }

  private static double accuracy(@Nullable Double value) {
    return Objects.requireNonNull(value);
  }

  private static List<VerifierFunction> sorted(VerifierFunction... functions) {
    return Arrays.stream(functions).sorted(Comparator.comparing(VerifierFunction::getId)).toList();
  }
}
