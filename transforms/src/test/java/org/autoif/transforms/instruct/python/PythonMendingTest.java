package org.autoif.transforms.instruct.python;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of answers of Qwen2.5-Coder-1.5B-Instruct, in words of our own. */
final class PythonMendingTest {
  private static final String BODY =
      "    \"\"\"\n    Says whether there are four words.\n    \"\"\"\n"
          + "    words = textkit.words(response)\n    return len(words) == 4";

  private static final String WHOLE = "def evaluate(response):\n" + BODY;

  private static String mended(String source) {
    String mended = PythonMending.mend(source);
    assertEquals(mended, PythonMending.mend(mended), "mended twice");
    return mended.strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "\n@\n  ",
        "\"func\": `\n@\n",
        "\"func\": \"\"\"\n@\n    \"\"\",\n  \"cases\": [\n    {\"input\": \"abc\", \"output\": true}\n  ]\n}",
        "\"func\": \"\"\"\n@\n  \"\"\"\n}",
        "{\"function\": \"@\n  },\n  \"cases\": [{\"input\": \"a\",",
        "@\n\n# Test cases\nassert evaluate('a b c d') is True\nassert evaluate('') is True",
        "@\n\ncases = [\n    {\"input\": \"hello world",
        "@\n\nprint(evaluate('one'))",
        "@\n\nif __name__ == '__main__':\n    print(evaluate(input()))",
        "@\n```\n",
        "@\n\"\"\"\nThis function counts words.\n"
      })
  void givenWhatDoesNotBelongToTheSource_thenItIsLeftOut(String written) {
    assertThat(mended(written.replace("@", WHOLE)), is(WHOLE));
  }

  @Test
  void givenAllOfItIndented_thenItIsMovedToTheMargin() {
    assertThat(
        mended("\n\n  import textkit\n\n  " + WHOLE.replace("\n", "\n  ") + "\n  "),
        is(
            "import textkit\n\n"
                + WHOLE
                    .replace("    Says", "      Says")
                    .replace("    \"\"\"\n    words", "      \"\"\"\n    words")));
  }

  @Test
  void givenLineBreaksOfWhichSomeAreEscaped_thenAllAreBreaks() {
    assertThat(mended("def evaluate(response):\\n" + BODY), is(WHOLE));
    assertThat(
        mended(WHOLE.replace("\"\"\"\n    words", "\"\"\"\\n    # four\\n    words")),
        is(WHOLE.replace("    words =", "    # four\n    words =")));
  }

  @Test
  void givenLineBreaksThatWereLost_thenTheIndentationTellsOfThem() {
    String source =
        "def evaluate(response):\n    for word in textkit.words(response):\n"
            + "        if word == 'a    b':\n            return False\n    return True";
    assertThat(mended(source.replace("\n", "")), is(source));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def evaluate(response): return len(response) > 3",
        "import re\n\ndef evaluate(response):\n    # by \\n and blanks\n    return response.split('\\n') == [\"\\\"\", ''] \\\n        or {\"cases\": 1}\n",
        "def evaluate(response):\n    return f(response)\n\nVOWELS = 'aeiou'\n\ndef f(text):\n    return text in VOWELS\n",
        "def words(text):\n    return text.split()\n\ndef evaluate(response):\n    return len(words(response)) > 3",
        "def evaluate(response):\n    lines = lambda text: text.split('/')\n    return len(lines(response)) > 3",
        "def evaluate(response):\n    d = {\n        \"cases\": 3,\n    }\n    return len(response) > d['cases']",
        "def evaluate(response, words=len):\n    return words(response) > 1",
        "def evaluate(response):\n    return 'words(' in response # words(1)"
      })
  void givenSourceInOrder_thenItStays(String source) {
    assertThat(PythonMending.mend(source), is(source));
  }

  @Test
  void givenNamesOfTheLibraryThatHideThemselves_thenTheFunctionsRun()
      throws IOException, InterruptedException {
    List<String> sources =
        List.of(
            "from textkit import words, sentences\n\n"
                + "def evaluate(response):\n    words = words(response)\n    return len(words) == 4",
            "def evaluate(response):\n    words = words(response)\n"
                + "    for word in words:\n        pass\n    return word_count(response) == 4",
            "def evaluate(response):\n    textkit = textkit\n"
                + "    return textkit.word_count(response) == 4",
            "from textkit import *\n\ndef evaluate(response):\n    return len(words(response)) == 4");
    try (VerifierEngine engine = Sandboxes.open(SandboxSettings.of())) {
      List<List<Verdict>> verdicts =
          engine
              .run(
                  new VerificationSession(
                      sources.stream().map(PythonMendingTest::mended).toList(),
                      List.of("one two three four", "one")))
              .rows();
      assertThat(
          verdicts, is(Collections.nCopies(sources.size(), List.of(Verdict.TRUE, Verdict.FALSE))));
    }
  }
}
