package org.autoif.io.sandbox.jython;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.autoif.io.sandbox.Truthiness;
import org.autoif.io.sandbox.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate and the layer, without their process. */
final class JythonGuestTest {
  private static final JythonGuest GUEST = new JythonGuest(Truthiness.STRICT, 1_000_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'😀 a😀'.split() == ['😀', 'a😀'] and '😀'.count('') == 2 and len('😀') == 1",
        "7 / 2 == 3.5 and round(2.5) == 2 and 'é' == f'{\"é\"}' and 0o17 == 15",
        "list({c: 1 for c in 'zebra'}) == ['z', 'e', 'b', 'r', 'a']",
        "[x for x in map(str.upper, ['a'])] == ['A'] and str([1, 'b']) == \"[1, 'b']\"",
        "sorted([(2, 'b'), (2, 'a'), (1, None)]) == [(1, None), (2, 'a'), (2, 'b')]",
        "sorted('bBa', key=str.lower, reverse=True) == ['b', 'B', 'a']",
        "' \\x1fa\\u2003b\\u200b\\x85'.split() == ['a', 'b\\u200b']",
        "' \\u3000'.isspace() and not ''.isspace() and ' a\\x1c'.strip() == 'a'",
        "range(10)[-1] == 9 and 4 in range(0, 9, 2) and 5 not in range(0, 9, 2)",
        "'𝟛a'[1:] == 'a' and 'ab'.removeprefix('a') == 'b' and 'ß\\x41' == 'ßA'",
        "type(r) == str and isinstance(10 ** 30, int) and str(10 ** 20)[-1] == '0'"
      })
  void givenWhatPythonThreeDoesOtherwise_thenTheLayerDoesItToo(String expression) {
    assertEquals("true", say("def evaluate(r: str) -> bool:\n return " + expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sorted([1, 'a'])",
        "None < 1",
        "1 < 2 < 'a'",
        "unicode(r)",
        "{}.keys()[0]",
        "sorted([(1, 'a'), (1, None)])",
        "sorted('ab', cmp=len)"
      })
  void givenWhatOnlyPythonTwoAllows_thenItRaises(String expression) {
    assertEquals("error:exception", say("def evaluate(r):\n return " + expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(y := 1) > 0",
        "b'a' == r",
        "eval('True')",
        "r.__class__ is str",
        "getattr(r, 'upper')() == ''",
        "open('/etc/passwd')",
        "__import__('os')",
        "'{0.x}'.format(r) == ''",
        "'%s' % r == ''",
        "r.has_key(1)",
        "range(3) == range(3)",
        "range(3).start == 0",
        "range(3).index(0) == 0",
        "sorted([1.0, float('nan')]) == []"
      })
  void givenWhatIsNotKnownToAgree_thenItIsUnsupported(String expression) {
    assertEquals("error:unsupported", say("def evaluate(r):\n return " + expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import os",
        "import java.lang",
        "class A: pass",
        "re.x = 1",
        "nonlocal x",
        "with r: pass"
      })
  void givenAStatementOutsideTheList_thenItIsUnsupported(String statement) {
    assertEquals("error:unsupported", say("def evaluate(r):\n " + statement + "\n return True"));
  }

  @Test
  void givenModules_thenTheyDoWhatPythonThreeDoes() {
    assertEquals(
        "true",
        say(
            """
            import json
            import re
            from collections import Counter, defaultdict

            def evaluate(r):
                seen = defaultdict(list)
                for word in 'b a b'.split():
                    seen[word].append(word)
                letters = Counter('zabza')
                del letters['none']
                letters.update('bb')
                return (
                    list(seen.items()) == [('b', ['b', 'b']), ('a', ['a'])]
                    and letters.most_common(1) == [('b', 3)]
                    and list(letters) == ['z', 'a', 'b']
                    and Counter('ab') == Counter('ba') != Counter('aab')
                    and list(json.loads('{"z": 1, "a": [2]}')) == ['z', 'a']
                    and re.sub('(a)|x', lambda m: m.group(1) or '-', 'axbx') == 'a-b-'
                    and re.sub('a', 'b', 'aaa', 2) == 'bba'
                    and re.split('(,)', 'a,b') == ['a', ',', 'b']
                    and re.fullmatch('[ab]+', 'abc') is None
                )
            """));
  }

  @Test
  void givenATroubleThatIsCaught_thenTheAnswerIsStillUnsupported() {
    String hides = "def evaluate(r):\n try: return 'a'.encode() == 1\n except: return True";
    assertEquals("error:unsupported", say(hides));
    assertEquals("true", say("def evaluate(r): return True"));
  }

  @Test
  void givenPrintStatementsOrCommas_thenTheyDoNotCompile() {
    for (String line : List.of("print r", "raise E, 1", "x = 0777", "x = 1L", "if 1 <> 2: pass")) {
      assertEquals("error:compile", say("def evaluate(r):\n " + line + "\n return True"));
    }
  }

  @Test
  void givenACancelledLoop_thenItStopsAndTheNextFunctionRuns() throws Exception {
    GUEST.prepare();
    GUEST.load("def evaluate(r):\n while True:\n  try:\n   pass\n  except BaseException: pass");
    Thread canceller = new Thread(GUEST.canceller());
    canceller.start();
    Verdict verdict = GUEST.call("x");
    canceller.join();
    assertFalse(verdict.isValid());
    assertEquals("true", say("def evaluate(r): return r == ''"));
  }

  @Test
  void givenItsVersion_thenItIsTheEnginesOwn() {
    say("def evaluate(r): return True");
    assertTrue(GUEST.version().matches("jython 2\\.7\\.\\d+"), GUEST.version());
  }

  @Property(tries = 300)
  void givenAnyText_thenTheGateSaysSomething(@ForAll("sources") String source) {
    assertNotNull(say("def evaluate(r):\n return True\n" + source));
    assertNotNull(say(source));
  }

  @Provide
  Arbitrary<String> sources() {
    Arbitrary<String> words =
        Arbitraries.of(
            "def f", "(", ")", ":", "x", "=", "\n ", "\n", "[", "]", "{", "}", "f'{", "}'", "'",
            "\"\"\"", "\\", ",", "lambda", "if", "else", "->", "*", "1", ".", "return", "for", "in",
            "except", "as", "é", "\ud83d", "#", "\t", "'\\x", "0_", "!r", "@", ";");
    return Arbitraries.oneOf(
        words.list().ofMaxSize(25).map(w -> String.join(" ", w)), Arbitraries.strings());
  }

  private static String say(String source) {
    GUEST.prepare();
    Verdict problem = GUEST.load(source);
    return (problem == null ? GUEST.call("") : problem).text();
  }
}
