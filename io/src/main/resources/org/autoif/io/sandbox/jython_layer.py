"""What Python 3 does otherwise, for sources that jython_gate.py has bent to it.

The guest gives tick, enter and Ordered-dictionary makers by name (TICK, ENTER, new_dict) and reads
TROUBLE after each call: whatever the layer cannot do as CPython does ends in trouble(), and then
the answer is UNSUPPORTED whatever the function makes of it.
"""

import itertools as _itertools
import json as _json
import math as _math
import re as _re

TROUBLE = []
SPACE = (
    u"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    u"\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
NoneType = type(None)


class Unsupported(Exception):
    pass


def trouble(why):
    TROUBLE.append(why)
    raise Unsupported(why)


# Types: a name of Python 3 for what Jython has in one, two or another type.


class Kind(type):
    def __instancecheck__(cls, x):
        return isinstance(x, cls.real)

    def __call__(cls, *args, **kw):
        return cls.make(*args, **kw)

    def __setattr__(cls, name, value):
        raise TypeError("cannot set attributes of built-in type")

    def __repr__(cls):
        return "<class>"


def kind(name, real, make):
    return Kind(name, (object,), {"real": real, "make": staticmethod(make), "__slots__": ()})


def to_str(x=u"", *rest):
    if rest:
        trouble("str of bytes")
    t = type(x)
    if t is unicode:
        return x
    if t in (bool, NoneType):
        return unicode(str(x))
    if t in (int, long):
        text = unicode(str(x))
        if len(text) > 4300:
            raise ValueError("Exceeds the limit (4300 digits) for integer string conversion")
        return text
    if t is float:
        return unicode(repr(x))
    if isinstance(x, BaseException):
        if len(x.args) == 0:
            return u""
        if len(x.args) == 1:
            return repr_(x.args[0]) if isinstance(x, KeyError) else to_str(x.args[0])
    return repr_(x)


def repr_(x):
    t = type(x)
    if t is unicode:
        quote = u'"' if u"'" in x and u'"' not in x else u"'"
        out = []
        for c in x:
            if c == quote or c == u"\\":
                c = u"\\" + c
            elif c in u"\n\r\t":
                c = {u"\n": u"\\n", u"\r": u"\\r", u"\t": u"\\t"}[c]
            elif c < u" " or c == u"\x7f":
                c = u"\\x%02x" % ord(c)
            elif c > u"~" and not m_isprintable(c):
                trouble("repr of special characters")
            out.append(c)
        return quote + u"".join(out) + quote
    if t in (bool, NoneType, int, long, float):
        return to_str(x)
    if t is list:
        return u"[" + u", ".join([repr_(i) for i in x]) + u"]"
    if t is tuple:
        return u"(" + u", ".join([repr_(i) for i in x]) + (u",)" if len(x) == 1 else u")")
    if t is dict:
        return u"{" + u", ".join([repr_(k) + u": " + repr_(v) for k, v in x.items()]) + u"}"
    trouble("text of " + t.__name__)


DIGITS = _re.compile(u"[+-]?[0-9]+(_[0-9]+)*\\Z")
REAL = _re.compile(
    u"[+-]?(([0-9]+(_[0-9]+)*)?\\.?[0-9]+(_[0-9]+)*\\.?(e[+-]?[0-9]+(_[0-9]+)*)?|inf|infinity|nan)\\Z"
)


def to_int(x=0, *base):
    if base:
        if type(x) is not unicode or u"_" in x or not m_isascii(x):
            trouble("int with a base")
        return int(m_strip(x), *base)
    if type(x) is unicode:
        text = m_strip(x)
        if DIGITS.match(text):
            if len(text) > 4300:
                raise ValueError("Exceeds the limit (4300 digits) for integer string conversion")
            return int(text.replace(u"_", u""))
        if not m_isascii(text) and any([m_isdecimal(c) for c in text]):
            trouble("int of other digits")
        raise ValueError("invalid literal for int() with base 10: " + repr(x))
    if type(x) in (int, long, bool, float):
        return int(x)
    raise TypeError("int() argument must be a string or a number")


def to_float(x=0.0):
    if type(x) is unicode:
        text = m_strip(x)
        if REAL.match(text.lower()):
            return float(text.replace(u"_", u""))
        if not m_isascii(text) and any([m_isdecimal(c) for c in text]):
            trouble("float of other digits")
        raise ValueError("could not convert string to float: " + repr(x))
    if type(x) in (int, long, bool, float):
        return float(x)
    raise TypeError("float() argument must be a string or a number")


def to_bool(x=False):
    return True if x else False


def to_dict(*args, **kw):
    new = new_dict()
    if args:
        x = args[0]
        if isinstance(x, dict):
            for k in x:
                new[k] = x[k]
        else:
            for pair in x:
                k, v = pair
                new[k] = v
    if len(kw) > 1:
        trouble("dict with several keywords")
    for k in kw:
        new[unicode(k)] = kw[k]
    return new


def literal_dict(pairs):
    new = new_dict()
    for k, v in pairs:
        new[k] = v
    return new


class Range(object):
    """Of numbers, not of memory."""

    __slots__ = ("it", "args")

    def __init__(self, *args):
        for a in args:
            if type(a) not in (int, long, bool):
                raise TypeError("object cannot be interpreted as an integer")
        try:
            self.it = xrange(*args)
        except OverflowError:
            trouble("a range beyond 32 bits")

    def __iter__(self):
        return iter(self.it)

    def __len__(self):
        return len(self.it)

    def __reversed__(self):
        return reversed(self.it)

    def __getitem__(self, i):
        if type(i) not in (int, long, bool):
            trouble("a slice of a range")
        return self.it[i]

    def __contains__(self, x):
        if type(x) not in (int, long, bool):
            return x in list(self.it)
        n = len(self.it)
        if n == 0:
            return False
        first, last = self.it[0], self.it[n - 1]
        step = self.it[1] - first if n > 1 else 1
        return min(first, last) <= x <= max(first, last) and (x - first) % step == 0

    def __eq__(self, other):
        if type(other) is not Range:
            return False
        return list(self.it) == list(other.it)

    def __ne__(self, other):
        return not self == other

    __hash__ = None


str_ = kind("str", unicode, to_str)
int_ = kind("int", (int, long), to_int)
float_ = kind("float", float, to_float)
bool_ = kind("bool", bool, to_bool)
dict_ = kind("dict", dict, to_dict)
range_ = kind("range", Range, Range)
list_ = kind("list", list, lambda *a: list(*a))
tuple_ = kind("tuple", tuple, lambda *a: tuple(*a))
set_ = kind("set", set, lambda *a: set(*a))
frozenset_ = kind("frozenset", frozenset, lambda *a: frozenset(*a))
NoneKind = kind("NoneType", NoneType, lambda: None)
TYPES = {
    unicode: str_,
    int: int_,
    long: int_,
    float: float_,
    bool: bool_,
    dict: dict_,
    Range: range_,
    list: list_,
    tuple: tuple_,
    set: set_,
    frozenset: frozenset_,
    NoneType: NoneKind,
}


def type_(x):
    found = TYPES.get(type(x))
    if found is None:
        trouble("type of " + type(x).__name__)
    return found


def isinstance_(x, types):
    if isinstance(types, tuple):
        for t in types:
            if isinstance_(x, t):
                return True
        return False
    if isinstance(types, Kind) or (isinstance(types, type) and issubclass(types, BaseException)):
        return isinstance(x, types)
    if types is Mapping:
        return isinstance(x, dict)
    if types in (Counter, defaultdict):
        return isinstance(x, types)
    if type(types) in (int, unicode, float, list, dict, set, NoneType):
        raise TypeError("isinstance() arg 2 must be a type")
    trouble("isinstance of another type")


def type_of(*args):
    if len(args) != 1:
        trouble("type with bases")
    return type_(args[0])


# Order: Python 3 compares like with like.

NUMBERS = frozenset((int, long, float, bool))
SETS = frozenset((set, frozenset))


def comparable(a, b):
    """Raises unless a < b has a meaning."""
    s, t = type(a), type(b)
    if s is unicode and t is unicode:
        if not (is_basic(a) and is_basic(b)):
            trouble("order of text beyond the basic plane")
        return
    if s in NUMBERS and t in NUMBERS:
        return
    if (s is list and t is list) or (s is tuple and t is tuple):
        for i in range(min(len(a), len(b))):
            if not (a[i] is b[i] or a[i] == b[i]):
                comparable(a[i], b[i])
                return
        return
    if s in SETS and t in SETS:
        return
    for x in (s, t):
        if x not in TYPES and x is not dict:
            trouble("order of " + x.__name__)
    raise TypeError("'<' not supported between these instances")


def lt(a, b):
    comparable(a, b)
    return a < b


def le(a, b):
    comparable(a, b)
    return a <= b


def gt(a, b):
    comparable(b, a)
    return a > b


def ge(a, b):
    comparable(b, a)
    return a >= b


class Ordered(object):
    """One side of a chain of comparisons."""

    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x

    def __lt__(self, other):
        return lt(self.x, other.x)

    def __le__(self, other):
        return le(self.x, other.x)

    def __gt__(self, other):
        return gt(self.x, other.x)

    def __ge__(self, other):
        return ge(self.x, other.x)

    def __eq__(self, other):
        return self.x == other.x


def like(keys):
    """Raises unless all of them can be ordered."""
    kinds = set([type(k) for k in keys])
    if len(keys) < 2 or kinds <= NUMBERS:
        return
    if len(kinds) == 1 and (list in kinds or tuple in kinds):
        width = min([len(k) for k in keys])
        for i in range(width):
            column = [k[i] for k in keys]
            if len(set([type(c) for c in column]) - NUMBERS) > 1:
                trouble("order of mixed rows")
            if i == 0 or len(set(map(repr, column))) > 1:
                like(column)
        return
    if len(kinds) == 1 and kinds <= SETS:
        trouble("order of sets")
    for k in keys[1:]:
        comparable(k, keys[0])


def sorted_(iterable, key=None, reverse=False):
    items = list(iterable)
    like(items if key is None else [key(i) for i in items])
    return sorted(items, key=key, reverse=bool(reverse))


def m_sort(self, key=None, reverse=False):
    if type(self) is not list:
        trouble("sort")
    self[:] = sorted_(self, key, reverse)


NOTHING = object()


def extreme(args, kw, better):
    key = kw.pop("key", None)
    default = kw.pop("default", NOTHING)
    if kw:
        raise TypeError("an invalid keyword argument")
    items = list(args[0]) if len(args) == 1 else args
    best = NOTHING
    for item in items:
        value = item if key is None else key(item)
        if best is NOTHING or better(value, best):
            best, found = value, item
    if best is not NOTHING:
        return found
    if default is NOTHING:
        raise ValueError("arg is an empty sequence")
    return default


def min_(*args, **kw):
    return extreme(args, kw, lt)


def max_(*args, **kw):
    return extreme(args, kw, gt)


# Numbers and iterators


def round_(x, digits=None):
    if type(x) in (int, long, bool):
        if digits is None or digits >= 0:
            return int(x)
        trouble("round to tens")
    if type(x) is not float:
        raise TypeError("type doesn't define __round__ method")
    if digits is None:
        if x != x or x in (float("inf"), float("-inf")):
            raise ValueError("cannot convert float to integer")
        down = _math.floor(x)
        rest = x - down
        if rest > 0.5 or (rest == 0.5 and down % 2 == 1):
            down += 1
        return int(down)
    if type(digits) is not int:
        raise TypeError("an integer is required")
    return float("%.*f" % (digits, x)) if 0 <= digits < 20 else trouble("round")


def power(a, b):
    if type(a) in NUMBERS and type(b) in NUMBERS:
        if a < 0 and type(b) is float and b != int(b):
            trouble("a complex power")
        return a**b
    raise TypeError("unsupported operand type(s) for **")


def either(a, b):
    if isinstance(a, dict) or isinstance(a, Kind):
        trouble("| of " + type(a).__name__)
    return a | b


def zip_(*args, **kw):
    strict = kw.pop("strict", False)
    if kw or strict:
        trouble("zip with keywords")
    return _itertools.izip(*args)


def map_(f, *args):
    if not args:
        raise TypeError("map() must have at least two arguments.")
    return _itertools.imap(f, *args)


def filter_(f, x):
    return _itertools.ifilter(f, x)


def sum_(iterable, start=0):
    if type(start) is unicode:
        raise TypeError("sum() can't sum strings")
    return sum(iterable, start)


def chr_(i):
    if type(i) not in (int, long, bool):
        raise TypeError("an integer is required")
    if not 0 <= i < 0x110000:
        raise ValueError("chr() arg not in range(0x110000)")
    return unichr(i)


def ord_(c):
    if type(c) is not unicode or len(c) != 1:
        raise TypeError("ord() expected a character")
    return ord(c)


def hex_(x):
    return unicode(hex(x)).rstrip(u"L")


def oct_(x):
    return unicode("-" if x < 0 else "") + u"0o" + unicode("%o" % abs(x))


def bin_(x):
    return unicode(bin(x))


def print_(*args, **kw):
    for k in kw:
        if k not in ("sep", "end", "file", "flush"):
            raise TypeError("an invalid keyword argument for print()")
    for a in args:
        if type(a) not in TYPES and not isinstance(a, BaseException):
            return None


def input_(*args):
    raise EOFError("EOF when reading a line")


def absent(x, name):
    if isinstance(x, Module):
        raise AttributeError("module has no attribute '" + name + "'")
    raise AttributeError("'" + type(x).__name__ + "' object has no attribute '" + name + "'")


# Text. What Jython does right on the basic plane it does; beyond it, only what was tested.


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
    if t in TYPES:
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


WORDS = _re.compile(u"[^" + SPACE + u"]+")


@text
def m_split(self, sep=None, maxsplit=-1):
    if sep is not None and type(sep) is not unicode:
        bad("split", sep)
    if basic(self) and (sep is None or basic(sep)):
        if sep is None and maxsplit == -1:
            return WORDS.findall(self)
        if sep is None:
            trouble("split with a limit alone")
        return self.split(sep, maxsplit)
    if sep is None:
        if maxsplit != -1:
            trouble("split with a limit beyond the basic plane")
        return WORDS.findall(self)
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
def m_rsplit(self, sep=None, maxsplit=-1):
    if not basic(self, sep):
        trouble("rsplit beyond the basic plane")
    if sep is not None and type(sep) is not unicode:
        bad("rsplit", sep)
    if sep is None and maxsplit != -1:
        trouble("rsplit with a limit alone")
    return self.rsplit(sep, maxsplit) if sep is not None else WORDS.findall(self)


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


IDENTIFIER = _re.compile(u"[A-Za-z_][A-Za-z_0-9]*\\Z")


@text
def m_isidentifier(self):
    if m_isascii(self):
        return IDENTIFIER.match(self) is not None
    trouble("isidentifier beyond ASCII")


def fold(name):
    """Letters whose other case is more than one, or depends on what is around them."""

    def function(self):
        if SPECIAL.search(self):
            trouble(name + " of special letters")
        return getattr(self, name)()

    function.__name__ = "m_" + name
    return text(function)


# Filled in by chartable(): where the two disagree, found by comparing them character by character.
SPECIAL = _re.compile(
    u"[\xb5\xdf\u0130\u0131\u0149\u017f\u01c4-\u01cc\u01f0-\u01f3\u0345\u0390\u03a3\u03b0\u03c2"
    u"\u0587\u1c80-\u1c88\u1c90-\u1cbf\u1e96-\u1e9b\u1e9e\u1f50-\u1fff\u2126\u212a\u212b"
    u"\u2c2f\u2c5f\u10d0-\u10ff\ua64a\ua64b\ua7c0-\ua7ff\uab30-\uabbf\ufb00-\ufb17"
    u"\U00010000-\U0001f000\U00020000-\U0010ffff\u13a0-\u13ff]"
)


@text
def m_casefold(self):
    if SPECIAL.search(self) or _re.search(u"[\u0370-\u03ff]", self):
        trouble("casefold of special letters")
    return self.lower()


IDEOGRAPH = _re.compile(u"[\u3000-\uffff]")


@text
def m_isspace(self):
    for c in self:
        if c not in SPACE:
            return False
    return len(self) > 0


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


@text
def m_translate(self, table):
    out = []
    for c in self:
        new = table.get(ord(c), NOTHING)
        if new is NOTHING:
            out.append(c)
        elif type(new) is unicode:
            out.append(new)
        elif type(new) in (int, long):
            out.append(unichr(new))
        elif new is not None:
            raise TypeError("character mapping must return integer, None or str")
    return u"".join(out)


def m_maketrans(self, *args):
    if type(self) is not unicode and self is not str_:
        return other(self, "maketrans", args, {})
    table = new_dict()
    if len(args) == 1:
        for k in args[0]:
            table[ord(k) if type(k) is unicode else k] = args[0][k]
        return table
    if len(args[0]) != len(args[1]):
        raise ValueError("the first two maketrans arguments must have equal length")
    for i in range(len(args[0])):
        table[ord(args[0][i])] = ord(args[1][i])
    for c in args[2] if len(args) > 2 else u"":
        table[ord(c)] = None
    return table


class Encoded(object):
    """The bytes of a text, of which only the number is known."""

    __slots__ = ("text", "n")

    def __init__(self, text, n):
        self.text = text
        self.n = n

    def __len__(self):
        return self.n

    def no(self, *args):
        trouble("bytes")

    __eq__ = __ne__ = __iter__ = __getitem__ = __contains__ = __add__ = __mod__ = __mul__ = no
    __hash__ = no


@text
def m_encode(self, encoding=u"utf-8", errors=u"strict"):
    known = encoding.lower().replace(u"_", u"-")
    if known in (u"ascii", u"us-ascii"):
        if not m_isascii(self):
            if errors == u"ignore":
                self = u"".join([c for c in self if c < u"\x80"])
            elif errors != u"strict":
                trouble("encode with errors")
            else:
                raise UnicodeEncodeError("ascii", self, 0, 1, "ordinal not in range(128)")
        return Encoded(self, len(self))
    if known in (u"utf-8", u"utf8") and errors in (u"strict", u"ignore"):
        return Encoded(self, len(self.encode("utf-8")))
    trouble("encode " + known)


def m_decode(self, encoding=u"utf-8", errors=u"strict"):
    if type(self) is Encoded:
        return self.text
    return other(self, "decode", (), {})


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


FIELD = _re.compile(u"\\{\\{|\\}\\}|\\{([0-9]*|[A-Za-z_][A-Za-z_0-9]*)(![sr])?(:[^{}]*)?\\}|[{}]")


@text
def m_format(self, *args, **kw):
    counter = [0]

    def one(m):
        found = m.group(0)
        if found == u"{{" or found == u"}}":
            return found[0]
        if found in (u"{", u"}"):
            trouble("format of other fields")
        key = m.group(1)
        if key == u"":
            key = counter[0]
            counter[0] += 1
        elif key.isdigit():
            key = int(key)
            if counter[0]:
                trouble("format with mixed fields")
        value = args[key] if type(key) is int else kw[str(key)]
        if m.group(2):
            value = repr_(value) if m.group(2) == u"!r" else to_str(value)
        return format_(value, (m.group(3) or u":")[1:])

    return FIELD.sub(one, self)


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


PERCENT = _re.compile(u"%(?:%|[-+ 0#]*\\d*(?:\\.\\d+)?([sdifgGeExXorc]))")


def percent(a, b):
    if type(a) is not unicode:
        if type(a) in NUMBERS and type(b) in NUMBERS:
            return a % b
        raise TypeError("unsupported operand type(s) for %")
    args = b if type(b) is tuple else (b,)
    if _re.search(u"%(?!(?:%|[-+ 0#]*\\d*(?:\\.\\d+)?[sdifgGeExXo]))", a):
        trouble("% with other fields")
    for x in args:
        if type(x) not in (unicode, int, long, float):
            trouble("% of " + type(x).__name__)
    return a % b


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


def m_fromkeys(self, keys, value=None):
    if self is not dict_:
        trouble("fromkeys")
    new = new_dict()
    for k in keys:
        new[k] = value
    return new


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


# Modules


class Module(object):
    """What can be imported; nobody can change it."""

    def __init__(self, **members):
        self.__dict__.update(members)

    def __setattr__(self, name, value):
        raise AttributeError(name)


def import_(name):
    return MODULES[name]


def from_(module, name):
    return getattr(MODULES[module], name)


# Regular expressions

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
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        template = None if callable(repl) else parsed(repl)
        out, at, n = [], 0, 0
        for m in self.each(string):
            if count and n >= count:
                break
            out.append(string[at : m.m.start()])
            if template is None:
                new = repl(m)
                if type(new) is not unicode:
                    raise TypeError("expected str instance")
                out.append(new)
            else:
                out.append(expanded(template, m.m))
            at = m.m.end()
            n += 1
        out.append(string[at:])
        return (u"".join(out), n)


def in_class(c):
    return u"\\" + c if c in u"\\]^-[.*+?{}()|$#" or c in SPACE else c


TEMPLATE = _re.compile(u"\\\\(g<([^>]*)>|[0-9]{1,2}|.)", _re.S)


def parsed(repl):
    if type(repl) is not unicode:
        raise TypeError("decoding to str: need a bytes-like object")
    parts, at = [], 0
    for m in TEMPLATE.finditer(repl):
        parts.append(repl[at : m.start()])
        word = m.group(1)
        if m.group(2) is not None:
            name = m.group(2)
            parts.append((int(name) if name.isdigit() else name,))
        elif word[0].isdigit():
            if word[0] == u"0" or len(word) > 1:
                trouble("an octal escape in a template")
            parts.append((int(word),))
        elif word in u"nrtfvab\\":
            parts.append(dict(zip(u"nrtfvab\\", u"\n\r\t\f\v\a\b\\"))[word])
        elif word.isalpha():
            raise error("bad escape \\" + word)
        else:
            parts.append(u"\\" + word)
        at = m.end()
    parts.append(repl[at:])
    return parts


def expanded(template, m):
    out = []
    for part in template:
        if type(part) is tuple:
            try:
                out.append(m.group(part[0]) or u"")
            except IndexError:
                raise error("invalid group reference")
        else:
            out.append(part)
    return u"".join(out)


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


def re_subn(pattern, repl, string, count=0, flags=0):
    return compile_(pattern, flags).subn(repl, string, count)


def re_split(pattern, string, maxsplit=0, flags=0):
    return compile_(pattern, flags).split(string, maxsplit)


def re_escape(s):
    return _re.sub(u"[][()?*+{}\\-|^$\\\\.&~# \t\n\r\x0b\x0c]", lambda m: u"\\" + m.group(0), s)


# collections


def counted(items, counter):
    if isinstance(items, dict):
        for k in items:
            counter[k] = counter.get(k, 0) + items[k]
    else:
        for k in items:
            counter[k] = counter.get(k, 0) + 1
    return counter


class Counter(dict):
    """Jython's dictionaries are not ordered, so the order is kept beside."""

    def __init__(self, *args, **kw):
        if kw:
            trouble("Counter with keywords")
        dict.__init__(self)
        self.order = []
        if args and args[0] is not None:
            counted(args[0], self)

    def __missing__(self, key):
        return 0

    def __setitem__(self, key, value):
        if key not in self:
            self.order.append(key)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        if key in self:
            self.order.remove(key)
            dict.__delitem__(self, key)

    def __iter__(self):
        return iter(self.order)

    def viewkeys(self):
        return literal_dict([(k, None) for k in self.order]).viewkeys()

    def viewvalues(self):
        return [self[k] for k in self.order]

    def viewitems(self):
        return [(k, self[k]) for k in self.order]

    def most_common(self, n=None):
        items = sorted(self.viewitems(), key=lambda item: -item[1])
        return items if n is None else items[:n]

    def update(self, *args):
        if args:
            counted(args[0], self)

    def elements(self):
        for k in self.order:
            for i in range(self[k]):
                yield k

    def no(self, *args):
        trouble("Counter")

    pop = popitem = setdefault = clear = copy = __add__ = __sub__ = __and__ = __or__ = no
    __lt__ = __gt__ = __le__ = __ge__ = no


class defaultdict(dict):
    def __init__(self, factory=None, *args):
        if args:
            trouble("defaultdict with a content")
        dict.__init__(self)
        self.factory = factory
        self.order = []

    def __missing__(self, key):
        if self.factory is None:
            raise KeyError(key)
        self[key] = value = self.factory()
        return value

    __setitem__ = Counter.__dict__["__setitem__"]

    def __delitem__(self, key):
        if key not in self:
            raise KeyError(key)
        self.order.remove(key)
        dict.__delitem__(self, key)

    __iter__ = Counter.__dict__["__iter__"]
    viewkeys = Counter.__dict__["viewkeys"]
    viewvalues = Counter.__dict__["viewvalues"]
    viewitems = Counter.__dict__["viewitems"]

    def no(self, *args):
        trouble("defaultdict")

    update = pop = popitem = setdefault = clear = copy = no


class Mapping(object):
    pass


# json


class JSONDecodeError(ValueError):
    pass


def loads(s):
    if type(s) is not unicode:
        raise TypeError("the JSON object must be str")
    if s.startswith(u"\ufeff"):
        raise JSONDecodeError("Unexpected UTF-8 BOM")
    if not basic(s):
        trouble("JSON beyond the basic plane")
    try:
        return _json.loads(s, object_pairs_hook=literal_dict)
    except ValueError:
        raise JSONDecodeError("not JSON")


def sys_exit(*args):
    raise SystemExit(*args)


def floor(x):
    return int(_math.floor(x)) if type(x) in NUMBERS else trouble("floor")


def ceil(x):
    return int(_math.ceil(x)) if type(x) in NUMBERS else trouble("ceil")


def isqrt(n):
    if type(n) not in (int, long, bool):
        raise TypeError("an integer is required")
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    x = int(_math.sqrt(n)) if n < 10**15 else trouble("isqrt of large numbers")
    while x * x > n:
        x -= 1
    while (x + 1) * (x + 1) <= n:
        x += 1
    return x


def gcd(a, b):
    while b:
        a, b = b, a % b
    return abs(a)


def pairwise(items):
    a, b = _itertools.tee(items)
    next(b, None)
    return _itertools.izip(a, b)


class Hint(object):
    """A name of typing: only ever subscripted."""

    __slots__ = ()

    def __getitem__(self, item):
        return self


HINT = Hint()

MODULES = {
    "re": Module(
        search=by_pattern("search"),
        match=by_pattern("match"),
        fullmatch=by_pattern("fullmatch"),
        findall=by_pattern("findall"),
        finditer=by_pattern("finditer"),
        sub=re_sub,
        subn=re_subn,
        split=re_split,
        compile=compile_,
        escape=re_escape,
        error=error,
        IGNORECASE=2,
        I=2,
        MULTILINE=8,
        M=8,
        DOTALL=16,
        S=16,
        VERBOSE=64,
        X=64,
        UNICODE=32,
        U=32,
        ASCII=256,
        A=256,
    ),
    "string": Module(
        ascii_letters=u"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        ascii_lowercase=u"abcdefghijklmnopqrstuvwxyz",
        ascii_uppercase=u"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        digits=u"0123456789",
        hexdigits=u"0123456789abcdefABCDEF",
        octdigits=u"01234567",
        punctuation=u"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        whitespace=u" \t\n\r\x0b\x0c",
        printable=u"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        u"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c",
    ),
    "math": Module(
        floor=floor,
        ceil=ceil,
        sqrt=_math.sqrt,
        isqrt=isqrt,
        gcd=gcd,
        pi=_math.pi,
        e=_math.e,
        inf=float("inf"),
        nan=float("nan"),
        isnan=_math.isnan,
        isinf=_math.isinf,
        factorial=_math.factorial,
        fabs=_math.fabs,
        pow=_math.pow,
        exp=_math.exp,
        log=_math.log,
        log10=_math.log10,
        sin=_math.sin,
        cos=_math.cos,
        tan=_math.tan,
        hypot=_math.hypot,
    ),
    "collections": Module(
        Counter=Counter,
        defaultdict=defaultdict,
        abc=Module(Mapping=Mapping),
    ),
    "collections.abc": Module(Mapping=Mapping),
    "itertools": Module(
        chain=_itertools.chain,
        combinations=_itertools.combinations,
        permutations=_itertools.permutations,
        product=_itertools.product,
        groupby=_itertools.groupby,
        islice=_itertools.islice,
        count=_itertools.count,
        cycle=_itertools.cycle,
        repeat=_itertools.repeat,
        takewhile=_itertools.takewhile,
        dropwhile=_itertools.dropwhile,
        starmap=_itertools.starmap,
        tee=_itertools.tee,
        zip_longest=_itertools.izip_longest,
        pairwise=pairwise,
    ),
    "functools": Module(reduce=reduce),
    "json": Module(loads=loads, JSONDecodeError=JSONDecodeError),
    "sys": Module(exit=sys_exit),
    "typing": Module(
        **dict(
            (n, HINT)
            for n in "List Dict Optional Any Union Tuple Set Callable Iterable Sequence".split()
        )
    ),
}

METHODS = {}
for _name in (
    "find rfind index rindex startswith endswith".split()
    + "ljust rjust center zfill partition rpartition expandtabs".split()
):
    METHODS[_name] = native(_name)
for _name in ("lower", "upper", "title", "swapcase"):
    METHODS[_name] = fold(_name)
for _name in list(globals()):
    if _name.startswith("m_"):
        METHODS[_name[2:]] = globals()[_name]
for _name in ("startswith", "endswith", "find"):
    METHODS[_name] = native(_name, True)
for _name in METHODS:
    METHODS[_name].own = _name


class RecursionError(RuntimeError):
    pass


class ModuleNotFoundError(ImportError):
    pass


BUILTINS = {
    "str": str_,
    "int": int_,
    "float": float_,
    "bool": bool_,
    "dict": dict_,
    "range": range_,
    "type": type_of,
    "list": list_,
    "tuple": tuple_,
    "set": set_,
    "frozenset": frozenset_,
    "isinstance": isinstance_,
    "sorted": sorted_,
    "min": min_,
    "max": max_,
    "sum": sum_,
    "round": round_,
    "zip": zip_,
    "map": map_,
    "filter": filter_,
    "chr": chr_,
    "ord": ord_,
    "hex": hex_,
    "oct": oct_,
    "bin": bin_,
    "print": print_,
    "input": input_,
    "repr": repr_,
    "format": format_,
    "len": len,
    "all": all,
    "any": any,
    "abs": abs,
    "divmod": divmod,
    "pow": power,
    "enumerate": enumerate,
    "reversed": reversed,
    "iter": iter,
    "next": next,
    "callable": callable,
    "True": True,
    "False": False,
    "None": None,
    "RecursionError": RecursionError,
    "ModuleNotFoundError": ModuleNotFoundError,
}
for _name in (
    "BaseException Exception ArithmeticError AssertionError AttributeError EOFError"
    " FloatingPointError GeneratorExit ImportError IndentationError IndexError KeyError"
    " KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError"
    " OverflowError RuntimeError StopIteration SyntaxError SystemError SystemExit TabError"
    " TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError ValueError"
    " Warning UserWarning DeprecationWarning ZeroDivisionError"
).split():
    BUILTINS[_name] = __builtins__[_name] if isinstance(__builtins__, dict) else getattr(__builtins__, _name)

NAMES = dict(BUILTINS)
NAMES.update(("." + name, METHODS[name]) for name in METHODS)
NAMES.update(
    {
        ".tick": TICK,
        ".enter": ENTER,
        ".<": lt,
        ".<=": le,
        ".>": gt,
        ".>=": ge,
        ".ordered": Ordered,
        ".%": percent,
        ".**": power,
        ".|": either,
        ".dict": literal_dict,
        ".list": list,
        ".import": import_,
        ".from": from_,
        ".method": method,
        ".absent": absent,
        "__fstring__": fstring,
        "__name__": u"builtins",
    }
)
