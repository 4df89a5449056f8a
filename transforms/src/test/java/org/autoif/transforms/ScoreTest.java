package org.autoif.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScoreTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Score: 8|8",
        "Good.\\nScore: 10|10",
        "score: 0|0",
        "Score: 7.5|7.5",
        "**Score: 9**|9",
        "**Score:** 9|9",
        "## Score: 9|9",
        "Score: 8/10|8",
        "Score: 8 / 10.|8",
        "Score：6|6",
        "Score: 3\\nOn reflection:\\nScore: 9\\n\\n|9"
      })
  void givenAScore_thenTheLastIsRead(String answer, double score) {
    assertEquals(OptionalDouble.of(score), ScoreQuality.score(answer.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8",
        "Score:",
        "Score: eight",
        "Score: 11",
        "I would say Score: 8",
        "Score: 8 of"
      })
  void givenNoScoreFromZeroToTen_thenNoneIsMadeUp(String answer) {
    assertEquals(OptionalDouble.empty(), ScoreQuality.score(answer));
  }

  @Test
  void givenALastScoreThatIsTooHigh_thenAnEarlierOneDoesNotStandIn() {
    assertEquals(OptionalDouble.empty(), ScoreQuality.score("Score: 9\nScore: 90"));
  }

  @Property
  void givenAnyText_thenItIsReadWithoutAnError(@ForAll String before, @ForAll String after) {
    ScoreQuality.score(before + "\nScore: " + after).ifPresent(s -> assertEquals(5, s, 5));
  }
}
