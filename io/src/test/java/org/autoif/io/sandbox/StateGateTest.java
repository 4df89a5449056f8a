package org.autoif.io.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate itself, in the interpreter that it guards. */
final class StateGateTest {
  /** Finds by looking what the gate holds as a list. */
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
          todo = [__import__(m, fromlist=['x']) for m in MODULES]
          while todo:
              holder = todo.pop()
              if id(holder) in seen:
                  continue
              seen.add(id(holder))
              for name, member in list(vars(holder).items()):
                  if name.startswith('_'):
                      continue
                  if isinstance(member, type):
                      todo.extend(member.__mro__)
                  elif not (isinstance(member, FIXED) or type(member).__module__ in SAFE):
                      names.add(name)
          return sorted(n for n in names if _attribute(n))
      found()
      """;

  private static Context context;
  private static Value whyNot;

  @BeforeAll
  static void open() throws Exception {
    context = Context.newBuilder("python").option("engine.WarnInterpreterOnly", "false").build();
    try (InputStream in = GraalPyGuest.class.getResourceAsStream("state_gate.py")) {
      context.eval("python", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    whyNot = context.getBindings("python").getMember("why_not");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def evaluate(r): return len(r.split()) > 3",
        "import re\ndef evaluate(r): return bool(re.search(r'^a', r, re.IGNORECASE | re.M))",
        "import json\ndef evaluate(r):\n try: json.loads(r)\n except ValueError: return False",
        "from collections import Counter\ndef evaluate(r): return Counter(r)['a'] > 1",
        "from typing import List, Optional\ndef evaluate(r: str) -> bool: return True",
        "def evaluate(r):\n d = {}\n d['a'] = 1\n d.update(b=2)\n return type(r) == str",
        "def evaluate(r): return [x for x in r if x.isalpha()] and type(r).__name__ == 'str'",
        "class A:\n def __init__(self): pass\ndef evaluate(r): return True",
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

  @Test
  void givenWhatTheParserChokesOn_thenItSaysSoAndDoesNotFail() {
    for (String source : List.of("(".repeat(3000), "x" + ".y".repeat(3000), "\0", "\ud83d")) {
      whyNot.execute(source);
    }
  }
}
