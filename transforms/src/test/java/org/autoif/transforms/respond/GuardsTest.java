package org.autoif.transforms.respond;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import org.autoif.io.record.Constraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
  private static final List<Constraint> BRIEF =
      List.of(
          Constraint.builder()
              .setId("c")
              .setInstruction("Use at most 5 words.")
              .setOrigin("seed")
              .setFunctions(List.of())
              .setCases(List.of())
              .build());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry, but I can't help with that.",
        "I am sorry but I am unable to answer this.",
        "Sorry, I cannot do that for you.",
        "Unfortunately, we can’t provide this.",
        "I cannot comply with this request",
        "\"I can't assist with that.\"",
        "As an AI language model, I do not know and I cannot say.",
        "抱歉，我无法回答这个问题。",
        "申し訳ありませんが、お答えできません。",
        "Es tut mir leid, das kann ich nicht beantworten.",
        "Je suis désolé, je ne peux pas répondre.",
        "Lo siento, no puedo ayudar con eso."
      })
  void givenRefusal_thenItIsNoAnswer(String text) {
    assertThat(Guards.against(BRIEF, text), is("refusal"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry for your loss; a short note is best.",
        "Tell her: I cannot come today.",
        "I can help: walk daily.",
        "As an AI researcher you read papers, write code and run trials.",
        "Sorry is a short word.",
        "Rest well."
      })
  void givenAnswerThatSpeaksOfRefusing_thenItIsOne(String text) {
    assertThat(Guards.against(BRIEF, text), is(nullValue()));
  }

  @Test
  void givenNothingOrTheInstruction_thenItIsNoAnswer() {
    assertThat(Guards.against(BRIEF, " \n\t"), is("empty"));
    assertThat(Guards.against(BRIEF, "use at most 5 words.\n"), is("echo"));
  }
}
