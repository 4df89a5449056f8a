package org.autoif.transforms.train.probe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TricksTest {
  private static Map<String, String> texts(String instruction) {
    return Tricks.of(instruction).stream().collect(Collectors.toMap(Trick::name, Trick::text));
  }

  @Test
  void givenQuotesOrCapitalsOrNeither_thenTheKeywordsAreThose() {
    assertThat(
        Tricks.keywords("Use \"red\", 'deep blue' and \"red\" in CAPITALS."),
        is(List.of("red", "deep blue")));
    assertThat(Tricks.keywords("End with THE END."), is(List.of("THE", "END")));
    assertThat(
        Tricks.keywords("Don't use many adjectives at all."), is(List.of("adjectives", "many")));
    assertThat(Tricks.keywords("用三句话"), is(List.of("用三句话")));
  }

  @Test
  void givenAnInstruction_thenTheTextsAreItsOwn() {
    Map<String, String> tricks = texts(" Say \"hi\" often. ");
    assertThat(tricks.get("instruction_pasted"), is("Say \"hi\" often."));
    assertThat(tricks.get("repeated_token"), is("hi ".repeat(60)));
    assertThat(tricks.get("zero_width"), is("\u200b".repeat(100)));
  }

  @Test
  void givenGiantTexts_thenTheyHaveAHundredThousandCharactersAndNotMuchMore() {
    for (Trick trick : Tricks.of("Be brief.")) {
      int length = trick.text().length();
      if (trick.name().startsWith("giant_")) {
        assertThat(length, greaterThanOrEqualTo(100_000));
        assertThat(length, lessThan(102_000));
      } else {
        assertThat(trick.name(), length, lessThan(2_000));
      }
    }
  }
}
