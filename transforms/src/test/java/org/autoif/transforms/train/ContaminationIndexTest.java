package org.autoif.transforms.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ContaminationIndexTest {
  private static final ContaminationIndex INDEX =
      ContaminationIndex.of(
          List.of("one two three four five six seven eight", "a b c d e", "too short to say"), 6);

  @Test
  void givenARunOfItsWords_thenItIsFoundWhateverTheSpelling() {
    assertEquals(6, INDEX.shared("well, Two three  FOUR \"five\" six seven!"));
    assertEquals(6, INDEX.shared("one two three four five six seven eight"));
  }

  @Test
  void givenARunThatIsTooShort_thenNothingIsShared() {
    assertEquals(0, INDEX.shared("two three four five six and more"));
    assertEquals(0, INDEX.shared("one two three x four five six x seven eight"));
    assertEquals(0, INDEX.shared(""));
  }

  @Test
  void givenAPromptShorterThanARun_thenItIsLookedForAsAWhole() {
    assertEquals(5, INDEX.shared("so a b c d e it is"));
    assertEquals(0, INDEX.shared("so a b c d it is"));
  }

  @Test
  void givenAScriptWithoutSpaces_thenItsLettersAreItsWords() {
    ContaminationIndex chinese = ContaminationIndex.of(List.of("请写一首关于大海的诗"), 6);
    assertEquals(6, chinese.shared("今天请写一首关于大山的诗吧"));
    assertEquals(0, chinese.shared("请写一封关于大山的信"));
  }

  @Test
  void givenAPromptThatSaysNothing_thenItIsNotLookedFor() {
    assertEquals(0, INDEX.shared("too short to say"));
  }

  @Test
  void givenFewerThanFiveWords_thenTheMessageNamesTheBound() {
    assertEquals(
        "decontaminateWords 4: must be at least 5",
        assertThrows(IllegalArgumentException.class, () -> ContaminationIndex.of(List.of(), 4))
            .getMessage());
  }
}
