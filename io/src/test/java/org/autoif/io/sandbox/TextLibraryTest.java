package org.autoif.io.sandbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.autoif.io.sandbox.Verdict.Kind;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text library says the same on every engine, and what its page says. */
@Tag("slow")
final class TextLibraryTest {
  private static final Path PAGE = Path.of("..", "docs", "text-library.md");

  /** Says in its error all that the library says of a text, as one number. */
  private static final String ALL =
      """
      import textkit
      def evaluate(response):
          said = [textkit.words(response), textkit.sentences(response), textkit.paragraphs(response),
                  textkit.lines(response), textkit.bullets(response), textkit.numbered(response),
                  textkit.headings(response), textkit.code_blocks(response), textkit.quotes(response),
                  textkit.letters(response), textkit.numbers(response), textkit.emoji(response),
                  textkit.plain(response), textkit.word_count(response), textkit.char_count(response)]
          total = 0
          for part in said:
              for piece in part if type(part) == list else [part]:
                  for char in str(piece):
                      total = (total * 31 + ord(char)) % 1000003
          raise ValueError(total)
      """;

  private static final List<String> TEXTS =
      List.of(
          "",
          " \n\t\n",
          "Dr. Who paid $3.50 at 5 p.m. \"Why?\" he asked. It was No. 5...",
          "# Title\n\n- **one**\n  * two\n1. three\n\n> quoted _text_\n\n```py\nx = 1\n\n```\n| a | b |\n|---|---|",
          "«Oui», dit-il — c’est l’été. „Nein“ 「はい」 ¿Qué? ¡No!",
          "我爱你。再见！123 abc 한국어 단어 नमस्ते दुनिया สวัสดี",
          "👍🏽 👩‍💻 🇩🇪 ❤️ 1️⃣ ™ e\u0301 \ud83d",
          "a\r\nb\u2028c\u0085d\u000be",
          "x".repeat(5000) + " " + "!? ".repeat(2000));

  /** Open all the time, so that the tests share them. */
  private static final List<VerifierEngine> OPEN = new ArrayList<>();

  @BeforeAll
  static void open() throws IOException {
    for (SandboxSettings settings : TestEngines.all().toList()) {
      OPEN.add(Sandboxes.open(slow(settings.engine())));
    }
  }

  @AfterAll
  static void close() {
    OPEN.forEach(VerifierEngine::close);
  }

  private static List<String> examples() throws Exception {
    List<String> lines = Files.readAllLines(PAGE);
    return lines.stream().filter(line -> line.startsWith("textkit.")).toList();
  }

  @ParameterizedTest
  @MethodSource("org.autoif.io.sandbox.TestEngines#all")
  void givenTheExamplesOfItsPage_thenTheyAreTrue(SandboxSettings settings) throws Exception {
    List<String> examples = examples();
    assertThat(examples.size(), greaterThan(20));
    Kind expected = settings.engine() == EngineKind.JYTHON ? Kind.UNSUPPORTED : Kind.TRUE;
    List<String> functions =
        examples.stream().map(line -> "def evaluate(response): return " + line).toList();
    List<List<Verdict>> rows = run(slow(settings.engine()), functions, List.of(""));
    for (int i = 0; i < examples.size(); i++) {
      assertThat(examples.get(i), rows.get(i).get(0).kind(), is(expected));
    }
  }

  @Test
  void givenAnyText_thenTheEnginesSayTheSame() throws Exception {
    assumeTrue(TestEngines.isHere(EngineKind.CPYTHON), "no CPython 3.9 or newer here");
    List<List<List<Verdict>>> said = new ArrayList<>();
    for (EngineKind kind : List.of(EngineKind.CPYTHON, EngineKind.GRAALPY)) {
      said.add(run(slow(kind), List.of(ALL), TEXTS));
    }
    assertThat(said.get(1), equalTo(said.get(0)));
  }

  /** The name cannot be lost by what models write, nor spoilt for the next function. */
  @ParameterizedTest
  @MethodSource("org.autoif.io.sandbox.TestEngines#all")
  void givenFunctionsThatUseOrPatchIt_thenTheNextOneFindsItWhole(SandboxSettings settings)
      throws Exception {
    String plain = "def evaluate(response): return len(textkit.words(response)) == 2";
    List<String> functions =
        List.of(
            "def evaluate(response):\n words = textkit.words(response)\n return len(words) == 2",
            "import textkit\ndef evaluate(response):\n text = textkit.word_count(response)\n return text == 2",
            "from textkit import words\ndef evaluate(response): return len(words(response)) == 2",
            "import textkit as t\ndef evaluate(response): return len(t.words(response)) == 2",
            "def evaluate(response):\n textkit.words = len\n return textkit.words('abc') == 3",
            plain,
            "import sys\nsys.modules['textkit'].words.__globals__['_CORE'] = None\ndef evaluate(r): return True",
            "textkit = None\ndef evaluate(response): return textkit is None",
            plain);
    List<Kind> kinds =
        run(slow(settings.engine()), functions, List.of("One, two!")).stream()
            .map(row -> row.get(0).kind())
            .toList();
    if (settings.engine() == EngineKind.JYTHON) {
      assertThat(kinds.get(8), is(Kind.UNSUPPORTED));
    } else {
      assertThat(kinds, equalTo(Collections.nCopies(9, Kind.TRUE)));
    }
  }

  @ParameterizedTest
  @MethodSource("org.autoif.io.sandbox.TestEngines#all")
  void givenLongText_thenItTakesSeconds(SandboxSettings settings) throws Exception {
    assumeTrue(settings.engine() == EngineKind.CPYTHON, "JVM engines are slower by a factor");
    List<String> texts =
        Stream.of(
                "a", "word ", "- a\n", "!x", "[a](", "\"", "*", " * ", ". 😀", "```\n", "1,", "|:-",
                "\t", "字")
            .map(piece -> piece.repeat(300_000 / piece.length()))
            .toList();
    List<List<Verdict>> rows =
        run(
            slow(settings.engine()).withHeapMegabytes(1024),
            List.of(ALL.replace("raise ValueError(total)", "return True")),
            texts);
    assertThat(rows.get(0), equalTo(Collections.nCopies(texts.size(), Verdict.TRUE)));
  }

  private static SandboxSettings slow(EngineKind kind) {
    return TestEngines.settings(kind).withCallTimeout(Duration.ofSeconds(30));
  }

  private static List<List<Verdict>> run(
      SandboxSettings settings, List<String> functions, List<String> texts) throws Exception {
    try (VerifierEngine engine = Sandboxes.open(settings)) {
      return engine.run(new VerificationSession(functions, texts)).rows();
    }
  }
}
