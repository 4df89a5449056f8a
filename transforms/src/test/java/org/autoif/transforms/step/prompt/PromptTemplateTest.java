package org.autoif.transforms.step.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PromptTemplateTest {
  private static final PromptTemplate TWICE =
      PromptTemplate.of("twice.txt", "\n{{a}} and {{b}}\nand {{a}}\n");

  @Test
  void givenValues_thenEveryPlaceholderIsReplaced() {
    assertEquals("x and y\nand x", TWICE.render(Map.of("a", "x", "b", "y")));
    assertEquals(List.of("a", "b"), TWICE.placeholders());
    assertEquals("twice.txt", TWICE.name());
  }

  @Test
  void givenBracesAndDollarsInAValue_thenTheyAreText() {
    assertEquals("{{b}} and $1\\\nand {{b}}", TWICE.render(Map.of("a", "{{b}}", "b", "$1\\")));
  }

  @Test
  void givenOneValueTooFewOrTooMany_thenTheMessageNamesThem() {
    assertEquals(
        "prompt twice.txt has [a, b] but was given [a]",
        assertThrows(IllegalArgumentException.class, () -> TWICE.render(Map.of("a", "x")))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> PromptTemplate.of("none.txt", "no").render(Map.of("a", "x")));
  }

  @Test
  void givenTheSameText_thenTheHashIsTheSame() {
    assertEquals(PromptTemplate.of("a", "text").hash(), PromptTemplate.of("b", " text\n").hash());
    assertNotEquals(PromptTemplate.of("a", "text").hash(), PromptTemplate.of("a", "Text").hash());
  }

  @Test
  void givenAnotherText_thenItDoesNotMatch() {
    assertEquals(Optional.empty(), TWICE.match("x and y\nand z"));
    assertEquals(Optional.of(Map.of("a", "x", "b", "y")), TWICE.match("x and y\nand x"));
  }

  @Property
  void givenAnyValues_thenWhatIsRenderedMatchesAndRendersTheSame(
      @ForAll String a, @ForAll String b) {
    String rendered = TWICE.render(Map.of("a", a, "b", b));
    assertEquals(Optional.of(rendered), TWICE.match(rendered).map(TWICE::render));
  }
}
