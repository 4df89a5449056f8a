package org.autoif.io.sandbox;

import static org.autoif.io.sandbox.Verdict.Kind.COMPILE;
import static org.autoif.io.sandbox.Verdict.Kind.CRASH;
import static org.autoif.io.sandbox.Verdict.Kind.EXCEPTION;
import static org.autoif.io.sandbox.Verdict.Kind.EXIT;
import static org.autoif.io.sandbox.Verdict.Kind.FALSE;
import static org.autoif.io.sandbox.Verdict.Kind.MEMORY;
import static org.autoif.io.sandbox.Verdict.Kind.NOT_BOOL;
import static org.autoif.io.sandbox.Verdict.Kind.TIMEOUT;
import static org.autoif.io.sandbox.Verdict.Kind.VIOLATION;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The part of the corpus that goes for what surrounds a function in its process: the clock over it,
 * the frames under it, shared memory, descriptors, and what it leaves to be collected later. {@link
 * HostileTest} has the engines run it whose functions have a process of their own; {@link
 * HostileRun}, which has more time, all of them.
 */
final class ProcessAttacks {
  private final HostileCorpus corpus;

  private ProcessAttacks(HostileCorpus corpus) {
    this.corpus = corpus;
  }

  /** Returns the whole corpus, these attacks among them. */
  static List<HostileCorpus.Attack> andAllOthers() {
    HostileCorpus corpus = new HostileCorpus();
    List<HostileCorpus.Attack> all = new ArrayList<>(HostileCorpus.attacks());
    ProcessAttacks attacks = new ProcessAttacks(corpus);
    attacks.addClock();
    attacks.addLeftovers();
    attacks.addSystem();
    attacks.addForgeries();
    attacks.addPatches();
    attacks.addOddValues();
    all.addAll(corpus.own());
    return all;
  }

  private void addClock() {
    body(
        "late answer",
        """
        try:
            while True: pass
        except BaseException: return True
        """,
        TIMEOUT);
    body("loop in finally", "try: 1 / 0\nfinally:\n    while True: pass", TIMEOUT);
    body("long call below Python", "import re\nre.sub('x', lambda m: 10**10**8, 'x')", LONG);
    body(
        "alarm switched off",
        """
        import signal
        signal.setitimer(signal.ITIMER_REAL, 0)
        while True: pass
        """,
        TIMEOUT,
        EXCEPTION,
        VIOLATION);
    body(
        "alarm ignored",
        """
        import signal
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True: pass
        """,
        TIMEOUT,
        EXCEPTION,
        VIOLATION);
    denied(
        "alarm taken over",
        """
        import signal
        names = signal.getsignal(signal.SIGALRM).__globals__
        names['Board'].put = names['kind_of'] = names['judge'] = None
        raise ValueError('from a patched host')
        """);
  }

  /** Code that runs when something is collected, so perhaps while a neighbour is judged. */
  private void addLeftovers() {
    String generator = "def g(l):\n    try: yield\n    finally:\n        while True: pass\n";
    corpus.add(
        "generator left at the top",
        generator + "left = g(0)\nnext(left)\ndef evaluate(r): return False",
        FALSE,
        TIMEOUT);
    body("generator left", generator + "left = g(0)\nnext(left)\nreturn False", FALSE, TIMEOUT);
    body(
        "generator left in a cycle",
        generator + "l = []\nleft = g(l)\nnext(left)\nl.append(left)\nreturn False",
        FALSE,
        TIMEOUT);
  }

