package org.autoif.transforms.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConcatenationTest {
  // The published scripts add no full stop where the query has one anywhere.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "What is a tree?|What is a tree?",
        "Tell me of trees|Tell me of trees.",
        "Use Node.js for this|Use Node.js for this.",
        "It costs 3.50 euros|It costs 3.50 euros.",
        "She said \"stop.\"|She said \"stop.\"",
        "She said \"stop\"|She said \"stop\".",
        "Compare (briefly!)|Compare (briefly!)",
        "Compare (briefly)|Compare (briefly).",
        "Translate:|Translate:",
        "~ Trees! ~|Trees!",
        "什么是树|什么是树。",
        "什么是树？|什么是树？"
      })
  void givenAQuery_thenItsLastCharacterDecidesTheFullStop(String query, String sentence) {
    assertEquals(
        sentence + " Use three words.",
        RewriteQueries.concatenate(query, List.of("Use three words")));
  }

  @Test
  void givenTwoInstructions_thenEachIsASentence() {
    assertEquals(
        "Why? Be brief. Use no commas!",
        RewriteQueries.concatenate("Why?", List.of("Be brief", "Use no commas!")));
  }

  @Property
  void givenAnyTexts_thenBothAreThereInOrder(@ForAll String query, @ForAll String instruction) {
    String both = RewriteQueries.concatenate(query, List.of(instruction));
    assertTrue(both.startsWith(query.strip()), both);
    assertTrue(both.substring(query.strip().length()).contains(instruction.strip()), both);
  }
}
