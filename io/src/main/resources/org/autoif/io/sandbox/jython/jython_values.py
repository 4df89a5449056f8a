"""What values are in Python 3: types and their names, texts of values, order, numbers.

The first of the layer's files, which are run one after the other in one namespace. The guest gives
TICK, ENTER and what JythonFunctions.java has, and reads TROUBLE after each call: whatever
the layer cannot do as CPython does ends in trouble(), and then the answer is UNSUPPORTED whatever
the function makes of it. Names that begin with "m_" are methods; they are in jython_text.py.
"""

import itertools as _itertools
import math as _math
import re as _re

TROUBLE = []
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

    __slots__ = ("numbers",)

    def __init__(self, *args):
        for a in args:
            if type(a) not in (int, long, bool):
                raise TypeError("object cannot be interpreted as an integer")
        try:
            self.numbers = xrange(*args)
        except OverflowError:
            trouble("a range beyond 32 bits")

    def __iter__(self):
        return iter(self.numbers)

    def __len__(self):
        return len(self.numbers)

    def __reversed__(self):
        return reversed(self.numbers)

    def __getitem__(self, i):
        if type(i) not in (int, long, bool):
            trouble("a slice of a range")
        return self.numbers[i]

    def __contains__(self, x):
        n = len(self.numbers)
        if n == 0 or type(x) not in (int, long, bool):
            return n > 0 and x in list(self.numbers)
        first, last = self.numbers[0], self.numbers[n - 1]
        step = self.numbers[1] - first if n > 1 else 1
        return min(first, last) <= x <= max(first, last) and (x - first) % step == 0

    def no(self, *args):
        trouble("a range as a value")

    __eq__ = __ne__ = __hash__ = no
    start = property(no)


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
WHOLE = frozenset((int, long, bool))
TEXT = frozenset((unicode,))
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

def compare(a, b):
    """For sort; the sign of a - b."""
    if a != a or b != b:
        trouble("order of what is no number")
    if type(a) in SETS:
        trouble("order of sets")
    comparable(a, b)
    return -1 if a < b else 1 if b < a else 0


def sorted_(iterable, key=None, reverse=False):
    items = list(iterable)
    keys = items if key is None else [key(i) for i in items]
    kinds = set([type(k) for k in keys])
    if kinds <= WHOLE or (kinds <= TEXT and is_basic(u"".join(keys))):
        order = sorted(zip(keys, items), key=first, reverse=bool(reverse))
    else:
        order = sorted(zip(keys, items), compare, first, bool(reverse))
    return [item for k, item in order]


def first(pair):
    return pair[0]


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


def input_(*args):
    raise EOFError("EOF when reading a line")
