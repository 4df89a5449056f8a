package org.autoif.io.sandbox;

import static org.autoif.io.sandbox.Verdict.Kind.CRASH;
import static org.autoif.io.sandbox.Verdict.Kind.FALSE;
import static org.autoif.io.sandbox.Verdict.Kind.MEMORY;
import static org.autoif.io.sandbox.Verdict.Kind.TIMEOUT;

import java.util.List;

/**
 * The part of the corpus that reaches for what functions share below modules and builtins: by names
 * that patterns, imports, handlers or classes bind, by descriptors and metaclasses, registries,
 * caches, and by reading what others have left. Each does its deed and then says FALSE, or fails.
 */
final class StateAttacks {
  private StateAttacks() {}

  static List<HostileCorpus.Attack> all() {
    HostileCorpus corpus = new HostileCorpus();
    corpus.denied(
        "by a class pattern",
        """
        import re, typing
         class M(typing.ABCMeta):
          match (lambda cls, x: True):
           case __instancecheck__: pass
         class G(metaclass=M):
          match ('__globals__',):
           case __match_args__: pass
         match re.findall:
          case G(g):
           g['findall'] = lambda *a: []
           g['__builtins__']['len'] = lambda x: 0
         return False""");
    corpus.denied(
        "by a class pattern of ABC",
        """
        import re, abc
         class G(abc.ABC):
          __match_args__ = ('__globals__',)
         G.register(type(re.findall))
         match re.findall:
          case G(g): g.update(findall=None, search=None, match=None)
         return False""");
    corpus.denied(
        "by a keyword pattern",
        "import re\n match re.findall:\n  case object(__globals__=g): g['search'] = print\n return False");
    corpus.patch(
        "by __class_getitem__",
        "import re\n class A:\n  def __class_getitem__(c, m): m.findall = m.search = print\n A[re]");
    corpus.patch(
        "by __init_subclass__",
        "import re\n class A:\n  def __init_subclass__(c, m): m.findall = print\n"
            + " class B(A, m=re): pass");
    corpus.patch(
        "by __set_name__",
        "import string\n class D:\n  def __set_name__(s, o, n): string.punctuation = 'x'\n"
            + " class B: d = D()");
    corpus.patch(
        "by a descriptor",
        "import collections\n class D:\n  def __get__(s, o, t):\n"
            + "   collections.Counter.__missing__ = lambda s, k: 7\n class B: d = D()\n B().d");
    corpus.patch(
        "by a metaclass",
        "import math\n class M(type):\n  def __call__(c, m): m.floor = lambda x: 0\n"
            + " class B(metaclass=M): pass\n B(math)");
    corpus.patch(
        "by a decorator", "import re\n @(lambda f: setattr(re, 'search', f))\n def f(): 0");
    corpus.patch(
        "by codecs",
        "import codecs\n codecs.register(lambda n: None)\n codecs.register_error('strict', print)");
    corpus.patch(
        "by copyreg",
        "import copyreg\n copyreg.pickle(dict, print)\n copyreg.dispatch_table.clear()");
    corpus.patch("by import as", "import re as r\n r.findall, r.search = r.search, r.findall");
    corpus.patch(
        "by except as",
        "import re\n try: raise ValueError(re)\n except ValueError as e: e.args[0].findall = None");
    corpus.patch("by walrus", "import re\n (m := re).__dict__.update(findall=None)");
    corpus.patch("by a comprehension", "import re\n [0 for re.match in [None]]");
    corpus.patch("the cache of re", "import re\n re._cache.clear()\n re._MAXCACHE = 0");
    corpus.patch(
        "the cache of re by key",
        "import re\n re.compile('!')\n for k in list(re._cache): re._cache[k] = re.compile('no')");
    corpus.patch(
        "defaults", "import collections\n f = collections.Counter.update\n f.__defaults__ = (5,)");
    corpus.patch("keyword defaults", "import json\n json.dumps.__kwdefaults__.clear()");
    corpus.patch(
        "warnings",
        "import warnings\n warnings.filters.insert(0, ('error', None, Warning, None, 0))");
    corpus.patch("abc's registry", "import collections.abc as c\n c.Mapping.register(str)");
    corpus.add(
        "memory left in a cycle",
        """
        def evaluate(r):
            x = []
            x.append(x)
            n = 1 << 26
            while n > 1 << 20:
                try: x.append('a' * n)
                except MemoryError: n //= 2
            return False
        """,
        FALSE,
        MEMORY,
        TIMEOUT,
        CRASH);
    corpus.denied(
        "reads the cache of re",
        "import re\n return 'One' in '{0.__globals__}'.format(re.findall)");
    return corpus.own();
  }
}
