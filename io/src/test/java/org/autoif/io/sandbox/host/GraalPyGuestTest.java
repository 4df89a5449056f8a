package org.autoif.io.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.io.sandbox.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The interpreter without its process. */
@Tag("slow")
final class GraalPyGuestTest {
  private @Nullable GraalPyGuest guest;

  @AfterEach
  void drop() {
    if (guest != null) {
      guest.drop();
    }
  }

  @Test
  void givenTruthiness_thenAnswersAreReadAsItSays() {
    List<String> answers =
        List.of("True", "False", "1", "0", "2", "0.5", "'1'", "' True '", "'x'", "None", "[]");
    assertEquals(
        "true false not_bool not_bool not_bool not_bool not_bool not_bool not_bool not_bool"
            + " not_bool",
        read(Truthiness.STRICT, answers));
    assertEquals(
        "true false true false true false true not_bool not_bool not_bool not_bool",
        read(Truthiness.AUTOIF, answers));
    assertEquals(
        "true false true false true false true true not_bool not_bool not_bool",
        read(Truthiness.LENIENT, answers));
  }

  @Test
  void givenRecyclingAfterEachFunction_thenVerdictsAreTheSame() {
    GraalPyGuest tested = open(Truthiness.STRICT, 1);
    for (int i = 0; i < 3; i++) {
      assertEquals("true", say(tested, "def evaluate(r): return r == 'x'", "x"));
    }
  }

  @Test
  void givenTheSameSourceTwice_thenItsGlobalsAreFresh() {
    GraalPyGuest tested = open(Truthiness.STRICT, 100);
    String counts =
        """
        seen = []
        def evaluate(r):
            seen.append(r)
            return len(seen) == 1
        """;
    assertEquals("true", say(tested, counts, "x"));
    assertEquals("true", say(tested, counts, "x"));
  }

  @Test
  void givenAFunctionThatNeedsItsOwnContext_thenOnlyItSeesIt() {
    GraalPyGuest tested = open(Truthiness.STRICT, 100);
    String patches = "import re\nre.findall = len\ndef evaluate(r): return re.findall(r) == 3";
    String uses = "import re\ndef evaluate(r): return re.findall('a', r) == ['a']";
    assertEquals("true", say(tested, patches, "abc"));
    assertEquals("true", say(tested, uses, "abc"));
    assertEquals("true", say(tested, patches, "abc"));
  }

  @Test
  void givenRandomNumbers_thenTheyAreTheSameInEveryRun() {
    GraalPyGuest tested = open(Truthiness.AUTOIF, 100);
    String draws = "import random\ndef evaluate(r): raise ValueError(random.random())";
    tested.prepare();
    tested.load(draws);
    Verdict first = tested.call("x");
    tested.prepare();
    tested.load(draws);
    assertEquals(first, tested.call("x"));
  }

  @Test
  void givenFunctionThatKeepsSomething_thenEachTextMeetsItAnew() {
    GraalPyGuest tested = open(Truthiness.STRICT, 100);
    for (String source :
        List.of(
            "seen = []\ndef evaluate(r):\n seen.append(r)\n return len(seen) == 1",
            "import re\ndef evaluate(r):\n re.n = getattr(re, 'n', 0) + 1\n return re.n == 1",
            "import random\ndef evaluate(r): return random.random() == random.Random(0).random()")) {
      tested.prepare();
      tested.load(source);
      assertEquals(Verdict.TRUE, tested.call("x"), source);
      assertNull(tested.reload(), source);
      assertEquals(Verdict.TRUE, tested.call("x"), source);
    }
  }

  @Test
  void givenBase64WithPaddingInside_thenItIsDecodedAsCPythonDoes() {
    GraalPyGuest tested = open(Truthiness.STRICT, 100);
    String decodes =
        "import base64\ndef evaluate(r):\n try: return base64.b64decode(r) == b'Hi!'\n"
            + " except ValueError: return len(r) == 5";
    assertEquals("true", say(tested, decodes, "SGkh"));
    assertEquals("true", say(tested, decodes, "= S-G k\nh="));
    assertEquals("false", say(tested, decodes, "SGk=SGkh"));
    assertEquals("true", say(tested, decodes, "SGkhS"));
    assertEquals("false", say(tested, decodes, "S=G=="));
  }

  @Test
  void givenTextsBeyondAscii_thenTheyArriveWhole() {
    GraalPyGuest tested = open(Truthiness.STRICT, 100);
    assertEquals("true", say(tested, "def evaluate(r): return len(r) == 2", "é😀"));
    assertEquals("true", say(tested, "def evaluate(r): return ord(r) == 0xd83d", "\ud83d"));
    assertEquals("true", say(tested, "def evaluate(r): return type(r) == str", ""));
  }

  @Test
  void givenACancelledLoop_thenItStopsAndTheNextFunctionRuns() throws Exception {
    GraalPyGuest tested = open(Truthiness.STRICT, 100);
    tested.prepare();
    String loops = "def evaluate(r):\n while True:\n  try:\n   pass\n  except BaseException: pass";
    tested.load(loops);
    Thread canceller = new Thread(tested.canceller());
    canceller.start();
    Verdict verdict = tested.call("x");
    canceller.join();
    assertFalse(verdict.isValid());
    tested.drop();
    assertFalse(tested.isLoaded());
    assertEquals("true", say(tested, "def evaluate(r): return True", "x"));
  }

  @Test
  void givenItsVersion_thenItIsTheEnginesOwn() {
    String version = open(Truthiness.STRICT, 100).version();
    assertTrue(version.matches("graalpy \\d+\\.\\d+\\.\\d+"), version);
  }

  private String read(Truthiness truthiness, List<String> answers) {
    GraalPyGuest tested = open(truthiness, 100);
    List<String> words =
        answers.stream().map(a -> say(tested, "def evaluate(r): return " + a, "")).toList();
    return String.join(" ", words).replace("error:", "");
  }

  private GraalPyGuest open(Truthiness truthiness, int recycleAfter) {
    drop();
    GraalPyGuest opened = new GraalPyGuest(truthiness, recycleAfter);
    opened.prepare();
    guest = opened;
    return opened;
  }

  private static String say(GraalPyGuest guest, String source, String input) {
    guest.prepare();
    Verdict problem = guest.load(source);
    return (problem == null ? guest.call(input) : problem).text();
  }
}
