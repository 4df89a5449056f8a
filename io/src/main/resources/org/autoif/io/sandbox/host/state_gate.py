"""Says whether a source may run in an interpreter that other sources use after it.

A white list over the syntax tree: of kinds of nodes, of builtins, of modules with their members and
of attributes. A source passes if all of it is listed, so that a way which nobody has thought of
leads to an interpreter of its own, which is slower and nothing else. What passes defines no class,
matches no pattern, stores into no attribute, and names nothing out of which an object can be
reached that outlives it and can be changed. It may bind any name that is not special: its names are
its own. Beside that the modules themselves are looked at after every source (`settle`), and their
caches emptied.

The lists are those of cpython_host.py but for two modules, and stand here again: that program looks
at bytecode, and is one file because every dataset with rewards holds it. A test compares them.

The tree is the interpreter's own, so there is no second parser to deceive. Imports nothing but what
is built in, to be ready at once.
"""

import builtins
import sys

import _ast

# Members of modules that keep no state. A test looks at what each of them leads to.
MODULES = {
    "re": "compile match fullmatch search sub subn split findall finditer escape error Pattern Match"
    " I IGNORECASE M MULTILINE S DOTALL X VERBOSE A ASCII U UNICODE",
    "string": "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits punctuation"
    " whitespace printable capwords",
    "math": "ceil floor sqrt log log2 log10 exp pow fabs gcd lcm isclose isnan isinf isqrt factorial"
    " comb perm prod fsum trunc pi e inf nan fmod modf hypot sin cos tan atan atan2",
    "json": "loads dumps JSONDecodeError",
    "collections": "Counter OrderedDict defaultdict deque namedtuple",
    "itertools": "accumulate chain combinations combinations_with_replacement compress count cycle"
    " dropwhile filterfalse groupby islice pairwise permutations product repeat starmap takewhile"
    " tee zip_longest",
    "functools": "reduce partial lru_cache cache cmp_to_key",
    "datetime": "datetime date time timedelta timezone utc",
    "textkit": "words sentences paragraphs lines bullets numbered headings code_blocks quotes letters"
    " numbers emoji plain word_count char_count",
    "unicodedata": "name category normalize combining bidirectional decimal digit numeric"
    " east_asian_width is_normalized lookup",
    "textwrap": "dedent wrap fill indent shorten",
    "typing": "Any List Dict Tuple Set FrozenSet Optional Union Callable Iterable Iterator Sequence"
    " Mapping Literal Text",
    "bisect": "bisect bisect_left bisect_right insort",
}
MODULES = {module: frozenset(members.split()) for module, members in MODULES.items()}

# Missing on purpose: what resolves strings or changes what it is given (getattr, eval, setattr), and
# type, which makes classes.
BUILTINS = frozenset(
    "abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate filter float"
    " format frozenset hasattr hash hex int isinstance issubclass iter len list map max min next oct"
    " ord pow print range repr reversed round set slice sorted str sum tuple zip Ellipsis"
    " NotImplemented".split()
)
BUILTINS |= {
    name
    for name, member in vars(builtins).items()
    if isinstance(member, type) and issubclass(member, Exception)
}

# Of plain values: text, numbers, collections, patterns, matches, dates and exceptions. Missing on
# purpose: format and format_map, whose fields read any attribute.
METHODS = frozenset(
    "capitalize casefold center count encode endswith expandtabs find index isalnum isalpha isascii"
    " isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust"
    " lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust"
    " rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper"
    " zfill decode fromhex hex append clear copy extend insert pop remove reverse sort fromkeys get"
    " items keys popitem setdefault update values add difference difference_update discard"
    " intersection intersection_update isdisjoint issubset issuperset symmetric_difference"
    " symmetric_difference_update union as_integer_ratio bit_count bit_length conjugate denominator"
    " from_bytes imag is_integer numerator real to_bytes start step stop elements most_common"
    " subtract total default_factory move_to_end appendleft extendleft maxlen popleft rotate end"
    " endpos expand group groupdict groups lastgroup lastindex pos re regs span string flags"
    " groupindex pattern combine ctime day dst fold fromisocalendar fromisoformat fromordinal"
    " fromtimestamp hour isocalendar isoformat isoweekday max microsecond min minute month now"
    " resolution second strftime strptime timestamp timetuple timetz today toordinal tzinfo tzname"
    " utcfromtimestamp utcnow utcoffset utctimetuple weekday year days microseconds seconds"
    " total_seconds args colno doc lineno msg value from_iterable".split()
)
ATTRIBUTES = METHODS.union(*MODULES.values())

