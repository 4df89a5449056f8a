package org.autoif.io.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.autoif.io.sandbox.host.GraalPySources;
import org.autoif.io.sandbox.pool.Sandboxes;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate itself, in the interpreter that it guards. */
final class StateGateTest {
  /** Finds what can be reached by the listed names and changed in place. */
  private static final String LOOK =
      """
      import collections, datetime, re, types, unicodedata
      FIXED = (
          type(None), bool, int, float, complex, str, bytes, tuple, frozenset, re.Pattern, property,
          staticmethod, classmethod, re.RegexFlag, type(unicodedata.ucd_3_2_0),
          datetime.timedelta, datetime.date, datetime.time, datetime.tzinfo,
          types.FunctionType, types.BuiltinFunctionType, types.MethodType,
          types.MethodDescriptorType, types.WrapperDescriptorType, types.ClassMethodDescriptorType,
          types.GetSetDescriptorType, types.MemberDescriptorType,
          type(collections.namedtuple('Point', 'x').x),
      )
      SAFE = ('typing', 'enum', 'functools')
      def found():
          names, seen = set(), set()
          todo = [__import__(m) for m in MODULES] + [vars(builtins)[b] for b in BUILTINS]
          while todo:
              holder = todo.pop()
              if id(holder) in seen:
                  continue
              seen.add(id(holder))
              for name in ATTRIBUTES:
                  member = vars(holder).get(name) if hasattr(holder, '__dict__') else None
                  if isinstance(member, types.ModuleType) and member.__name__ in MODULES:
                      continue
                  if isinstance(member, type):
                      todo.extend(member.__mro__)
                  elif not (isinstance(member, FIXED) or type(member).__module__ in SAFE):
                      names.add(name)
          return sorted(names)
      found()
      """;

  /** Finds what the lists of cpython_host.py have otherwise. */
  private static final String COMPARE =
      """
      import ast
      def differences(source):
          twin = {}
          for node in ast.parse(source).body:
              if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                  if node.targets[0].id in ('MODULES', 'BUILTINS'):
                      twin[node.targets[0].id] = ast.literal_eval(node.value)
          others = {m: frozenset(names.split()) for m, names in twin['MODULES'].items()}
          plain = {b for b in BUILTINS if not isinstance(vars(builtins)[b], type)
                   or not issubclass(vars(builtins)[b], Exception)}
          found = [m for m in {*MODULES, *others} if MODULES.get(m) != others.get(m)]
          return ' '.join(sorted(found) + sorted(plain ^ set(twin['BUILTINS'].split())))
      differences
      """;

  private static Context context;
  private static Value whyNot;

