package org.autoif.io.llm.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.autoif.io.record.Json;
import org.autoif.io.record.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasoningTextTest {
  /** As models write it; the thoughts are "hm", the answer is "yes". */
  static Stream<String> thoughts() {
    return Stream.of(
        "<think>\nhm\n</think>\n\nyes",
        "  <think>hm</think>yes",
        "<Thinking>hm</Thinking>\nyes",
        "<thought>hm</thought>yes",
        "<reasoning>\nhm\n</reasoning>\nyes",
        "<seed:think>hm</seed:think>yes",
        "[THINK]hm[/THINK]yes",
        "◁think▷hm◁/think▷yes",
        "<|think|>hm<|/think|>yes",
        "<|begin_of_thought|>\nhm\n<|end_of_thought|>\n\n<|begin_of_solution|>\nyes\n<|end_of_solution|>",
        "<|START_THINKING|>hm<|END_THINKING|><|START_RESPONSE|>yes<|END_RESPONSE|>",
        "<|inner_prefix|>hm<|inner_suffix|>yes",
        "<unused94>thought\nhm<unused95>yes",
        "<|channel>thought\nhm<channel|>yes",
        "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>yes<|return|>",
        "<|start|>assistant<|channel|>analysis<|message|>hm<|end|>"
            + "<|start|>assistant<|channel|>final <|constrain|>json<|message|>yes",
        "analysis\nhm assistantfinalyes",
        "Here is my thought process:\n\nhm\n\nHere is my response:\n\nyes",
        "<think>hm</think>\n<answer>yes</answer>",
        "hm\n</think>\n\nyes",
        "hm</think>yes",
        "hm\n[/THINK]yes");
  }

  @ParameterizedTest
  @MethodSource("thoughts")
  void givenThoughtsWhereAModelWritesThem_thenTheyAreApart(String content) {
    ReasoningText split = ReasoningText.split(content);
    assertThat(split.text(), is("yes"));
    assertThat(split.reasoning(), is("hm"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"func\": \"import re\\nre.sub(r'<think>.*?</think>', '', x)\"}",
        "Use `</think>` to end it.",
        "The tag </think> ends what a model thinks.",
        "It ends with \"</think>\".",
        "A block:\n```\n<think>\nhm\n</think>\n```\nThat is all.",
        "A block:\n```xml\n</think>\n```\nThat is all.",
        "```python\nif '</think>' in x:\n    pass\n```",
        "Models write <think> first.\n</think>\ncloses it.",
        "<thinker>no</thinker>",
        "[THINKER] is a name",
        "analysis of the final text",
        "<p>hm</p>",
        ""
      })
  void givenTextThatSpeaksOfMarks_thenItStaysWhole(String content) {
    ReasoningText split = ReasoningText.split(content);
    assertThat(split.text(), is(content));
    assertThat(split.reasoning(), nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<think>hm", "[THINK]hm", "<|channel|>analysis<|message|>hm"})
  void givenThoughtsWithoutEnd_thenThereIsNoAnswer(String content) {
    ReasoningText split = ReasoningText.split(content);
    assertThat(split.text(), is(""));
    assertThat(split.reasoning(), is("hm"));
  }

  /** The reward package reads the same file: both must cut the same. */
  @Test
  void givenAnswersOfAllKinds_thenWhatIsLeftIsTheirAnswer() {
    JsonNode cases =
        Json.read(Resources.text(ReasoningTextTest.class, "reasoning.json"), JsonNode.class);
    for (JsonNode each : cases) {
      assertThat(ReasoningText.split(each.path(0).asText()).text(), is(each.path(1).asText()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hm</think>yes", "hm\n</think>\nyes"})
  void givenReasoningInAFieldOfItsOwn_thenNoClosingMarkCounts(String content) {
    assertThat(ReasoningText.splitOpened(content).text(), is(content));
    assertThat(ReasoningText.splitOpened("<think>hm</think>yes").text(), is("yes"));
  }
}