KINDS = frozenset(
    getattr(_ast, name)
    for name in (
        "Module FunctionDef arguments arg Return Delete Assign AugAssign AnnAssign For While If Raise"
        " Try Assert Import ImportFrom Global Nonlocal Expr Pass Break Continue ExceptHandler alias"
        " keyword BoolOp NamedExpr BinOp UnaryOp Lambda IfExp Dict Set ListComp SetComp DictComp"
        " GeneratorExp comprehension Compare Call FormattedValue JoinedStr Constant Attribute"
        " Subscript Starred Name List Tuple Slice Load Store Del And Or Add Sub Mult MatMult Div Mod"
        " Pow LShift RShift BitOr BitXor BitAnd FloorDiv Invert Not UAdd USub Eq NotEq Lt LtE Gt GtE"
        " Is IsNot In NotIn"
    ).split()
)

AST = _ast.AST
Attribute = _ast.Attribute
Call = _ast.Call
Compare = _ast.Compare
Constant = _ast.Constant
Import = _ast.Import
ImportFrom = _ast.ImportFrom
Load = _ast.Load
Name = _ast.Name
comprehension = _ast.comprehension

WATCHED = []
KNOWN = set()
NAMED = set()
SIDE_EFFECTS = frozenset("antigravity this idlelib turtledemo test ensurepip lib2to3 venv".split())


def watch():
    """Imports the modules for the first source that names them, and notes them as they are."""
    while NAMED:
        name = NAMED.pop()
        members = vars(__import__(name))
        KNOWN.add(name)
        WATCHED.append((members, dict(members)))


def imports(source):
    """Returns the modules that a source names, separated by spaces."""
    try:
        todo = [parse(source)]
    except Exception:
        return ""
    names = []
    while todo:
        node = todo.pop()
        if node.__class__ is Import:
            names += [alias.name for alias in node.names]
        elif node.__class__ is ImportFrom and not node.level:
            names.append(node.module)
            names += [node.module + "." + alias.name for alias in node.names if alias.name != "*"]
        for field in node._fields:
            value = getattr(node, field)
            for item in value if value.__class__ is list else (value,):
                if isinstance(item, AST):
                    todo.append(item)
    return " ".join([n for n in names if "__" not in n and n.split(".")[0] not in SIDE_EFFECTS])


def _of_type(node):
    """Returns x for type(x), which may be compared and named but not kept: it could make classes."""
    if (
        node.__class__ is Call
        and node.func.__class__ is Name
        and node.func.id == "type"
        and len(node.args) == 1
        and not node.keywords
    ):
        return node.args[0]
    return node


TREE = ["", None]


def parse(source):
    """Returns the tree of a source; nothing changes it, so the last one is kept."""
    if TREE[1] is None or TREE[0] != source:
        TREE[:] = [source, compile(source, "<verifier>", "exec", 1024, True)]
    return TREE[1]