  private void addSystem() {
    denied("posix_spawn", "import os\nreturn os.posix_spawn('/bin/true', ['true'], {}) > 0");
    denied("ptrace", "import ctypes\nctypes.CDLL(None).ptrace(16, 1)\nreturn True");
    denied("setuid", "import os\nos.setuid(0)\nreturn os.getuid() == 0");
    denied(
        "raised limits",
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))\nreturn True");
    denied("mkdir", "import os\nos.mkdir('/tmp/autoif-hostile-folder')\nreturn True");
    denied("listen", "import socket\nsocket.socket().listen()\nreturn True");
    body("error output", "import sys\nfor i in range(64): sys.stderr.write('x' * 10**6)", SPEECH);
    denied("exit", "exit()");
    denied(
        "made-up bytecode",
        "exec((lambda: 0).__code__.replace(co_code=bytes([100, 250] * 20)))\nreturn True");
  }

  private void addForgeries() {
    denied(
        "report that all is done",
        """
        import os
        for fd in range(3, 64):
            try: os.write(fd, b'.')
            except OSError: pass
        os._exit(0)
        """);
    denied(
        "scribbles on shared memory",
        """
        import gc, mmap
        for o in gc.get_objects():
            if isinstance(o, mmap.mmap): o[:] = b'\\x01' * len(o)
        return False
        """);
    denied(
        "scribbles through frames",
        """
        import sys
        f = sys._getframe(1)
        while f:
            for v in list(f.f_locals.values()):
                if type(v) is memoryview: v[:] = bytes(len(v))
            f = f.f_back
        return False
        """);
    denied("frame of a generator", "g = (i for i in [1])\nreturn g.gi_frame.f_back is not None");
    denied(
        "profiler", "import sys\nsys.setprofile(lambda f, *a: f.f_locals.clear())\nreturn False");
    denied("host as a module", "import __main__\nreturn hasattr(__main__, 'Board')");
  }

  private void addPatches() {
    corpus.patch("isinstance", "import builtins\n builtins.isinstance = None");
    corpus.patch("json", "import json\n setattr(json, 'loads', None)");
    corpus.patch("json's table", "import json\n json.decoder.BACKSLASH.clear()");
    corpus.patch("math", "vars(__import__('math'))['floor'] = lambda x: 0");
    corpus.patch("string", "import string\n string.punctuation = 'x'");
    corpus.patch("by wraps", "import functools, math, json\n functools.wraps(math)(json)");
    corpus.patch(
        "by attrgetter",
        "from operator import attrgetter\n"
            + " attrgetter('__globals__')(evaluate)['__builtins__']['len'] = lambda x: 0");
    corpus.patch(
        "by made-up code",
        "make = type(evaluate)\n make(compile('import re; re.findall = None', 'x', 'exec'), {})()");
    denied(
        "patch by match", // Python 3.9 has no such statement
        """
        import re
        match re.I:
            case re.RegexFlag(__class__=c): c.__repr__ = c.__or__ = None
        return False
        """);
    corpus.patch("modules", "import sys\n sys.modules.clear()");
    corpus.add(
        "patch at import",
        "b = __builtins__\nb = b if type(b) is dict else vars(b)\nb['len'] = lambda x: 0\n"
            + "def evaluate(r): return False",
        FALSE,
        EXCEPTION,
        VIOLATION);
  }

  private void addOddValues() {
    String evil = "class E:\n    @property\n    def __class__(self): return bool\nreturn E()";
    body("evil __class__", evil, NOT_BOOL);
    body("evil base", "class E(BaseException): pass\nraise E('x')", EXCEPTION);
    body("generator's exit", "raise GeneratorExit", EXCEPTION);
    corpus.add("half of a pair", "def evaluate(r): return '\ud800' == ''", COMPILE, FALSE);
  }

  private static final Verdict.Kind[] LONG = {TIMEOUT, MEMORY, NOT_BOOL};
  private static final Verdict.Kind[] SPEECH = {NOT_BOOL, TIMEOUT, EXCEPTION, EXIT, CRASH};

  private void body(String name, String body, Verdict.Kind... allowed) {
    Verdict.Kind[] more = Arrays.copyOfRange(allowed, 1, allowed.length);
    corpus.add(name, source(body), allowed[0], more);
  }

  private void denied(String name, String body) {
    corpus.denied(name, body.strip().replace("\n", "\n "));
  }

  private static String source(String body) {
    return "def evaluate(r):\n" + body.indent(4);
  }
}
