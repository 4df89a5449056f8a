package org.autoif.transforms.instruct;

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
        "I say Contradiction.|contradiction",
        "**Contradiction**|contradiction",
        "Label: `neutral`|neutral",
        "Neither entailment nor contradiction, so it is neutral.|neutral",
        "It is not entailment but contradiction.|contradiction",
        "There is no contradiction. Label: entailment|entailment",
        "There is no contradiction here; the answer is neutral.|neutral",
        "No, they contradict each other.|contradiction",
        "The first entails the second.|entailment",
        "If it said seven, it would be a contradiction. As it is: neutral.|neutral",
        "It is neutral rather than a contradiction.|neutral",
        "{\"relation\": \"Contradiction.\"}|contradiction",
        "{\"Label\": \"ENTAILMENT\"}|entailment",
        "矛盾|contradiction",
        "标签：中立|neutral",
        "Antwort: Widerspruch|contradiction",
        "Reasons...\\n\\n**Answer:** Neutral|neutral"
      })
  void givenAnAnswer_thenItsLabelIsRead(String answer, String label) {
    assertEquals(label, JudgeLabel.of(answer.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes",
        "entailment or neutral",
        "{\"label\": \"other\"}",
        "{\"label\": 1}",
        "There is no contradiction",
        "There is no contradiction between the two.",
        "They do not contradict each other.",
        "The two don't contradict.",
        "There isn't any real contradiction.",
        "{\"label\": \"not contradiction\"}",
        "{\"label\": \"no contradiction\"}",
        "{\"label\": \"entailment|neutral|contradiction\"}",
        "{\"label\": \"other\"} since there is a contradiction in terms",
        "no entailment or, for that matter, contradiction",
        "Without any contradiction, both can be followed.",
        "The pair is contradiction-free.",
        "A non-contradiction.",
        "Contradiction is not given.",
        "It could be a contradiction.",
        "没有矛盾。",
        "不矛盾",
        "矛盾はない",
        "Kein Widerspruch.",
        "- \"entailment\"\n- \"neutral\"\n- \"contradiction\"",
        "Label: neutral or contradiction"
      })
  void givenNoOneLabel_thenNoneIsMadeUp(String answer) {
    assertNull(JudgeLabel.of(answer));
  }

  @Property
  void givenAnyText_thenItIsReadWithoutAnError(@ForAll String text) {
    JudgeLabel.of("{\"label\": \"" + text);
    JudgeLabel.of("{\"label\": " + text + "}");
  }
}