def why_not(source):
    """Returns the first thing that keeps a source out of a shared interpreter, or None.

    None too for what does not compile: nothing of it will run.
    """
    try:
        todo = [parse(source)]
    except SyntaxError:
        return None
    except Exception as e:
        return str(e) or "no tree"
    modules = set()
    while todo:
        node = todo.pop()
        kind = node.__class__
        if kind not in KINDS:
            return kind.__name__
        if kind is Constant:
            continue
        if kind is Name:
            name = node.id
            if name == "textkit":
                modules.add(name)  # it is there without an import
            if name in BUILTINS or name == "__name__":
                continue
            if name.startswith("__") or name in ALL_BUILTINS:
                return name
            continue
        if kind is Attribute:
            name = node.attr
            value = node.value
            if name == "__name__" and _of_type(value) is not value:
                value = _of_type(value)
            elif name not in ATTRIBUTES:
                return "." + name
            if node.ctx.__class__ is not Load:
                return "." + name
            todo.append(value)
            continue
        if kind is Compare:
            todo.append(_of_type(node.left))
            todo.extend(map(_of_type, node.comparators))
            continue
        if kind is Import:
            for alias in node.names:
                if alias.name not in MODULES:
                    return alias.name
                modules.add(alias.name)
        elif kind is ImportFrom:
            members = () if node.level else MODULES.get(node.module, ())
            for alias in node.names:
                if alias.name not in members:
                    return "%s.%s" % (node.module, alias.name)
            modules.add(node.module)
        elif kind is comprehension and node.is_async:
            return "async"
        for field in node._fields:
            value = getattr(node, field)
            if value.__class__ is not list:
                value = (value,)
            for item in value:
                if isinstance(item, AST):
                    todo.append(item)
                elif item.__class__ is str and item.startswith("__"):
                    return item
    NAMED.update(modules - KNOWN)
    return None


# What a source may change an interpreter with that it has to itself.
PATCHES = frozenset(
    "setattr delattr vars globals locals exec eval __import__ __builtins__ __dict__"
    " __globals__ __setattr__ __class__ modules register".split()
)


def remembers(source):
    """Returns 0 if a call can leave nothing to the next one, 1 if only in the source's own names, 2 if
    perhaps in the interpreter."""
    try:
        tree = parse(source)
    except Exception:
        return 0
    answer = 0 if all(_plain(node) for node in tree.body) else 1
    todo = [tree]
    while todo:
        node = todo.pop()
        kind = node.__class__
        if kind not in KINDS or kind is _ast.Global:
            answer = 1
        if kind is Attribute and node.ctx.__class__ is not Load:
            if not (node.value.__class__ is Name and node.value.id == "self"):
                return 2
            answer = 1
        for field in node._fields:
            value = getattr(node, field)
            if value.__class__ is not list:
                value = (value,)
            for item in value:
                if isinstance(item, AST):
                    todo.append(item)
                elif item.__class__ is str and item in PATCHES and kind is not Constant:
                    return 2
    return answer


def _plain(node):
    """Whether a statement of the top leaves nothing that a call could change."""
    if node.__class__ is _ast.FunctionDef:
        defaults = node.args.defaults + node.args.kw_defaults
        return not node.decorator_list and all(d is None or _fixed(d) for d in defaults)
    if node.__class__ is _ast.Assign or node.__class__ is _ast.Expr:
        return _fixed(node.value)
    return node.__class__ in (Import, ImportFrom)


def _fixed(node):
    if node.__class__ is _ast.Tuple:
        return all(map(_fixed, node.elts))
    return node.__class__ is Constant


def settle():
    """Returns whether all modules are as they were, and empties their caches."""
    for now, then in WATCHED:
        if now != then:
            return False
    if "re" in KNOWN:
        sys.modules["re"].purge()
    if "typing" in KNOWN:
        for clear in getattr(sys.modules["typing"], "_cleanups", ()):
            clear()
    if "datetime" in KNOWN and "_strptime" in sys.modules:
        sys.modules["_strptime"]._regex_cache.clear()
    return True


ALL_BUILTINS = frozenset(vars(builtins))
WATCHED.append((vars(builtins), dict(vars(builtins))))
