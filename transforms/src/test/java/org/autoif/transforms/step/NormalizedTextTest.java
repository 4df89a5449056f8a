package org.autoif.transforms.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NormalizedTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Use the word \"file\".",
        "use the WORD file",
        "  Use\tthe\n word 'file' !",
        "Use the word (file).",
        "Use the word ﬁle",
        "Ｕｓｅ the word “file”…",
        "Use\u00a0the\u3000word file"
      })
  void givenAnotherSpelling_thenTheTextIsTheSame(String text) {
    assertEquals("use the word file", NormalizedText.of(text));
  }

  @Test
  void givenPunctuationThatIsMeant_thenItIsKept() {
    assertEquals("separate with ***", NormalizedText.of("Separate with ***."));
    assertNotEquals(NormalizedText.of("Separate with ***"), NormalizedText.of("Separate with ---"));
    assertEquals("don't use c++", NormalizedText.of("Don't use C++"));
  }

  @Test
  void givenNoText_thenNothingIsLeft() {
    assertEquals("", NormalizedText.of(" \n . "));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all(),
        Arbitraries.strings().withChars(" aAß\"'().,;:!?*`“”…\u00a0\u001cİ￼ǅΣ").ofMaxLength(12));
  }

  @Property
  void givenAnyText_thenTwiceIsOnce(@ForAll @From("texts") String text) {
    String once = NormalizedText.of(text);
    assertEquals(once, NormalizedText.of(once));
  }
}
