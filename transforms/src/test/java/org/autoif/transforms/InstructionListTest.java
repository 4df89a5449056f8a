package org.autoif.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InstructionListTest {
  private static final List<String> TWO = List.of("Use three bullets.", "End with a dot.");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- Use three bullets.\n- End with a dot.",
        "* Use three bullets.\n\n* End with a dot.  ",
        "• Use three bullets.\r\n• End with a dot.",
        "1. Use three bullets.\n2. End with a dot.",
        "1) Use three bullets.\n2) End with a dot.",
        "(1) Use three bullets.\n(2) End with a dot.",
        "  10: Use three bullets.\n  11: End with a dot.",
        "1. **Use three bullets.**\n2. \"End with a dot.\"",
        "Sure, here are two:\n- Use three bullets.\n- End with a dot.\nEnjoy!",
        "Use three bullets.\nEnd with a dot.",
        "```\nUse three bullets.\nEnd with a dot.\n```",
        "[\"Use three bullets.\", \"End with a dot.\"]",
        "```json\n[\n  \"Use three bullets.\",\n  \"End with a dot.\",\n]\n```",
        "{\"instructions\": [\"Use three bullets.\", \"End with a dot.\"]}",
        "[{\"instruction\": \"Use three bullets.\"}, {\"instruction\": \"End with a dot.\"}]"
      })
  void givenAnyFormOfList_thenItsEntriesAreRead(String answer) {
    assertEquals(TWO, InstructionList.parse(answer));
  }

  @Test
  void givenAnArrayInsideAnEntry_thenItIsNotTheList() {
    assertEquals(
        List.of("Answer with a list such as [\"a\", \"b\"].", "End with a dot."),
        InstructionList.parse("- Answer with a list such as [\"a\", \"b\"].\n- End with a dot."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Yes\" must come before \"No\"",
        "**Start** and say **end**",
        "“One” goes before “two”"
      })
  void givenAnEntryThatStartsAndEndsQuoted_thenItIsNotAFrame(String entry) {
    assertEquals(List.of(entry), InstructionList.parse("- " + entry));
  }

  @Test
  void givenNoText_thenThereIsNoEntry() {
    assertEquals(List.of(), InstructionList.parse(""));
    assertEquals(List.of(), InstructionList.parse(" \n\n```\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Use bullets|2 words, at least 3 are needed",
        "好的|2 words, at least 3 are needed",
        "Here are some rules for you|talk around the list",
        "Sure, I can do that|talk around the list",
        "The rules are these:|talk around the list",
        "1 2 3 4|no letters",
        "Would you use three bullets?|a question"
      })
  void givenSomethingElse_thenTheReasonIsTold(String text, String reason) {
    assertEquals(reason, InstructionList.reasonAgainst(text));
  }

  @Test
  void givenChineseNumbers_thenTheyAreMarks() {
    assertEquals(
        List.of("请用中文回答。", "不要使用逗号。"), InstructionList.parse("好的：\n1、请用中文回答。\n（2）不要使用逗号。"));
  }

  @Test
  void givenTheLimitOfLength_thenOneMoreIsTooLong() {
    String fits = "Use the word " + "a".repeat(287);
    assertNull(InstructionList.reasonAgainst(fits));
    assertEquals(
        "301 characters, at most 300 are allowed", InstructionList.reasonAgainst(fits + "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Use three bullets.",
        "Surely use no commas.",
        "Okra is named once",
        "请用不超过五十个字回答问题。",
        "カンマを使わないでください。",
        "ตอบเป็นภาษาไทยเท่านั้น"
      })
  void givenAnInstruction_thenNothingSpeaksAgainstIt(String text) {
    assertNull(InstructionList.reasonAgainst(text));
  }

  @Property
  void givenAnyText_thenItIsReadWithoutAnError(@ForAll String answer) {
    InstructionList.parse("- " + answer).forEach(InstructionList::reasonAgainst);
    InstructionList.parse(answer).forEach(InstructionList::reasonAgainst);
  }
}
