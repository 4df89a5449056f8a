"""Says whether a source may run in an interpreter that other sources use after it.

A white list over the syntax tree. What passes cannot change anything that outlives it: it stores
into no attribute, names nothing that starts with an underscore or leads to frames, code or
namespaces, and imports only modules out of which no shared mutable object can be reached. What
does not pass is not bad: it gets an interpreter of its own, which is slower and nothing else.

The tree is the interpreter's own, so there is no second parser to deceive. Standard library only.
"""

import ast
import re
import types

# Modules whose functions keep no state and whose values, classes included, are checked below.
MODULES = (
    "bisect collections collections.abc datetime functools itertools json math re statistics"
    " string textwrap typing unicodedata"
).split()

# Values and classes' members of these types cannot be changed in place.
FIXED = (
    type(None), bool, int, float, complex, str, bytes, tuple, frozenset, re.Pattern, property,
    staticmethod, classmethod, types.FunctionType, types.BuiltinFunctionType,
    types.MethodDescriptorType, types.WrapperDescriptorType, types.ClassMethodDescriptorType,
    types.GetSetDescriptorType, types.MemberDescriptorType, datetime_type := type(
        __import__("datetime").timedelta(0)
    ),
    *(type(getattr(__import__("datetime").datetime, n)) for n in ("min",)),
    *(type(getattr(__import__("datetime").time, n)) for n in ("min",)),
    *(type(getattr(__import__("datetime").date, n)) for n in ("min",)),
    type(__import__("datetime").timezone.utc),
)

# Functions that change what they are given or a registry, and roads to frames and namespaces.
NAMES = set(
    "breakpoint compile copyright credits delattr dir eval exec exit globals help license locals"
    " memoryview open quit setattr vars".split()
)
ATTRIBUTES = set(
    "register update_wrapper wraps total_ordering singledispatch singledispatchmethod"
    " cached_property no_type_check no_type_check_decorator runtime_checkable final overload"
    " override dataclass_transform clear_overloads with_traceback mro modules".split()
)
FRAMES = ("f_", "tb_", "gi_", "cr_", "ag_", "co_", "func_", "im_")
DUNDERS = {"__class__", "__name__", "__init__", "__len__", "__contains__", "__doc__"}
DEFINED = {"__init__", "__call__", "__len__", "__str__", "__repr__"}

FIELDS = ast.AST


def _mutable_members():
    """Names under which a white module, or a class in it, offers something changeable."""
    names = set()
    for module in MODULES:
        value = __import__(module, fromlist=["x"])
        holders = [value] + [v for v in vars(value).values() if isinstance(v, type)]
        for holder in holders:
            for name, member in list(vars(holder).items()):
                if name.startswith("_") or isinstance(member, (FIXED, type)):
                    continue
                if module == "typing" and not isinstance(member, (dict, list, set, types.ModuleType)):
                    continue
                names.add(name)
    return names


MUTABLE = _mutable_members()


def _attribute(name):
    if name.startswith("_"):
        return name in DUNDERS
    return name not in ATTRIBUTES and name not in MUTABLE and not name.startswith(FRAMES)


def why_not(source):
    """Returns the first thing that keeps a source out of a shared interpreter, or None."""
    try:
        todo = [compile(source, "<gate>", "exec", ast.PyCF_ONLY_AST, True)]
    except SyntaxError:
        return None
    while todo:
        node = todo.pop()
        kind = node.__class__
        if kind is ast.Name:
            name = node.id
            if name in NAMES or name.startswith("__") and name != "__name__":
                return name
            if name == "getattr" or name == "type":
                return name
            continue
        if kind is ast.Constant:
            continue
        if kind is ast.Attribute:
            if node.ctx.__class__ is not ast.Load or not _attribute(node.attr):
                return "." + node.attr
        elif kind is ast.Import:
            for alias in node.names:
                if alias.name not in MODULES:
                    return alias.name
            continue
        elif kind is ast.ImportFrom:
            if node.level or node.module not in MODULES:
                return str(node.module)
            for alias in node.names:
                if alias.name == "*" or not _attribute(alias.name):
                    return alias.name
            continue
        elif kind is ast.Call:
            function = node.func
            if function.__class__ is ast.Name and function.id == "type":
                if len(node.args) != 1 or node.keywords or node.args[0].__class__ is ast.Starred:
                    return "type()"
                todo.append(node.args[0])
                continue
        elif kind is ast.FunctionDef:
            if node.name.startswith("__") and node.name not in DEFINED:
                return node.name
        elif kind is ast.MatchClass:
            for name in node.kwd_attrs:
                if not _attribute(name):
                    return name
        elif kind in (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith):
            return "async"
        for field in node._fields:
            value = getattr(node, field)
            if value.__class__ is list:
                for item in value:
                    if isinstance(item, ast.AST):
                        todo.append(item)
            elif isinstance(value, ast.AST):
                todo.append(value)
    return None
