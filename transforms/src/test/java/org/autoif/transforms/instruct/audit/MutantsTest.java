package org.autoif.transforms.instruct.audit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.autoif.transforms.instruct.audit.PythonTokens.Token;
import org.junit.jupiter.api.Test;

final class MutantsTest {
  @Test
  void givenComparisons_thenEachIsTurnedRoundFirst() {
    assertThat(
        Mutants.of("a < 3 and b not in c", 9),
        contains("a >= 3 and b not in c", "a < 3 and b in c", "a < 4 and b not in c"));
    assertThat(Mutants.of("x is None", 9), contains("x is not None"));
    assertThat(Mutants.of("x is not None", 9), contains("x is None"));
  }

  @Test
  void givenLoops_thenTheirInIsNoComparison() {
    assertThat(Mutants.of("for (a, b) in zip(x, y):\n  pass\n", 9), empty());
    assertThat(
        Mutants.of("any(w in text for w in words)", 9),
        contains("any(w not in text for w in words)"));
    assertThat(
        Mutants.of("[w for w in words if w in text]", 9),
        contains("[w for w in words if w not in text]"));
  }

  @Test
  void givenConstants_thenNumbersAndThenStringsAreChanged() {
    assertThat(
        Mutants.of("f('a', 1_000, 0.5, r\"b\")", 9),
        contains(
            "f('a', 1001, 0.5, r\"b\")",
            "f('a', 1_000, 10.5, r\"b\")",
            "f('aqz', 1_000, 0.5, r\"b\")",
            "f('a', 1_000, 0.5, r\"bqz\")"));
  }

  @Test
  void givenWhatDecidesNothing_thenItStays() {
    assertThat(
        Mutants.of(
            "def evaluate(r: str) -> bool:\n  \"\"\"At least 3 < 4.\"\"\"\n  'also 5'\n"
                + "  # 6 == 6\n  return True or f'{7}' or b'8'\n",
            9),
        empty());
  }

  @Test
  void givenMore_thenTheFirstAreTaken() {
    assertThat(Mutants.of("[1, 2, 3]", 2), contains("[2, 2, 3]", "[1, 3, 3]"));
  }

  @Property
  void givenAnyText_thenTokensLieInOrderInIt(
      @ForAll
          @Chars({'"', '\'', '\\', '\n', '#', '(', ')', '.', '=', '<', ' '})
          @CharRange(from = 'a', to = 'f')
          @CharRange(from = '0', to = '3')
          String source) {
    int at = 0;
    for (Token token : PythonTokens.of(source)) {
      assertThat(token.start() >= at && token.end() > token.start(), is(true));
      assertThat(source.substring(token.start(), token.end()), is(token.text()));
      at = token.end();
    }
    List<String> mutants = Mutants.of(source, 50);
    assertThat(mutants.contains(source), is(false));
  }
}
