package org.autoif.io.sandbox;

import static org.autoif.io.sandbox.Verdict.Kind.COMPILE;
import static org.autoif.io.sandbox.Verdict.Kind.CRASH;
import static org.autoif.io.sandbox.Verdict.Kind.EXCEPTION;
import static org.autoif.io.sandbox.Verdict.Kind.EXIT;
import static org.autoif.io.sandbox.Verdict.Kind.FALSE;
import static org.autoif.io.sandbox.Verdict.Kind.MEMORY;
import static org.autoif.io.sandbox.Verdict.Kind.NOT_BOOL;
import static org.autoif.io.sandbox.Verdict.Kind.RECURSION;
import static org.autoif.io.sandbox.Verdict.Kind.TIMEOUT;
import static org.autoif.io.sandbox.Verdict.Kind.UNSUPPORTED;
import static org.autoif.io.sandbox.Verdict.Kind.VIOLATION;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Functions that attack the interpreter, the worker or their neighbours. Those that try to get at
 * something return {@code True} exactly when they got it, so {@code TRUE} is an escape.
 */
@SuppressWarnings("StringConcatToTextBlock") // Most attacks are one line; a few are two.
public final class HostileCorpus {
  /** What a denied attempt may end as. */
  private static final Set<Verdict.Kind> DENIED =
      EnumSet.of(FALSE, EXCEPTION, VIOLATION, UNSUPPORTED, TIMEOUT, COMPILE, EXIT, CRASH, MEMORY);

