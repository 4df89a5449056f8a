package org.autoif.transforms.instruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Collectors;
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
        "**1.** Use three bullets.\n**2.** End with a dot.",
        "**1. Use three bullets.**\n**2. End with a dot.**",
        "Rule 1: Use three bullets.\nRule 2: End with a dot.",
        "**Rule 1:** Use three bullets.\n\n**Rule 2:** End with a dot.",
        "### 1. Use three bullets.\n### 2. End with a dot.",
        "1. **Length**: Use three bullets.\n2. **End:** End with a dot.",
        "- **Length** - Use three bullets.\n- **End** – End with a dot.",
        "1. Use three\n   bullets.\n2. End with a\n   dot.",
        "1. Use three\nbullets.\n2. End with\na dot.\nEnjoy!",
        "Use three\nbullets.\nEnd with a dot.",
        "1. Use three bullets.\n   - Why: it is short.\n   - Example: a, b, c\n2. End with a dot.\n   * Checkable.",
        "1. Use three bullets.\n- Reason: short.\n2. End with a dot.\n- Reason: clear.",
        "1. Use three bullets.\n   This is easy to count.\n2. End with a dot.\n\n   Example: Yes.",
        "- Use three bullets.\n  Example: a, b, c\n- End with a dot.\n  (e.g. \"Yes.\")",
        "**Length**\n- Use three bullets.\n\n**Ends**\n- End with a dot.",
        "1. **Length**\n   - Use three bullets.\n2. **Ends**\n   - End with a dot.",
        "- Length:\n  - Use three bullets.\n- Ends:\n  - End with a dot.",
        "１．Use three bullets.\n２．End with a dot.",
        "① Use three bullets.\n② End with a dot.",
        "1️⃣ Use three bullets.\n2️⃣ End with a dot.",
        "- [ ] Use three bullets.\n- [x] End with a dot.",
        "> 1. Use three bullets.\n> 2. End with a dot.",
        "{\"Length\": [\"Use three bullets.\"], \"End\": [\"End with a dot.\"]}",
        "{\"rules\": [\"Use three bullets.\", \"End with a dot.\"], \"notes\": [\"They are easy to check.\"]}",
        "a) Use three bullets.\nb) End with a dot.",
        "[{\"id\": 1, \"instruction\": \"Use three bullets.\"}, {\"id\": 2, \"instruction\": \"End with a"
            + " dot.\"}]",
        "[{\"id\": \"r1\", \"kind\": \"len\", \"rule\": \"Use three bullets.\"}, {\"id\": \"r2\", \"rule\":"
            + " \"End with a dot.\"}]",
        "{\"rule_1\": \"Use three bullets.\", \"rule_2\": \"End with a dot.\"}",
        "{\"rule\": \"Use three bullets.\"}\n{\"rule\": \"End with a dot.\"}",
        "Sure!\n\n1. \"Use three bullets.\"\n2. `End with a dot.`\n\nLet me know!",
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
  void givenATable_thenItIsNoList() {
    assertEquals(
        List.of(), InstructionList.parse("| # | Rule |\n|---|---|\n| 1 | Use three bullets. |"));
  }

  @Test
  void givenAnEntryWithNumbersOrBrackets_thenItIsWhole() {
    List<String> rules =
        List.of(
            "3.5 must be named in the answer.",
            "Use **bold** for every name.",
            "Write \"a - b\" in the answer.",
            "Start with the word Rule: and nothing else.",
            "Begin with: Hello there, friend.");
    assertEquals(
        rules, InstructionList.parse(rules.stream().collect(Collectors.joining("\n- ", "- ", ""))));
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
        "Would you use three bullets now?|talk around the list",
        "Use three bullets, will you?|a question",
        "I'm sorry, but I cannot help.|talk around the list",
        "以下是三条新规则|talk around the list",
        "Example: one paragraph on costs|an example or a reason",
        "**Why**: short answers are easier|an example or a reason",
        "e.g. one of costs|an example or a reason",
        "例如：一段关于费用|an example or a reason",
        "Write the answer as a|a part of a sentence",
        "Write a list in which every|a part of a sentence",
        "Use the words yes, no,|a part of a sentence",
        "at least twice in the answer|a part of a sentence",
        "and has exactly two words.|a part of a sentence",
        "Say the word \"never twice.|a part of a sentence",
        "Use three bullets (each of|a part of a sentence",
        "{a b c: d}|a part of a table or of JSON"
      })
  void givenSomethingElse_thenTheReasonIsTold(String text, String reason) {
    assertEquals(reason, InstructionText.reasonAgainst(text));
  }

  @Test
  void givenChineseNumbers_thenTheyAreMarks() {
    assertEquals(
        List.of("请用中文回答。", "不要使用逗号。"), InstructionList.parse("好的：\n1、请用中文回答。\n（2）不要使用逗号。"));
  }

  @Test
  void givenTheLimitOfLength_thenOneMoreIsTooLong() {
    String fits = "Use the word " + "a".repeat(287);
    assertNull(InstructionText.reasonAgainst(fits));
    assertEquals(
        "301 characters, at most 300 are allowed", InstructionText.reasonAgainst(fits + "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Use three bullets.",
        "Surely use no commas.",
        "Okra is named once",
        "use no commas at all",
        "End with :) and nothing else",
        "Sorrow is the last word.",
        "请用不超过五十个字回答问题。",
        "カンマを使わないでください。",
        "ตอบเป็นภาษาไทยเท่านั้น"
      })
  void givenAnInstruction_thenNothingSpeaksAgainstIt(String text) {
    assertNull(InstructionText.reasonAgainst(text));
  }

  @Property
  void givenAnyText_thenItIsReadWithoutAnError(@ForAll String answer) {
    InstructionList.parse("- " + answer).forEach(InstructionText::reasonAgainst);
    InstructionList.parse(answer).forEach(InstructionText::reasonAgainst);
  }
}
