"""Says whether a source may run in an interpreter that other sources use after it.

A white list over the syntax tree. What passes cannot change anything that outlives it: it stores
into no attribute, names nothing that starts with an underscore or leads to frames, code or
namespaces, and imports only modules out of which no shared mutable object can be reached. What
does not pass is not bad: it gets an interpreter of its own, which is slower and nothing else.

The tree is the interpreter's own, so there is no second parser to deceive. Imports nothing but the
built-in _ast, to be ready at once.
"""

import _ast

# Modules whose functions keep no state.
MODULES = frozenset(
    "bisect collections collections.abc datetime functools itertools json math re statistics"
    " string textwrap typing unicodedata".split()
)

# What lies in those modules, or in their classes, and can be changed in place: other modules above
# all. A test computes the set anew; a name is refused wherever it stands.
MUTABLE = frozenset(
    "abc codecs collections contextlib copyreg datetime_CAPI decoder encoder enum functools math"
    " numbers operator random re scanner stdlib_re sys types unicode_whitespace_trans"
    " warnings".split()
)

# What changes what it is given or a registry, runs or resolves what it is given as a string, makes
# classes under any names, or leads to frames and namespaces.
NAMES = frozenset(
    "breakpoint compile copyright credits delattr dir eval exec exit getattr globals help license"
    " locals memoryview open quit setattr type vars".split()
)
ATTRIBUTES = frozenset(
    "ForwardRef Formatter NamedTupleMeta cached_property clear_overloads dataclass_transform final"
    " format_field get_field get_type_hints modules mro no_type_check no_type_check_decorator"
    " overload override register runtime_checkable samples singledispatch singledispatchmethod"
    " total_ordering update_wrapper vformat with_traceback wraps".split()
)
FRAMES = ("ag_", "co_", "cr_", "f_", "func_", "gi_", "im_", "tb_")
DUNDERS = frozenset(("__contains__", "__doc__", "__init__", "__len__", "__name__"))
DEFINED = frozenset(("__call__", "__init__", "__len__", "__repr__", "__str__"))

AST = _ast.AST
ASYNC = (_ast.AsyncFunctionDef, _ast.AsyncFor, _ast.AsyncWith, _ast.Await)
Attribute = _ast.Attribute
Call = _ast.Call
Compare = _ast.Compare
Constant = _ast.Constant
FunctionDef = _ast.FunctionDef
Import = _ast.Import
ImportFrom = _ast.ImportFrom
Load = _ast.Load
MatchClass = _ast.MatchClass
Name = _ast.Name
comprehension = _ast.comprehension


def _attribute(name):
    if name.startswith("_"):
        return name in DUNDERS
    return name not in ATTRIBUTES and name not in MUTABLE and not name.startswith(FRAMES)


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


def why_not(source):
    """Returns the first thing that keeps a source out of a shared interpreter, or None.

    None too for what does not compile: nothing of it will run.
    """
    try:
        todo = [compile(source, "<verifier>", "exec", 1024, True)]
    except SyntaxError:
        return None
    except Exception as e:
        return str(e)
    while todo:
        node = todo.pop()
        kind = node.__class__
        if kind is Name:
            name = node.id
            if name in NAMES or (name.startswith("__") and name != "__name__"):
                return name
            continue
        if kind is Constant:
            continue
        if kind is Attribute:
            if node.ctx.__class__ is not Load or not _attribute(node.attr):
                return "." + node.attr
            todo.append(_of_type(node.value) if node.attr == "__name__" else node.value)
            continue
        if kind is Compare:
            todo.append(_of_type(node.left))
            todo.extend(map(_of_type, node.comparators))
            continue
        if kind is Import:
            for alias in node.names:
                if alias.name not in MODULES:
                    return alias.name
            continue
        elif kind is ImportFrom:
            if node.level or node.module not in MODULES:
                return str(node.module)
            for alias in node.names:
                if alias.name == "*" or not _attribute(alias.name):
                    return alias.name
            continue
        elif kind is FunctionDef:
            # One like __del__ would run later, in the time of another.
            if node.name.startswith("__") and node.name not in DEFINED:
                return node.name
        elif kind is MatchClass:
            for name in node.kwd_attrs:
                if not _attribute(name):
                    return name
        elif kind in ASYNC or (kind is comprehension and node.is_async):
            return "async"
        for field in node._fields:
            value = getattr(node, field)
            if value.__class__ is list:
                for item in value:
                    if isinstance(item, AST):
                        todo.append(item)
            elif isinstance(value, AST):
                todo.append(value)
    return None
