package org.autoif.io.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConstraintTest {
  private static VerifierFunction function(String id) {
    return VerifierFunction.builder().setId(id).setSource(id).build();
  }

  private static TestCase testCase(@Nullable Double accuracy, @Nullable List<String> agreeing) {
    return TestCase.builder()
        .setInput("a")
        .setExpected(true)
        .setAccuracy(accuracy)
        .setAgreeing(agreeing)
        .build();
  }

  @Test
  void givenFewerFunctions_thenACaseHasItsAccuracyAmongThem() {
    Constraint constraint =
        Constraint.builder()
            .setId("c")
            .setInstruction("Say a.")
            .setOrigin("seed")
            .setFunctions(List.of(function("f"), function("g"), function("h")))
            .setCases(List.of(testCase(2 / 3.0, List.of("f", "g")), testCase(null, null)))
            .build();

    Constraint kept = constraint.keeping(List.of(function("g"), function("h")));
    assertThat(kept.getFunctions(), is(List.of(function("g"), function("h"))));
    assertThat(kept.getCases().get(0), is(testCase(0.5, List.of("g"))));
    assertThat(kept.getCases().get(1).getAccuracy(), nullValue());

    assertThat(
        kept.keeping(List.of(function("h"))).getCases().get(0), is(testCase(0.0, List.of())));
  }
}
