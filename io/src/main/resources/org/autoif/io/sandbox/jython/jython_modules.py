"""Modules, builtins and methods: all that a source can name.

The last of the layer's files. NAMES is what a source finds in its namespace; jython_gate.py reads
MODULES, METHODS and BUILTINS to know what is there.
"""

import json as _json


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


# collections


class Remembering(dict):
    """A dictionary of a kind of its own: Jython orders no subclass, so the order is kept beside."""

    def __init__(self):
        dict.__init__(self)
        self.order = []

    def __setitem__(self, key, value):
        if key not in self:
            self.order.append(key)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        dict.__delitem__(self, key)
        self.order.remove(key)

    def __iter__(self):
        return iter(self.order)

    def viewkeys(self):
        return literal_dict([(k, None) for k in self.order]).viewkeys()

    def viewvalues(self):
        return [self[k] for k in self.order]

    def viewitems(self):
        return [(k, self[k]) for k in self.order]

    def no(self, *args):
        trouble(type(self).__name__)

    pop = popitem = setdefault = clear = copy = update = no
    __add__ = __sub__ = __and__ = __or__ = __lt__ = __gt__ = __le__ = __ge__ = no


class Counter(Remembering):
    def __init__(self, *args, **kw):
        if kw:
            trouble("Counter with keywords")
        Remembering.__init__(self)
        self.update(*args)

    def __missing__(self, key):
        return 0

    def __delitem__(self, key):
        if key in self:
            Remembering.__delitem__(self, key)

    def most_common(self, n=None):
        items = sorted(self.viewitems(), key=lambda item: -item[1])
        return items if n is None else items[: max(n, 0)]

    def update(self, items=None):
        if isinstance(items, dict):
            for k in items:
                self[k] = self[k] + items[k]
        elif items is not None:
            for k in items:
                self[k] = self[k] + 1

    def __eq__(self, other):
        if type(other) is Counter and 0 in self.viewvalues() + other.viewvalues():
            trouble("Counter with zeros")
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def elements(self):
        for k in self.order:
            for i in range(self[k]):
                yield k


class defaultdict(Remembering):
    def __init__(self, factory=None, *args):
        if args:
            trouble("defaultdict with a content")
        Remembering.__init__(self)
        self.factory = factory

    def __missing__(self, key):
        if self.factory is None:
            raise KeyError(key)
        self[key] = value = self.factory()
        return value


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
        pi=_math.pi,
        e=_math.e,
        inf=float("inf"),
        nan=float("nan"),
        isnan=_math.isnan,
        isinf=_math.isinf,
        factorial=_math.factorial,
        fabs=_math.fabs,
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
        zip_longest=_itertools.izip_longest,
    ),
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
    + "ljust rjust center zfill partition rpartition".split()
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
        "__fstring__": fstring,
        "__name__": u"builtins",
    }
)
