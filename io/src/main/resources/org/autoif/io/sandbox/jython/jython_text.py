"""Methods of text, and the few names that other types share with it.

After jython_values.py. What Jython does right on the basic plane it does; beyond it, where it
takes a character for two, only what was compared with CPython. A method named "m_x" is asked for
wherever a source says ".x", whatever of.
"""


def basic(s, *others):
    if not is_basic(s):
        return False
    for o in others:
        if type(o) is unicode and not is_basic(o):
            return False
    return True


def native(name, safe=False):
    """A method that Jython has, for text of the basic plane or, if safe, for any."""

    def method(self, *args, **kw):
        if type(self) is not unicode:
            if self is str_ and args and type(args[0]) is unicode:
                return method(*args)
            return other(self, name, args, kw)
        if kw:
            raise TypeError(name + "() takes no keyword arguments")
        if not safe and not basic(self, *args):
            trouble(name + " of text beyond the basic plane")
        for a in args:
            if type(a) not in ALLOWED:
                bad(name, a)
        return getattr(self, name)(*args)

    return method


ALLOWED = frozenset((unicode, int, long, bool, NoneType, tuple))


def bad(name, a):
    raise TypeError(name + "() argument must not be " + type(a).__name__)


OTHERS = {
    list: frozenset(("count", "index")),
    tuple: frozenset(("count", "index")),
}


def other(self, name, args, kw):
    """A method of str that was asked of something else."""
    t = type(self)
    if t in OTHERS and name in OTHERS[t]:
        return getattr(self, name)(*args, **kw)
    if isinstance(self, (Module, Pattern)):
        return getattr(self, name)(*args, **kw)
    if t in TYPES and t is not Range:
        raise AttributeError("object has no attribute '" + name + "'")
    trouble("." + name + " of " + t.__name__)


def text(function):
    """A method of our own."""
    name = function.__name__[2:]

    def method(self, *args, **kw):
        if type(self) is not unicode:
            if self is str_ and args and type(args[0]) is unicode:
                return function(*args, **kw)
            return other(self, name, args, kw)
        return function(self, *args, **kw)

    return method


@text
def m_split(self, sep=None, maxsplit=-1):
    if sep is None:
        return words(self) if maxsplit == -1 else trouble("split with a limit alone")
    if type(sep) is not unicode:
        bad("split", sep)
    if basic(self) and basic(sep):
        return self.split(sep, maxsplit)
    if sep == u"":
        raise ValueError("empty separator")
    parts, at = [], 0
    while maxsplit < 0 or len(parts) < maxsplit:
        found = self.find(sep, at)
        if found < 0:
            break
        parts.append(self[at:found])
        at = found + len(sep)
    parts.append(self[at:])
    return parts


@text
def m_count(self, sub, *range):
    if type(sub) is not unicode:
        bad("count", sub)
    if sub == u"":
        if range:
            trouble("count of nothing in a part")
        return len(self) + 1
    if basic(self):
        return self.count(sub, *range)
    if range:
        trouble("count in a part beyond the basic plane")
    n, at = 0, self.find(sub)
    while at >= 0:
        n += 1
        at = self.find(sub, at + len(sub))
    return n


@text
def m_replace(self, old, new, count=-1):
    if type(old) is not unicode or type(new) is not unicode:
        bad("replace", old)
    if basic(self, old, new):
        return self.replace(old, new, count) if count >= 0 else self.replace(old, new)
    if old == u"" or count >= 0:
        trouble("replace beyond the basic plane")
    return new.join(m_split(self, old))


@text
def m_join(self, items):
    items = list(items)
    for item in items:
        if type(item) is not unicode:
            raise TypeError("sequence item: expected str instance")
    return self.join(items)


@text
def m_strip(self, chars=None):
    return m_lstrip(m_rstrip(self, chars), chars)


@text
def m_lstrip(self, chars=None):
    if chars is not None and type(chars) is not unicode:
        bad("lstrip", chars)
    chars = SPACE if chars is None else chars
    n = 0
    for c in self:
        if c not in chars:
            break
        n += 1
    return self[n:] if n else self


@text
def m_rstrip(self, chars=None):
    if chars is not None and type(chars) is not unicode:
        bad("rstrip", chars)
    chars = SPACE if chars is None else chars
    n = len(self)
    while n and self[n - 1] in chars:
        n -= 1
    return self[:n]


