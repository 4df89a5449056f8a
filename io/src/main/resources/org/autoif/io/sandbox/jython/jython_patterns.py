"""The module re: patterns that both engines read alike, and what Python 3 does with them.

After jython_text.py. Jython compiles and runs a pattern; check() refuses those of which it may
think differently, ready() the texts.
"""

ESCAPES = _re.compile(r"\\(.)", _re.S)
CLASSES = _re.compile(r"\[(?:\^?\]?(?:\\.|[^\]\\])*)\]", _re.S)
COMPILED = {}


def compile_(pattern, flags=0):
    if type(pattern) is Pattern:
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if type(pattern) is not unicode:
        raise TypeError("first argument must be string or compiled pattern")
    if type(flags) not in (int, long):
        raise TypeError("flags")
    found = COMPILED.get((pattern, flags))
    if found is None:
        if len(COMPILED) > 200:
            COMPILED.clear()
        found = Pattern(pattern, flags)
        COMPILED[(pattern, flags)] = found
    return found


def check(pattern, flags):
    """Refuses patterns of which the two engines may think differently."""
    for m in ESCAPES.finditer(pattern):
        c = m.group(1)
        if c.isalpha() and c not in u"AbBdDsSwWZafnrtvxuU":
            raise error("bad escape \\" + c)
    if _re.search(u"\\(\\?[aiLmsux]+[:\\)-]", pattern[1:]) or _re.search(u"\\(\\?[-aLu]", pattern):
        trouble("flags within a pattern")
    if _re.search(u"[*+?}]\\+|\\(\\?>|\\(\\?\\(", pattern):
        trouble("a possessive or conditional pattern")
    for m in CLASSES.finditer(pattern):
        if _re.search(r"\\[DSW]", m.group(0)):
            if m.group(0) not in (u"[\\s\\S]", u"[\\S\\s]", u"[\\w\\W]", u"[\\d\\D]"):
                trouble("a negated class in a class")
    if not basic(pattern):
        trouble("a pattern beyond the basic plane")


ODD_FOLD = _re.compile(u"[\u0130\u0131\u017f\u212a\xb5\u03bc\u1e9e\xdf\u03c2\u0345\u1fbe\ufb05\ufb06]")


class Pattern(object):
    __slots__ = ("pattern", "real", "whole", "flags_", "mixed", "words")

    def __init__(self, pattern, flags):
        check(pattern, flags)
        self.pattern = pattern
        real = flags & ~(256 | 32)
        if not flags & 256:
            real |= _re.U
        inline = _re.match(u"\\(\\?([imsx]+)\\)", pattern)
        rest = pattern
        if inline:
            rest = pattern[inline.end() :]
            for c in inline.group(1):
                real |= {"i": 2, "m": 8, "s": 16, "x": 64}[c]
        rest = _re.sub(
            u"(?<!\\\\)((?:\\\\\\\\)*)\\\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))",
            lambda m: m.group(1) + in_class(unichr(int(m.group(2) or m.group(3), 16))),
            rest,
        )
        try:
            self.real = _re.compile(rest, real)
            self.whole = _re.compile(u"(?:" + rest + (u"\n" if real & 64 else u"") + u")\\Z", real)
        except (_re.error, OverflowError, ValueError, RuntimeError):
            trouble("a pattern that does not compile")
        self.flags_ = real
        self.words = _re.search(u"\\\\[wWbBsS]", rest) is not None
        # After an empty match Python 3 tries again for one that is not.
        self.mixed = _re.search(u"[|]|[*+?}]\\?|\\\\[bB]|\\(\\?|[$^]", rest) is not None

    def ready(self, text):
        if type(text) is not unicode:
            raise TypeError("expected string or bytes-like object")
        if self.words and is_odd(text):
            trouble("words of special characters")
        if self.flags_ & 2 and ODD_FOLD.search(text):
            trouble("ignoring the case of special letters")
        return text

    def run(self, real, text, args, how):
        self.ready(text)
        for a in args:
            if type(a) is not int:
                trouble("a place that is no int")
        try:
            return wrapped(getattr(real, how)(text, *args))
        except RuntimeError:
            trouble("a pattern too deep")

    def search(self, string, *args):
        return self.run(self.real, string, args, "search")

    def match(self, string, *args):
        return self.run(self.real, string, args, "match")

    def fullmatch(self, string, *args):
        return self.run(self.whole, string, args, "match")

    def each(self, text):
        self.ready(text)
        at, n = 0, len(text)
        while at <= n:
            TICK()
            try:
                m = self.real.search(text, at)
            except RuntimeError:
                trouble("a pattern too deep")
            if m is None:
                return
            if m.end() == m.start():
                if self.mixed and not self.plainly_empty():
                    trouble("empty matches")
                at = m.end() + 1
            else:
                at = m.end()
            yield Match(m)

    def plainly_empty(self):
        return self.pattern in (u"$", u"^", u"\\b", u"\\B", u"")

    def finditer(self, string):
        self.ready(string)
        return self.each(string)

    def findall(self, string):
        found = []
        for m in self.each(string):
            groups = m.m.groups(u"")
            found.append(m.m.group() if not groups else groups[0] if len(groups) == 1 else groups)
        return found

    def split(self, string, maxsplit=0):
        parts, at = [], 0
        for m in self.each(string):
            if maxsplit and len(parts) >= maxsplit * (1 + len(m.m.groups())):
                break
            parts.append(string[at : m.m.start()])
            parts.extend(m.m.groups())
            at = m.m.end()
        parts.append(string[at:])
        return parts

    def sub(self, repl, string, count=0):
        if not callable(repl) and type(repl) is not unicode:
            raise TypeError("decoding to str: need a bytes-like object")
        if type(repl) is unicode and u"\\" in repl:
            trouble("a template with escapes")
        out, at, n = [], 0, 0
        for m in self.each(string):
            if count and n >= count:
                break
            new = repl(m) if callable(repl) else repl
            if type(new) is not unicode:
                raise TypeError("expected str instance")
            out.extend((string[at : m.m.start()], new))
            at = m.m.end()
            n += 1
        out.append(string[at:])
        return u"".join(out)


def in_class(c):
    return u"\\" + c if c in u"\\]^-[.*+?{}()|$#" or c in SPACE else c


class Match(object):
    __slots__ = ("m",)

    def __init__(self, m):
        self.m = m

    def __getitem__(self, group):
        return self.m.group(group)

    def group(self, *groups):
        return self.m.group(*groups)

    def groups(self, *default):
        return self.m.groups(*default)

    def groupdict(self, *default):
        return to_dict(self.m.groupdict(*default))

    def start(self, *group):
        return self.m.start(*group)

    def end(self, *group):
        return self.m.end(*group)

    def span(self, *group):
        return self.m.span(*group)


def wrapped(m):
    return None if m is None else Match(m)


class error(Exception):
    pass


def by_pattern(name):
    def function(pattern, string, flags=0):
        return getattr(compile_(pattern, flags), name)(string)

    return function


def re_sub(pattern, repl, string, count=0, flags=0):
    return compile_(pattern, flags).sub(repl, string, count)


def re_split(pattern, string, maxsplit=0, flags=0):
    return compile_(pattern, flags).split(string, maxsplit)


def re_escape(s):
    return _re.sub(u"[][()?*+{}\\-|^$\\\\.&~# \t\n\r\x0b\x0c]", lambda m: u"\\" + m.group(0), s)

