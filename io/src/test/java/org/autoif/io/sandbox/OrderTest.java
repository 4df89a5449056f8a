package org.autoif.io.sandbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A verdict depends on its function and its text, and on nothing that was run before. */
@Tag("slow")
final class OrderTest {
  private static final int EVERY = 9;

  private static final List<String> TEXTS =
      List.of("a", "One, two!", "", "b b b", "\u00e9\ud83d\ude00", "word ".repeat(3000), "a");

  /** Each would say something else after another text, or after a neighbour here. */
  private static final List<String> FUNCTIONS =
      List.of(
          "import urllib\ndef evaluate(r): return urllib.parse.quote(r) == 'a'",
          "import urllib.parse\ndef evaluate(r): return urllib.parse.quote(r) == 'a'",
          "import xml\ndef evaluate(r): return bool(xml.etree)",
          "def evaluate(r):\n import xml.etree.ElementTree as t\n return t.fromstring('<a/>').tag == r",
          "import sys\ndef evaluate(r): return 'xml.etree' in sys.modules",
          "seen = []\ndef evaluate(r):\n seen.append(r)\n return len(seen) == 1",
          "def evaluate(r, seen=[]):\n seen.append(r)\n return len(seen) == 1",
          "n = 0\ndef evaluate(r):\n global n\n n += 1\n return n == 1",
          "def evaluate(r):\n evaluate.n = getattr(evaluate, 'n', 0) + 1\n return evaluate.n == 1",
          "class A:\n n = 0\ndef evaluate(r):\n A.n += 1\n return A.n == 1",
          "import random\ndef evaluate(r): return random.random() < 0.85",
          "import random\nD = random.randint(1, 6)\ndef evaluate(r): return random.randint(1, 6) > D",
          "import re\ndef evaluate(r):\n re.findall = len\n return r == 'a'",
          "import re\ndef evaluate(r): return re.findall('a', r) == ['a']",
          "import re\ndef evaluate(r): return bool(re.compile('a', 2))",
          "import re\ndef evaluate(r): return bool(re.compile('a', 2.0))",
          "import builtins\ndef evaluate(r):\n if r == 'a': builtins.len = abs\n return len('x') == 1",
          "def evaluate(r): return '(b)' in '{0.__globals__}'.format(__import__('re').findall)",
          "import re\ndef evaluate(r): return bool(re.search('(b)', r))",
          "from collections import Counter\ndef evaluate(r): return Counter(r)['b'] == 3",
          "def evaluate(r):\n x = ['a' * 10**7]\n x.append(x)\n return len(x) == 2",
          "def evaluate(r):\n while r == 'a': pass\n return True",
          "import os\ndef evaluate(r):\n if r == 'a': os._exit(71)\n return True",
          "def evaluate(r): return r.undefined",
          "def evaluate(r) return");

  @ParameterizedTest
  @MethodSource("org.autoif.io.sandbox.TestEngines#all")
  void givenAnotherOrder_thenTheVerdictsAreTheSame(SandboxSettings settings) throws Exception {
    try (VerifierEngine engine = Sandboxes.open(settings.withSlots(1))) {
      List<List<Verdict.Kind>> forth = run(engine, FUNCTIONS, TEXTS);
      List<List<Verdict.Kind>> back = run(engine, reversed(FUNCTIONS), reversed(TEXTS));
      List<List<Verdict.Kind>> turned = reversed(back.stream().map(OrderTest::reversed).toList());
      for (int i = 0; i < FUNCTIONS.size(); i++) {
        assertThat(FUNCTIONS.get(i), turned.get(i), equalTo(forth.get(i)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.autoif.io.sandbox.TestEngines#all")
  void givenTheRecordedFunctionsInAnotherOrder_thenTheVerdictsAreTheSame(SandboxSettings settings)
      throws Exception {
    Optional<Path> file = GoldenCorpus.find();
    assumeTrue(file.isPresent(), "the recorded verdicts are not on this machine");
    List<GoldenCorpus.Row> rows = new ArrayList<>(GoldenCorpus.read(file.orElseThrow()));
    rows.removeIf(row -> row.id() % EVERY != 2);
    SandboxSettings recorded = settings.withCallTimeout(SandboxSettings.of().callTimeout());
    try (VerifierEngine engine = Sandboxes.open(recorded)) {
      List<List<Verdict>> forth = GoldenRun.run(engine, rows, settings.slots());
      Collections.reverse(rows);
      List<List<Verdict>> back = GoldenRun.run(engine, rows, settings.slots());
      assertThat(reversed(back), equalTo(forth));
    }
  }

  private static List<List<Verdict.Kind>> run(
      VerifierEngine engine, List<String> functions, List<String> texts) throws Exception {
    List<List<Verdict.Kind>> kinds = new ArrayList<>();
    for (List<Verdict> row : engine.run(new VerificationSession(functions, texts)).rows()) {
      kinds.add(row.stream().map(Verdict::kind).toList());
    }
    return kinds;
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.reverse(copy);
    return copy;
  }
}
