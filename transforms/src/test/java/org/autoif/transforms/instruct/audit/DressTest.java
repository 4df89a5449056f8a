package org.autoif.transforms.instruct.audit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import org.junit.jupiter.api.Test;

class DressTest {
  @Test
  void givenInstruction_thenOnlyDressOfWhichItDoesNotSpeakIsFree() {
    assertThat(Dress.freeIn("Use exactly 7 words."), hasItems(Dress.values()));
    assertThat(Dress.freeIn("Avoid commas."), not(hasItem(Dress.COMMA)));
    assertThat(Dress.freeIn("Write in lower case."), not(hasItem(Dress.CAPITALS)));
    assertThat(Dress.freeIn("Answer in one line."), not(hasItem(Dress.TWO_LINES)));
    assertThat(Dress.freeIn("Use at most 80 characters."), not(hasItem(Dress.LINE_BREAK)));
    assertThat(Dress.COMMA.on("one two three"), is("one, two three"));
    assertThat(Dress.BOLD.on("one two three"), is("one two **three**"));
    assertThat(Dress.TWO_LINES.on("one two three"), is("one two\nthree"));
  }

  @Test
  void givenRefusedAnswer_thenItsOtherSpellingsLeaveTheWords() {
    assertThat(
        Undress.of(List.of("Use exactly 3 words."), "- **One**, two three."),
        hasItems("One, two three.", "One two three", "one two three"));
    assertThat(Undress.of(List.of("Use no comma and no capitals."), "One, two"), is(empty()));
  }
}
