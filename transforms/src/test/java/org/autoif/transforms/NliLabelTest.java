package org.autoif.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NliLabelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"label\": \"neutral\"}|neutral",
        "{'label': ' Entailment ',}|entailment",
        "No entailment, so: {\"label\": \"contradiction\"}|contradiction",
        "{\"label\": \"neutral\"} No: {\"label\": \"entailment\"}|entailment",
        "I say Contradiction.|contradiction"
      })
  void givenAnAnswer_thenItsLabelIsRead(String answer, String label) {
    assertEquals(label, ChatNliClient.label(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yes", "entailment or neutral", "{\"label\": \"other\"}", "{\"label\": 1}"})
  void givenNoOneLabel_thenNoneIsMadeUp(String answer) {
    assertNull(ChatNliClient.label(answer));
  }

  @Property
  void givenAnyText_thenItIsReadWithoutAnError(@ForAll String text) {
    ChatNliClient.label("{\"label\": \"" + text);
    ChatNliClient.label("{\"label\": " + text + "}");
  }
}
