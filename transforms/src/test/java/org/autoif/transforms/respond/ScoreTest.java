package org.autoif.transforms.respond;

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
        "Final score: 9|9",
        "Overall Score: 9|9",
        "My final score is 9.|9",
        "Score: 9 out of 10|9",
        "Score: 9 out of ten.|9",
        "Score: [[9]]|9",
        "Score: [9]|9",
        "[[9]]|9",
        "Good.\\n9/10|9",
        "**9 out of 10**|9",
        "`Score: 9`|9",
        "Score: `9`|9",
        "Score: 9 (very good)|9",
        "Score: 9 - very good|9",
        "Score: 9. It deals with all of it.|9",
        "Score = 9|9",
        "Score - 9|9",
        "**Final Score:** 9/10|9",
        "### Final Score: **8.5/10**|8.5",
        "评分：9|9",
        "评分：９分|9",
        "最终评分：9/10|9",
        "スコア：8|8",
        "Bewertung: 8,5|8.5",
        "Score: 8,5|8.5",
        "Score: 8,5/10|8.5",
        "Score: \\boxed{9}|9",
        "$\\boxed{9/10}$|9",
        "Score: <b>9</b>|9",
        "{\"score\": 9}|9",
        "```json\\n{\\n\"score\": 9\\n}\\n```|9",
        "## Score\\n9|9",
        "**Score:**\\n\\n9/10|9",
        "Score (0-10): 7|7",
        "- Score: 9|9",
        "Score: 10 points|10",
        "⭐ Score: 7/10|7",
        "Score: 3\\nOn reflection:\\nScore: 9\\n\\n|9"
      })
  void givenAScore_thenTheLastIsRead(String answer, double score) {
    assertEquals(OptionalDouble.of(score), JudgeScore.of(answer.replace("\\n", "\n")));
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
        "Score: 8 of",
        "Score: 7 or 8",
        "Score: 8-9",
        "Score: 8 - 9",
        "Score: 8 to 9",
        "Score: 8, 9",
        "Score: 8 or nine",
        "Score: 85/100",
        "Score: 4/5",
        "Score: 8/100",
        "Score: 8 out of 100",
        "Score: 8%",
        "Score: -3",
        "Score: 9\nScore: 7 or 8",
        "Relevance score: 9\nStyle score: 4",
        "It has 9 points and 10 lines",
        "4/5",
        "Score: N/A",
        "Score: 1,000",
        "Score: 9/10/10"
      })
  void givenNoScoreFromZeroToTen_thenNoneIsMadeUp(String answer) {
    assertEquals(OptionalDouble.empty(), JudgeScore.of(answer));
  }

  @Test
  void givenALastScoreThatIsTooHigh_thenAnEarlierOneDoesNotStandIn() {
    assertEquals(OptionalDouble.empty(), JudgeScore.of("Score: 9\nScore: 90"));
  }

  @Property
  void givenAnyText_thenItIsReadWithoutAnError(@ForAll String before, @ForAll String after) {
    JudgeScore.of(before + "\nScore: " + after).ifPresent(s -> assertEquals(5, s, 5));
  }
}