LINES = _re.compile(u"\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


@text
def m_splitlines(self, keepends=False):
    lines, at = [], 0
    for m in LINES.finditer(self):
        lines.append(self[at : m.end() if keepends else m.start()])
        at = m.end()
    if at < len(self):
        lines.append(self[at:])
    return lines


ASCII_ONLY = _re.compile(u"[\x00-\x7f]*\\Z")


@text
def m_isascii(self):
    return ASCII_ONLY.match(self) is not None


@text
def m_removeprefix(self, prefix):
    if type(prefix) is not unicode:
        bad("removeprefix", prefix)
    return self[len(prefix) :] if self.startswith(prefix) else self


@text
def m_removesuffix(self, suffix):
    if type(suffix) is not unicode:
        bad("removesuffix", suffix)
    return self[: -len(suffix)] if suffix and self.endswith(suffix) else self


def fold(name):
    """Letters whose other case is more than one, or depends on what is around them."""

    def function(self):
        if SPECIAL.search(self):
            trouble(name + " of special letters")
        return getattr(self, name)()

    function.__name__ = "m_" + name
    return text(function)


# Where the two disagree, found by comparing them character by character.
SPECIAL = _re.compile(
    u"[\xb5\xdf\u0130\u0131\u0149\u017f\u01c4-\u01cc\u01f0-\u01f3\u0345\u0390\u03a3\u03b0\u03c2"
    u"\u0587\u1c80-\u1c88\u1c90-\u1cbf\u1e96-\u1e9b\u1e9e\u1f50-\u1fff\u2126\u212a\u212b"
    u"\u2c2f\u2c5f\u10d0-\u10ff\ua64a\ua64b\ua7c0-\ua7ff\uab30-\uabbf\ufb00-\ufb17"
    u"\U00010000-\U0001f000\U00020000-\U0010ffff\u13a0-\u13ff]"
)

IDEOGRAPH = _re.compile(u"[\u3000-\uffff]")


@text
def m_isspace(self):
    return is_space(self)


@text
def m_isprintable(self):
    return is_printable(self)


@text
def m_isdecimal(self):
    return is_decimal(self)


@text
def m_isdigit(self):
    if is_digit(self):
        return True
    if is_number(self):
        trouble("digits in circles")
    return False


@text
def m_isnumeric(self):
    if is_number(self):
        return True
    if is_alnum(self) and not m_isascii(self) and IDEOGRAPH.search(self):
        trouble("numbers among letters")
    return False


@text
def m_isalpha(self):
    return is_alpha(self)


@text
def m_isalnum(self):
    return is_alnum(self)


@text
def m_islower(self):
    return is_lower(self)


@text
def m_isupper(self):
    return is_upper(self)


@text
def m_istitle(self):
    return is_title(self)


@text
def m_capitalize(self):
    if SPECIAL.search(self):
        trouble("capitalize of special letters")
    return self[:1].upper() + self[1:].lower()


SPEC = _re.compile(u"(?:(.)?[<>=^])?[-+ ]?#?0?\\d*[,_]?(?:\\.\\d+)?[bcdeEfFgGnosxX%]?\\Z")


def format_(x, spec=u""):
    if spec == u"":
        return to_str(x)
    t = type(x)
    if t not in NUMBERS and t is not unicode:
        if t is NoneType or t in (list, tuple, dict, set):
            raise TypeError("unsupported format string passed to __format__")
        trouble("format of " + t.__name__)
    if not SPEC.match(spec) or u"_" in spec or t is bool or not basic(spec):
        trouble("format " + spec)
    if t is unicode and not basic(x):
        trouble("format of text beyond the basic plane")
    if t is float and spec[-1] not in u"eEfFgG%":
        trouble("format " + spec)
    return unicode(format(x, spec))

def fstring(*parts):
    out = []
    for part in parts:
        if type(part) is unicode:
            out.append(part)
        else:
            x, conversion, spec = part
            x = repr_(x) if conversion == u"r" else to_str(x) if conversion == u"s" else x
            out.append(format_(x, spec))
    return u"".join(out)

def percent(a, b):
    if type(a) in NUMBERS and type(b) in NUMBERS:
        return a % b
    if type(a) is unicode:
        trouble("% of text")
    raise TypeError("unsupported operand type(s) for %")


# Methods of more than text


def m_keys(self):
    if isinstance(self, dict):
        return self.viewkeys()
    return other(self, "keys", (), {})


def m_values(self):
    if isinstance(self, dict):
        return self.viewvalues()
    return other(self, "values", (), {})


def m_items(self):
    if isinstance(self, dict):
        return self.viewitems()
    return other(self, "items", (), {})


def m_copy(self):
    if type(self) is list:
        return list(self)
    if type(self) is dict:
        return to_dict(self)
    if type(self) in SETS:
        return self.copy()
    return other(self, "copy", (), {})


def m_clear(self):
    if type(self) is list:
        del self[:]
        return None
    if isinstance(self, dict) or type(self) is set:
        return self.clear()
    return other(self, "clear", (), {})


def method(x, function):
    """A method that is not called where it is named."""

    def bound(*args, **kw):
        return function(x, *args, **kw)

    # Whether there is such a method shows when it is called, which is too late where it is asked.
    if type(x) is not unicode and x is not str_ and not isinstance(x, (Module, dict, list)):
        trouble("a method by name")
    if x is str_:
        return lambda *args, **kw: function(*args, **kw)
    if isinstance(x, Module):
        return getattr(x, function.own)
    return bound
