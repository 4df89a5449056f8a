package org.autoif.transforms.instruct.python;

import static org.autoif.transforms.step.Records.testCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.autoif.io.record.Json;
import org.autoif.io.record.TestCase;
import org.autoif.transforms.step.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifierAnswerTest {
  private static final String SOURCE = "def evaluate(response):\n    return 'a' in response";

  private static VerifierAnswer parse(String answer) {
    try {
      return VerifierAnswer.parse(answer);
    } catch (VerifierAnswer.UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  private static String reason(String answer) {
    return String.valueOf(
        assertThrows(VerifierAnswer.UnreadableException.class, () -> VerifierAnswer.parse(answer))
            .getMessage());
  }

  @Test
  void givenWhatWasAskedFor_thenItIsReadAsWritten() {
    assertEquals(
        new VerifierAnswer(
            SOURCE, List.of(testCase("abc", true), testCase("xyz", false)), List.of()),
        parse(
            Json.mapper().createObjectNode().put("func", SOURCE).toString().replaceFirst("}$", "")
                + ", \"cases\": [{\"input\": \"abc\", \"output\": true},"
                + " {\"input\": \"xyz\", \"output\": false}]}"));
  }

  // The published scripts compare the text of the expected verdict with Python's booleans.
  @ParameterizedTest
  @CsvSource({
    "true,true",
    "True,true",
    "'\"true\"',true",
    "'\"True\"',true",
    "'\" TRUE \"',true",
    "false,false",
    "False,false",
    "'\"false\"',false",
    "'\"False\"',false"
  })
  void givenAnySpellingOfAVerdict_thenItIsRead(String written, boolean expected) {
    VerifierAnswer read =
        parse(
            "{\"func\": \"def evaluate(r): pass\", \"cases\": [{\"input\": \"x\", \"output\": "
                + written
                + "}]}");
    assertEquals(List.of(testCase("x", expected)), read.cases());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "\"yes\"", "[true]", "\"\""})
  void givenNoVerdict_thenTheCaseIsUnreadableAndTheFunctionIsNot(String written) {
    VerifierAnswer read =
        parse(
            "{\"func\": \"def evaluate(r): pass\", \"cases\": [{\"input\": \"x\", \"output\": "
                + written
                + "}, {\"input\": \"y\", \"output\": true}]}");
    assertEquals(List.of(testCase("y", true)), read.cases());
    assertEquals(List.of("{\"input\":\"x\",\"output\":" + written + "}"), read.unreadableCases());
  }

  @Test
  void givenACaseWithoutText_thenItIsUnreadable() {
    VerifierAnswer read =
        parse("{\"func\":\"def evaluate(r): pass\",\"cases\":[{\"output\":true},\"a\",[]]}");
    assertEquals(List.of(), read.cases());
    assertEquals(List.of("{\"output\":true}", "\"a\"", "[]"), read.unreadableCases());
  }

  // The published scripts cut every line that has one of these words out of the source.
  @Test
  void givenLinesWithDownloadOrRequests_thenTheSourceIsWhole() {
    String source =
        "def evaluate(response):\n    # requests a download\n    return 'download' in response";
    assertEquals(source, parse(Json.write(Map.of("func", source))).source());
  }

  @Test
  void givenADraftAndAFinalAnswer_thenTheLastFunctionCounts() {
    VerifierAnswer read =
        parse(
            "{\"func\":\"def evaluate(r): return 1\",\"cases\":[{\"input\":\"a\",\"output\":true}]}"
                + " Better:"
                + " {\"func\":\"def evaluate(r): return 2\","
                + "\"cases\":[{\"input\":\"b\",\"output\":true}]}");
    assertEquals("def evaluate(r): return 2", read.source());
    assertEquals(List.of(testCase("b", true)), read.cases());
  }

  @Test
  void givenFunctionAndCasesInTwoBlocks_thenBothAreRead() {
    VerifierAnswer read =
        parse(
            "```json\n{\"func\":\"def evaluate(r): return 1\"}\n```\n"
                + "```json\n{\"cases\":[{\"input\":\"a\",\"output\":false}]}\n```");
    assertEquals("def evaluate(r): return 1", read.source());
    assertEquals(List.of(testCase("a", false)), read.cases());
  }

  @Test
  void givenAFunctionInAPythonBlock_thenItIsTaken() {
    VerifierAnswer read =
        parse(
            "```python\n"
                + SOURCE
                + "\n```\nCases: {\"cases\":[{\"input\":\"a\",\"output\":true}]}");
    assertEquals(SOURCE, read.source());
    assertEquals(List.of(testCase("a", true)), read.cases());
  }

  @Test
  void givenAnUnescapedWordBoundary_thenItIsNotABackspace() {
    assertEquals(
        "def evaluate(r): return re.search(r'\\bthe\\b', r)",
        parse("{\"func\": \"def evaluate(r): return re.search(r'\\bthe\\b', r)\"}").source());
  }

  @Test
  void givenNothingToRead_thenTheMessageSaysWhatIsMissing() {
    assertEquals("no JSON object in the answer", reason("I cannot do that."));
    assertEquals("no JSON object has a text in the key func", reason("{\"other\": \"x\"}"));
    assertEquals("the function is not called evaluate", reason("{\"function\": \"x\"}"));
    assertEquals("no JSON object has a text in the key func", reason("{\"func\": \" \"}"));
    assertEquals("the function is not called evaluate", reason("{\"func\": \"def f(r): pass\"}"));
  }

  private static final String LINES =
      "import re\n\ndef evaluate(response):\n    parts = response.split('\\n')\n    return \"a\" in parts";

  private static final String CASES = "[{\"input\": \"abc\", \"output\": true}]";

  private static String quoted(String text) {
    return Json.write(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"func", "function", "code", "verifier", "evaluate", "eval_function"})
  void givenAnotherKey_thenTheFunctionIsTaken(String key) {
    assertEquals(
        LINES,
        parse("{\"" + key + "\": " + quoted(LINES) + ", \"cases\": " + CASES + "}").source());
  }

  @Test
  void givenAFunctionInOddDress_thenItIsTheSameFunction() {
    String lines =
        LINES.lines().map(VerifierAnswerTest::quoted).collect(Collectors.joining(", ", "[", "]"));
    String twice = LINES.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    for (String dressed :
        List.of(
            quoted("```python\n" + LINES + "\n```"),
            quoted("```\n" + LINES + "\n```\n"),
            quoted("Here it is:\n```py\n" + LINES + "\n```\nIt splits lines."),
            lines,
            quoted(twice),
            "\"\"\"" + LINES + "\"\"\"",
            "\"\"\"" + LINES.replace("\\", "\\\\") + "\"\"\"",
            "\"" + LINES.replace("\"", "\\\"") + "\"",
            "\"" + LINES + "\"",
            "{\"source\": " + quoted(LINES) + "}")) {
      VerifierAnswer read = parse("{\"func\": " + dressed + ", \"cases\": " + CASES + "}");
      assertEquals(LINES, read.source().strip(), dressed);
      assertEquals(List.of(testCase("abc", true)), read.cases(), dressed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```python3\n@\n```\n```json\n{\"cases\": #}\n```",
        "```\n@\n```\n#",
        "```Python\n@\n```\nCases:\n```json\n#\n```",
        "~~~py\n@\n~~~\n#",
        "@\n\nThe test cases:\n#",
        "The function:\n\n@\n\n{\"input\": \"abc\", \"output\": true}",
        "```python\n@\n\ncases = [(\"abc\", True)]\n```",
        "```python\n@\n\ntest_cases = [{'text': 'abc', 'expected': True}]\n```",
        "{\"func\": \"\"\"@\"\"\", \"cases\": {\"abc\": true}}",
        "{\"result\": {\"func\": \"\"\"@\"\"\", \"test_cases\": #}}"
      })
  void givenAFunctionBesideItsCases_thenBothAreRead(String answer) {
    VerifierAnswer read = parse(answer.replace("@", LINES).replace("#", CASES));
    assertEquals(LINES, read.source().split("\n\n(?:test_)?cases", 2)[0].strip());
    assertEquals(List.of(testCase("abc", true)), read.cases());
  }

  @Test
  void givenCodeThatSpeaksOfFences_thenItIsWhole() {
    String source =
        "def evaluate(response):\n    return response.startswith('```')\n    # ``` ends it";
    assertEquals(source, parse("```python\n" + source + "\n```\nDone.").source());
  }

  @Test
  void givenALineBreakInOneLineOfSource_thenItIsNotTakenForAnEscape() {
    String source = "def evaluate(response): return '\\n' in response";
    assertEquals(source, parse("{\"func\": " + quoted(source) + "}").source());
  }

  @Test
  void givenOneCaseThatIsCode_thenOnlyThatIsLost() {
    VerifierAnswer read =
        parse(
            "{\"func\": "
                + quoted(LINES)
                + ", \"cases\": [{\"input\": text(3), \"output\": true}, {\"input\": \"w \" * 3,"
                + " \"output\": True}, {\"input\": \"He said \"no\" to me.\", \"output\": false}]}");
    assertEquals(LINES, read.source());
    assertEquals(
        List.of(testCase("w w w ", true), testCase("He said \"no\" to me.", false)), read.cases());
    assertEquals(List.of("{\"input\":\"text(3)\",\"output\":true}"), read.unreadableCases());
  }

  @Property
  void givenAnyText_thenItIsReadOrRefusedButNothingElse(@ForAll String text) {
    for (String answer : List.of(text, "{\"func\": \"def evaluate(" + text, "```python\n" + text)) {
      try {
        VerifierAnswer.parse(answer);
      } catch (VerifierAnswer.UnreadableException e) {
        assertFalse(String.valueOf(e.getMessage()).isBlank());
      }
    }
  }

  @Property
  void givenAWrittenAnswer_thenItIsReadBack(
      @ForAll String body, @ForAll String input, @ForAll boolean expected) {
    // What is no Python is mended on the way.
    String source = PythonMending.mend("def evaluate(response):\n" + body.replace("\b", ""));
    TestCase one = testCase(input, expected);
    assertEquals(
        new VerifierAnswer(source, List.of(one), List.of()),
        parse("```json\n" + Records.verifierJson(source, one) + "\n```"));
  }
}
