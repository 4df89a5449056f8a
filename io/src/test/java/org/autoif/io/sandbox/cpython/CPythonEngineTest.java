package org.autoif.io.sandbox.cpython;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.autoif.io.sandbox.CPythonSettings;
import org.autoif.io.sandbox.EngineKind;
import org.autoif.io.sandbox.SandboxSettings;
import org.autoif.io.sandbox.TestEngines;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.Verdict.Kind;
import org.autoif.io.sandbox.VerdictMatrix;
import org.autoif.io.sandbox.VerificationSession;
import org.autoif.io.sandbox.VerifierEngine;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CPythonEngineTest {
  private static final SandboxSettings SETTINGS = TestEngines.settings(EngineKind.CPYTHON);

  private static VerifierEngine engine;

  @BeforeAll
  static void open() throws IOException {
    assumeTrue(TestEngines.isHere(EngineKind.CPYTHON), "no CPython 3.9 or newer here");
    engine = Sandboxes.open(SETTINGS);
  }

  @AfterAll
  static void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void givenEngine_thenVersionNamesTheInterpreter() {
    assertThat(engine.version(), matchesPattern("cpython 3\\.\\d+\\..+"));
  }

  @Test
  void givenFunctionsAndInputs_thenMatrixInTheirOrder() throws Exception {
    VerdictMatrix matrix =
        run(
            List.of("a", "b", "🙂", "a\ud83d"),
            "def evaluate(response): return response == 'a'",
            "import re\nPATTERN = re.compile('b')\ndef helper(x): return bool(PATTERN.match(x))\n"
                + "def evaluate(response): return helper(response)",
            "def evaluate(response): return len(response) == 1",
            "def evaluate(response): return ord(response[-1]) == 0xd83d");

    assertThat(
        kinds(matrix),
        equalTo(
            List.of(
                List.of(Kind.TRUE, Kind.FALSE, Kind.FALSE, Kind.FALSE),
                List.of(Kind.FALSE, Kind.TRUE, Kind.FALSE, Kind.FALSE),
                List.of(Kind.TRUE, Kind.TRUE, Kind.TRUE, Kind.FALSE),
                List.of(Kind.FALSE, Kind.FALSE, Kind.FALSE, Kind.TRUE))));
  }

  @Test
  void givenNoFunctionsOrNoInputs_thenEmptyMatrix() throws Exception {
    assertThat(run(List.of("a")).rows(), equalTo(List.of()));
    assertThat(run(List.of(), "x").rows(), equalTo(List.of(List.of())));
  }

  @Test
  void givenError_thenMessageSaysWhy() throws Exception {
    Verdict verdict = run(List.of("x"), "def evaluate(response): return response.foo()").get(0, 0);

    assertThat(
        verdict,
        is(Verdict.error(Kind.EXCEPTION, "AttributeError: 'str' object has no attribute 'foo'")));
  }

  @Test
  void givenTimeoutsThatAreSwallowed_thenRestOfRowIsTimeoutToo() throws Exception {
    String stubborn =
        """
        def evaluate(response):
            while response == 'loop':
                try:
                    while True: pass
                except: pass
            return True
        """;

    assertThat(
        kinds(run(List.of("a", "loop", "b", "loop", "c"), stubborn)).get(0),
        equalTo(List.of(Kind.TRUE, Kind.TIMEOUT, Kind.TRUE, Kind.TIMEOUT, Kind.TIMEOUT)));
  }

  @Test
  void givenDeathOnOneInput_thenOthersKeepTheirVerdicts() throws Exception {
    String source =
        """
        import os
        def evaluate(response):
            if response == 'die': os._exit(1)
            return response == 'a'
        """;

    assertThat(
        kinds(run(List.of("a", "die", "b", "die", "a", "die", "a"), source)).get(0),
        equalTo(
            List.of(Kind.TRUE, Kind.EXIT, Kind.FALSE, Kind.EXIT, Kind.TRUE, Kind.EXIT, Kind.TRUE)));
  }

  @Test
  void givenStrict_thenOnlyBooleansAreVerdicts() throws Exception {
    assertThat(
        truthiness(Truthiness.STRICT, "True", "False", "1", "'true'", "None"),
        equalTo(List.of(Kind.TRUE, Kind.FALSE, Kind.NOT_BOOL, Kind.NOT_BOOL, Kind.NOT_BOOL)));
  }

  @Test
  void givenAutoif_thenWhateverIntTakesIsAVerdict() throws Exception {
    assertThat(
        truthiness(Truthiness.AUTOIF, "True", "7", "0", "'1'", "'true'", "None"),
        equalTo(
            List.of(Kind.TRUE, Kind.TRUE, Kind.FALSE, Kind.TRUE, Kind.NOT_BOOL, Kind.NOT_BOOL)));
  }

  @Test
  void givenLenient_thenSoAreTheWords() throws Exception {
    assertThat(
        truthiness(Truthiness.LENIENT, "False", "1", "' True'", "'FALSE'", "'yes'"),
        equalTo(List.of(Kind.FALSE, Kind.TRUE, Kind.TRUE, Kind.FALSE, Kind.NOT_BOOL)));
  }

  private static List<Kind> truthiness(Truthiness truthiness, String... results) throws Exception {
    try (VerifierEngine own = Sandboxes.open(SETTINGS.withTruthiness(truthiness))) {
      List<String> functions =
          Stream.of(results).map(it -> "def evaluate(response): return " + it).toList();
      return own.run(new VerificationSession(functions, List.of("x"))).rows().stream()
          .map(row -> row.get(0).kind())
          .toList();
    }
  }

  @Test
  void givenSetsAndRandom_thenEqualFromRunToRun() throws Exception {
    String source =
        """
        import random
        def evaluate(response):
            raise ValueError(list(set('abcdefghijklmnop')), random.random(), hash(response))
        """;
    VerificationSession session = new VerificationSession(List.of(source), List.of("x"));
    VerdictMatrix first;
    try (VerifierEngine own = Sandboxes.open(SETTINGS.withSlots(1))) {
      first = own.run(session);
    }

    assertThat(engine.run(session), equalTo(first));
  }

  @Test
  void givenModuleOfTheStandardLibrary_thenItIsThere() throws Exception {
    String source =
        """
        def evaluate(response):
            import xml.etree.ElementTree as tree
            from html import unescape
            return tree.fromstring('<a>x</a>').text == unescape('x')
        """;

    assertThat(run(List.of("x"), source).get(0, 0), is(Verdict.TRUE));
  }

  @Test
  void givenForkEach_thenVerdictsAreTheSame() throws Exception {
    VerificationSession session =
        new VerificationSession(
            List.of(
                "def evaluate(response): return response.startswith('a')",
                "def evaluate(response): return nothing",
                "def evaluate(response)"),
            List.of("a", "b"));
    try (VerifierEngine own =
        Sandboxes.open(SETTINGS.withCpython(CPythonSettings.of().withForkEach(true)))) {
      assertThat(own.run(session), equalTo(engine.run(session)));
    }
  }

  @Test
  void givenPackageThatIsNotOnTheList_thenItIsNotThere(@TempDir Path folder) throws Exception {
    Path python = pythonWith(folder, "autoif_extra");
    CPythonSettings other = CPythonSettings.of().withExecutable(python.toString());
    String source = "import autoif_extra\ndef evaluate(response): return autoif_extra.ANSWER";
    VerificationSession session = new VerificationSession(List.of(source), List.of("x"));
    try (VerifierEngine own = Sandboxes.open(SETTINGS.withCpython(other))) {
      assertThat(
          own.run(session).get(0, 0),
          is(Verdict.error(Kind.EXCEPTION, "ModuleNotFoundError: No module named 'autoif_extra'")));
    }
    CPythonSettings listed = other.withPackages(List.of("autoif_extra"));
    try (VerifierEngine own = Sandboxes.open(SETTINGS.withCpython(listed))) {
      assertThat(own.run(session).get(0, 0), is(Verdict.TRUE));
    }
  }

  /** Returns an interpreter for which a package is installed. */
  private static Path pythonWith(Path folder, String name) throws IOException {
    Files.writeString(folder.resolve(name + ".py"), "ANSWER = True\n");
    CPythonInterpreter real = CPythonInterpreter.find(CPythonSettings.of().executable());
    String probe = "echo CPython\necho %s\necho %s\necho %s\n";
    String said = probe.formatted(real.version(), real.executable(), real.path() + ":" + folder);
    return script(folder, said);
  }

  private static Path script(Path folder, String body) throws IOException {
    Path script = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  @Test
  void givenThousandInputs_thenThousandVerdicts() throws Exception {
    List<String> inputs = IntStream.range(0, 3000).mapToObj(i -> "x" + i).toList();
    VerdictMatrix matrix =
        run(
            inputs,
            "def evaluate(response): return response.endswith('7')",
            "def evaluate(response): return eval('1') == int(response[-1])");

    for (int i = 0; i < inputs.size(); i++) {
      assertThat(matrix.get(0, i).kind() == Kind.TRUE, is(i % 10 == 7));
      assertThat(matrix.get(1, i).kind() == Kind.TRUE, is(i % 10 == 1));
    }
  }

  @Test
  void givenInputOfMegabytes_thenItArrives() throws Exception {
    String input = "ä".repeat(3_000_000);

    assertThat(
        run(List.of(input), "def evaluate(response): return len(response) == 3000000").get(0, 0),
        is(Verdict.TRUE));
  }

  @Test
  void givenLongMessage_thenItIsCapped() throws Exception {
    Verdict verdict =
        run(List.of("x"), "def evaluate(response): raise ValueError('x' * 100000)").get(0, 0);

    assertThat(verdict.message(), notNullValue());
    assertThat(String.valueOf(verdict.message()).length(), lessThanOrEqualTo(Verdict.MAX_MESSAGE));
  }

  @Test
  void givenNoSuchInterpreter_thenOneLineSaysWhatIsMissing() {
    String why = refused("no-such-python");

    assertThat(why, containsString("no-such-python cannot be started"));
    assertThat(why, containsString("CPython 3.9 or newer"));
  }

  private static String refused(String python) {
    return String.valueOf(
        Assertions.assertThrows(IOException.class, () -> CPythonInterpreter.find(python))
            .getMessage());
  }

  @Test
  void givenOldInterpreter_thenOneLineSaysSo(@TempDir Path folder) throws IOException {
    Path python = script(folder, "echo CPython\necho 3.8.18\necho /old\necho /lib\n");

    assertThat(
        refused(python.toString()), containsString("is CPython 3.8.18; the cpython engine needs"));
  }

  @Test
  void givenInterpreterKilledBeforeItAnswers_thenItIsAskedAgain(@TempDir Path folder)
      throws IOException {
    String answer = "echo CPython\necho 3.11.7\necho /usr/bin/it\necho /lib\n";
    Path first = folder.resolve("first");
    Path python =
        script(folder, "[ -e %s ] || { : > %s; kill -9 $$; }\n%s".formatted(first, first, answer));

    assertThat(CPythonInterpreter.find(python.toString()).version(), is("3.11.7"));
  }

  @Test
  void givenInterpreterKilledAgain_thenOneLineSaysSo(@TempDir Path folder) throws IOException {
    Path python = script(folder, "kill -9 $$\n");

    assertThat(refused(python.toString()), containsString("was ended twice by a signal, now 9"));
  }

  private static VerdictMatrix run(List<String> inputs, String... functions)
      throws IOException, InterruptedException {
    return engine.run(new VerificationSession(List.of(functions), inputs));
  }

  private static List<List<Kind>> kinds(VerdictMatrix matrix) {
    return matrix.rows().stream().map(row -> row.stream().map(Verdict::kind).toList()).toList();
  }
}