  /** An attack and how it may end. */
  record Attack(String name, String source, Set<Verdict.Kind> allowed) {
    /** Jython may also decline to run anything at all. */
    boolean allows(EngineKind engine, Verdict verdict) {
      return allowed.contains(verdict.kind())
          || (engine == EngineKind.JYTHON && verdict.kind() == UNSUPPORTED);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Attack> attacks = new ArrayList<>();

  /** Returns the attacks for every engine. */
  static List<Attack> attacks() {
    HostileCorpus corpus = new HostileCorpus();
    corpus.addExhaustion();
    corpus.addExits();
    corpus.addEscapes();
    corpus.addPatches();
    corpus.addOddValues();
    corpus.attacks.addAll(StateAttacks.all());
    return corpus.attacks;
  }

  /** Returns the attacks added so far. */
  List<Attack> own() {
    return attacks;
  }

  private void addExhaustion() {
    body("infinite loop", "while True: pass", TIMEOUT);
    body(
        "loop that swallows exceptions",
        "while True:\n  try:\n   while True: pass\n  except BaseException: pass",
        TIMEOUT);
    add("loop at import", "while True: pass\ndef evaluate(r): return True", TIMEOUT);
    body("generator of ever", "return sum(1 for _ in iter(int, 1)) > 0", TIMEOUT);
    body("big power", "return 10**10**8 > 0", TIMEOUT, MEMORY);
    body("big string", "return len('a' * 10**10) > 0", MEMORY, TIMEOUT);
    body("list that grows", "x = []\n while True: x.append('a' * 10**6)", MEMORY, TIMEOUT);
    body("dict that doubles", "x = [0]\n while True: x = x + x", MEMORY, TIMEOUT);
    add(
        "memory at import",
        "x = [0]\nwhile True: x = x + x\ndef evaluate(r): return 1",
        MEMORY,
        TIMEOUT);
    body("recursion", "def f(n): return f(n + 1)\n return f(0)", RECURSION);
    body(
        "recursion with a raised limit",
        "import sys\n sys.setrecursionlimit(10**9)\n def f(n): return f(n + 1)\n return f(0)",
        RECURSION,
        CRASH,
        MEMORY,
        TIMEOUT,
        UNSUPPORTED);
    body(
        "catastrophic regex",
        "import re\n return bool(re.match(r'(a|a|aa)+$', 'a' * 60 + 'b'))",
        TIMEOUT,
        FALSE);
    body("flood", "for i in range(1000): print('x' * 10**6)\n return False", FALSE, TIMEOUT);
    body("sleeper", "import time\n time.sleep(10**6)\n return True", TIMEOUT, EXCEPTION, VIOLATION);
    add("deep nesting", "def evaluate(r): return " + "(".repeat(5000) + ")".repeat(5000), COMPILE);
    add("null byte", "def evaluate(r): return True\0", COMPILE);
  }

  private void addExits() {
    body("sys.exit", "import sys\n sys.exit(0)", EXIT);
    body("os._exit", "import os\n os._exit(0)", EXIT, CRASH, EXCEPTION, VIOLATION, UNSUPPORTED);
    body("SystemExit", "raise SystemExit", EXIT);
    body("KeyboardInterrupt", "raise KeyboardInterrupt", EXIT);
    add("exit at import", "import sys\nsys.exit(3)\ndef evaluate(r): return True", EXIT);
    body("os.abort", "import os\n os.abort()", EXCEPTION, VIOLATION, CRASH, UNSUPPORTED);
    denied("kill the parent", "import os\n os.kill(os.getppid(), 9)\n return True");
    denied("kill oneself", "import os\n os.kill(os.getpid(), 9)\n return True");
    denied("ctypes segfault", "import ctypes\n ctypes.string_at(0)\n return True");
  }

  private void addEscapes() {
    denied("fork bomb", "import os\n while True: os.fork()\n return True");
    denied("system", "import os\n return os.system('true') == 0");
    denied("subprocess", "import subprocess\n return subprocess.run(['true']).returncode == 0");
    denied("popen", "import os\n return os.popen('echo x').read() != ''");
    denied(
        "thread that stays",
        "import threading\n def f():\n  while True: pass\n"
            + " threading.Thread(target=f).start()\n return True");
    denied(
        "multiprocessing",
        "import multiprocessing as m\n p = m.Process(target=print)\n p.start()\n return True");
    denied("passwd", "return 'root' in open('/etc/passwd').read()");
    denied("passwd by os", "import os\n return bool(os.open('/etc/passwd', 0))");
    denied("passwd by io", "import io\n return 'root' in io.FileIO('/etc/passwd').read().decode()");
    denied("folder", "import os\n return bool(os.listdir('/'))");
    denied("environ of the process", "return bool(open('/proc/self/environ').read())");
    denied("memory of the process", "return bool(open('/proc/self/mem', 'rb'))");
    denied("streams of the process", "return bool(open('/proc/self/fd/1', 'wb').write(b'x'))");
    denied("environ", "import os\n return 'PATH' in os.environ or 'HOME' in os.environ");
    denied("write", "open('/tmp/autoif-hostile', 'w').write('x')\n return True");
    denied("remove", "import shutil\n shutil.rmtree('/tmp/autoif-nothing')\n return True");
    denied(
        "socket", "import socket\n s = socket.socket()\n s.bind(('127.0.0.1', 0))\n return True");
    denied("dns", "import socket\n return bool(socket.gethostbyname('localhost'))");
    denied("http", "import urllib.request as u\n u.urlopen('http://127.0.0.1:1')\n return True");
    denied("java", "import java\n return bool(java.type('java.lang.Runtime'))");
    denied("java by name", "from java.lang import Runtime\n return bool(Runtime.getRuntime())");
    denied("polyglot", "import polyglot\n return polyglot.eval(language='js', string='1') == 1");
    denied(
        "reflection",
        "return bool(r.getClass().forName('sun.misc.Unsafe').getDeclaredField('theUnsafe'))");
    denied("reflection by class", "return bool(''.__class__.forName('java.lang.Runtime'))");
    denied(
        "frames",
        "import sys\n f = sys._getframe().f_back\n f.f_globals['verdicts'] = 1\n return True");
    denied(
        "tracebacks",
        "try: 1/0\n except Exception as e:\n"
            + "  f = e.__traceback__.tb_frame.f_back\n  f.f_globals['x'] = 1\n  return True");
    denied("stdin", "return bool(input())");
    denied("stdin by sys", "import sys\n return bool(sys.stdin.read())");
    denied("descriptor 0", "import os\n return bool(os.read(0, 10))");
    body(
        "forged verdicts",
        "import os, sys\n for fd in range(0, 20):\n"
            + "  try: os.write(fd, b'\\x03\\0\\0\\0\\0\\0\\4TRUE' * 50)\n"
            + "  except BaseException: pass\n return False",
        FALSE,
        EXCEPTION,
        VIOLATION,
        UNSUPPORTED,
        CRASH);
    body(
        "forged by print",
        "import sys\n sys.stdout.write('TRUE\\x03\\x01' * 99)\n sys.__stdout__.flush()\n"
            + " return False",
        FALSE,
        EXCEPTION,
        UNSUPPORTED);
  }

  private void addPatches() {
    patch("builtins.len", "import builtins\n builtins.len = lambda x: 10**6");
    patch(
        "builtins.len healed",
        "import builtins\n real = builtins.len\n"
            + " def f(x):\n  builtins.len = real\n  return 10**6\n builtins.len = f");
    patch("__builtins__", "b = __builtins__\n (b if type(b) is dict else vars(b))['len'] = abs");
    patch("setattr", "import re\n setattr(re, 'findall', lambda *a: [])");
    patch("re", "import re\n re.findall = re.search = re.match = lambda *a: None");
    patch("re by a loop", "import re\n for re.findall in [lambda *a: []]: pass");
    patch("re by with", "import re\n re.findall, x = (lambda *a: []), 1");
    patch(
        "re by format",
        "import re, string\n d = string.Formatter().get_field('0.sys.modules',"
            + " [re], {})[0]\n d['re'] = d['string']");
    patch("re by sys", "import sys\n sys.modules['re'] = sys");
    patch("re by import", "import re\n re.enum.sys.modules['re'] = re.enum");
    patch("re by code", "import re\n re.findall.__code__ = (lambda *a: []).__code__");
    patch(
        "re by hints",
        "import typing\n def f(x: 'setattr(__import__(\"re\"), \"findall\", print)'): pass\n"
            + " typing.get_type_hints(f)");
    patch("Counter", "import collections\n collections.Counter.__missing__ = lambda *a: 7");
    patch("str", "str.upper = lambda x: 'no'");
    patch("abc", "import collections.abc as c\n c.Mapping.register(str)");
    patch("recursion limit", "import sys\n sys.setrecursionlimit(10)");
    patch("int digits", "import sys\n sys.set_int_max_str_digits(640)");
    patch("trace", "import sys\n sys.settrace(lambda *a: 1/0)");
    patch("import hook", "import builtins\n builtins.__import__ = None");
    patch("path", "import sys\n sys.path.clear()\n sys.meta_path.clear()");
    patch("stdout", "import sys\n sys.stdout = sys.stderr = None");
    patch("atexit", "import atexit\n atexit.register(lambda: 1/0)");
    patch("signal", "import signal\n signal.signal(signal.SIGINT, lambda *a: 1/0)");
    patch("gc", "class A:\n  def __del__(self):\n   while True: pass\n A()");
    patch(
        "gc by type",
        "def f(self):\n  while True: pass\n"
            + " type(type(1))('A', (), {'__de' + 'l__': f})()\n import gc\n gc.collect()");
  }

  private void addOddValues() {
    String evil = "class A:\n  def __bool__(self): %s\n  def __eq__(self, o): %s\n return A()";
    body("evil bool", evil.formatted("raise SystemExit", "return True"), NOT_BOOL);
    body("looping bool", evil.formatted("\n   while 1: pass", "return True"), NOT_BOOL);
    body("evil eq", "class A(int):\n  def __eq__(s, o): return True\n return A(1)", NOT_BOOL);
    body(
        "evil repr",
        "class A(Exception):\n  def __str__(self):\n   while 1: pass\n raise A()",
        EXCEPTION,
        TIMEOUT);
    body(
        "evil class",
        "class M(type):\n  @property\n  def __name__(c):\n   while 1: pass\n"
            + " class A(metaclass=M): pass\n return A()",
        NOT_BOOL,
        EXCEPTION,
        TIMEOUT);
    body("huge message", "raise ValueError('x' * 10**7)", EXCEPTION);
    body("group", "raise BaseExceptionGroup('x', [SystemExit()])", EXCEPTION, EXIT, UNSUPPORTED);
    body("none", "return None", NOT_BOOL);
    add("no evaluate", "def check(r): return True", COMPILE);
    add("evaluate is no function", "evaluate = 5", EXCEPTION, COMPILE);
  }

  /** Does its deed, then says FALSE; the deed itself may also fail. */
  void patch(String name, String deed) {
    body(
        "patch " + name,
        deed + "\n return False",
        FALSE,
        EXCEPTION,
        VIOLATION,
        UNSUPPORTED,
        TIMEOUT,
        RECURSION);
  }

  void denied(String name, String body) {
    attacks.add(new Attack(name, "def evaluate(r):\n " + body + "\n", DENIED));
  }

  private void body(String name, String body, Verdict.Kind first, Verdict.Kind... more) {
    add(name, "def evaluate(r):\n " + body + "\n", first, more);
  }

  void add(String name, String source, Verdict.Kind first, Verdict.Kind... more) {
    attacks.add(new Attack(name, source, EnumSet.of(first, more)));
  }

  /**
   * Uses what the attacks patch, and says TRUE of "One, two!" if all of it is sound. It is so plain
   * that every engine lets it share an interpreter.
   */
  static final String INNOCENT =
      """
      import collections
      import math
      import re
      import string

      def depth(n):
          return 0 if n == 0 else 1 + depth(n - 1)

      def evaluate(response):
          words = re.findall(r'\\w+', response)
          print(words)
          return (
              len(words) == 2
              and words[0].upper() == 'ONE'
              and collections.Counter(words)['absent'] == 0
              and string.punctuation[0] == '!'
              and depth(100) == 100
              and len(str(10**700)) == 701
              and len([[] for _ in range(5000)]) == 5000
              and math.floor(2.5) == 2
              and bool(re.search('!', response)) and re.match('x', response) is None
          )
      """;

  /** As {@link #INNOCENT}, of what would cost it that. */
  public static final String MAPPING =
      """
      import collections.abc

      def evaluate(response):
          return not isinstance(response, collections.abc.Mapping)
      """;

  static final List<String> INPUTS = List.of("One, two!");
}