  @BeforeAll
  static void open() throws Exception {
    context = Context.newBuilder("python").option("engine.WarnInterpreterOnly", "false").build();
    try (InputStream in = GraalPySources.class.getResourceAsStream("state_gate.py")) {
      context.eval("python", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    whyNot = context.getBindings("python").getMember("why_not");
    String library = new String(TextLibrary.source(), StandardCharsets.UTF_8);
    context.eval(GraalPySources.of("graalpy_textkit.py")).execute(library);
  }

  @AfterAll
  static void close() {
    context.close(true);
  }

  @Test
  void givenTheWhiteModules_thenEveryMutableMemberIsRefused() {
    Value missing = context.eval("python", LOOK);
    assertEquals("[]", missing.toString());
  }

  // What may share an interpreter is said twice, once for each way to look at a source.
  @Test
  void givenTheListsOfCPython_thenTheyAreTheSameButForTwoModules() {
    String twin = new String(Sandboxes.cpythonHost(), StandardCharsets.UTF_8);
    Value differences = context.eval("python", COMPARE).execute(twin);
    assertEquals("__future__ heapq", differences.asString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def evaluate(r): return len(r.split()) > 3",
        "import re\ndef evaluate(r): return bool(re.search(r'^a', r, re.IGNORECASE | re.M))",
        "import json\ndef evaluate(r):\n try: json.loads(r)\n except ValueError: return False",
        "from collections import Counter\ndef evaluate(r): return Counter(r)['a'] > 1",
        "from typing import List, Optional\ndef evaluate(r: str) -> bool: return True",
        "def evaluate(r):\n d = {}\n d['a'] = 1\n d.update(b=2)\n return type(r) == str",
        "def evaluate(r):\n global n\n n = [w for w in r if (v := w)]\n return f'{v!r:>{9}}' != r",
        "def evaluate(r): return [x for x in r if x.isalpha()] and type(r).__name__ == 'str'",
        "def evaluate(r) return",
      })
  void givenPlainSource_thenItMayShare(String source) {
    assertTrue(whyNot.execute(source).isNull(), () -> whyNot.execute(source).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import re\nre.match = None",
        "import re\nre.match: int = None",
        "import re\nre.match += 1",
        "import re\ndel re.match",
        "import re\nfor re.match in []: pass",
        "import re\n[0 for re.match in [1]]",
        "import re\nwith x as re.match: pass",
        "import re\n(a, [re.match, *b]) = x",
        "import re\nf'{[0 for re.match in [1]]}'",
        "import sys",
        "import os.path",
        "import re, random",
        "from re import *",
        "from re import enum",
        "from re import enum as e",
        "from . import re",
        "import re\nre.enum.sys",
        "ｓｅｔａｔｔｒ(x, 'y', 1)",
        "s = setattr",
        "getattr(x, 'y')",
        "eval('1')",
        "vars()['x']",
        "x.__dict__",
        "x.__class__",
        "__builtins__",
        "__import__('re')",
        "T = type(x)",
        "type(type(x))('A', (), {})",
        "type('A', (), {})",
        "g.gi_frame.f_builtins",
        "e.with_traceback(None).tb_frame",
        "class A:\n def __del__(self): pass",
        "match x:\n case object(__dict__=d): pass",
        "match x:\n case __instancecheck__: pass",
        "match x:\n case [*__match_args__]: pass",
        "match x:\n case {**__globals__}: pass",
        "match x:\n case A(g): pass",
        "class A: pass",
        "class A(metaclass=M): __match_args__ = ('__globals__',)",
        "import re as __builtins__",
        "from re import sub as __class_getitem__",
        "try: pass\nexcept Exception as __dict__: pass",
        "def f(__init_subclass__): pass",
        "def __set_name__(a, b, c): pass",
        "lambda *, __get__: 0",
        "f(__class__=1)",
        "def f():\n global __builtins__\n __builtins__ = {}",
        "[0 for __builtins__ in [{}]]",
        "(__builtins__ := {})",
        "'{0.__globals__}'.format(f)",
        "'{x.__globals__}'.format_map({'x': f})",
        "import codecs\ncodecs.register(f)",
        "import copyreg",
        "import functools\nfunctools.wraps(a)(b)",
        "import re\nre.purge()",
        "def f(): yield",
        "with x: pass",
        "import re\nre.I.x",
        "import statistics\nstatistics.random",
        "x.cache_clear()",
        "x.anything",
        "import typing\ntyping.get_type_hints(f)",
        "import typing\ntyping.NamedTupleMeta('A', (), {})",
        "import string\nstring.Formatter()",
        "import collections.abc as c\nc.Mapping.register(str)",
        "import functools\nfunctools.update_wrapper(a, b)",
        "import textwrap\ntextwrap.TextWrapper.unicode_whitespace_trans[1] = 2",
        "async def f(): pass",
      })
  void givenAWayToSharedState_thenItRunsAlone(String source) {
    assertFalse(whyNot.execute(source).isNull());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          import re, json;N = 3;T = 'a', 1;def evaluate(r, n=3, *, m=None): return True | 0
          seen = [];def evaluate(r): seen.append(r) | 1
          def evaluate(r, seen=[]): seen.append(r) | 1
          def evaluate(r, *, seen=set()): seen.add(r) | 1
          import re;P = re.compile('a');def evaluate(r): return True | 1
          @cache;def evaluate(r): return True | 1
          def evaluate(r): global n | 1
          class A: pass | 1
          import re;re.x = 1 | 2
          def evaluate(r): evaluate.seen = r | 2
          def evaluate(r): globals() | 2
          """)
  void givenWhatCouldKeepSomething_thenItIsSeen(String source, int expected) {
    Value remembers = context.getBindings("python").getMember("remembers");
    assertEquals(expected, remembers.execute(source.replace(";", "\n")).asInt());
  }

  @Test
  void givenAChangedModule_thenItIsNotSettled() {
    Value settle = context.getBindings("python").getMember("settle");
    whyNot.execute("import string");
    context.getBindings("python").getMember("watch").execute();
    assertTrue(settle.execute().asBoolean());
    context.eval("python", "import string; old = string.digits; string.digits = 'x'");
    assertFalse(settle.execute().asBoolean());
    context.eval("python", "string.digits = old");
    assertTrue(settle.execute().asBoolean());
  }

  @Test
  void givenWhatTheParserChokesOn_thenItSaysSoAndDoesNotFail() {
    for (String source : List.of("(".repeat(3000), "x" + ".y".repeat(3000), "\0", "\ud83d")) {
      whyNot.execute(source);
    }
  }
}
