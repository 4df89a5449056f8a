package org.autoif.transforms.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerdictMatrix;
import org.junit.jupiter.api.Test;

final class PassRateTest {
  private static final Verdict ERROR = Verdict.error(Verdict.Kind.EXCEPTION, "no");

  /** A matrix of one text: one verdict a function. */
  private static VerdictMatrix column(Verdict... functions) {
    return new VerdictMatrix(Arrays.stream(functions).map(List::of).toList());
  }

  @Test
  void givenErrors_thenTheyAreLeftOutOfTheRate() {
    assertEquals(
        new PassRate(List.of("true", "error:exception", "false", "true"), 2 / 3.0, List.of("no")),
        PassRate.of(List.of(column(Verdict.TRUE, ERROR, Verdict.FALSE, Verdict.TRUE)), 0));
  }

  @Test
  void givenOnlyErrors_thenTheAnswerIsUnscoredWhichIsNotZero() {
    assertEquals(
        new PassRate(List.of("error:exception", "error:exception"), null, List.of("no")),
        PassRate.of(List.of(column(ERROR, ERROR)), 0));
  }

  @Test
  void givenAllFalse_thenTheRateIsZero() {
    assertEquals(
        new PassRate(List.of("false"), 0.0, List.of()),
        PassRate.of(List.of(column(Verdict.FALSE)), 0));
  }

  @Test
  void givenTwoConstraints_thenEachWeighsTheSame() {
    assertEquals(
        new PassRate(List.of("true", "true", "true", "false"), 0.5, List.of()),
        PassRate.of(
            List.of(column(Verdict.TRUE, Verdict.TRUE, Verdict.TRUE), column(Verdict.FALSE)), 0));
  }

  @Test
  void givenOneConstraintWithOnlyErrors_thenTheAnswerIsUnscored() {
    assertEquals(
        new PassRate(List.of("true", "error:exception"), null, List.of("no")),
        PassRate.of(List.of(column(Verdict.TRUE), column(ERROR)), 0));
  }

  @Test
  void givenAnotherText_thenItsColumnIsRead() {
    VerdictMatrix matrix = new VerdictMatrix(List.of(List.of(Verdict.FALSE, Verdict.TRUE)));
    assertEquals(new PassRate(List.of("true"), 1.0, List.of()), PassRate.of(List.of(matrix), 1));
  }
}
