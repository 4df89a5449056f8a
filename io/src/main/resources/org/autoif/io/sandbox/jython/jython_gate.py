"""Decides what Jython may run, and bends the syntax tree of the rest to Python 3.

Runs in Jython, on its own tree of a source that JythonSource has translated. A white list: a node,
a builtin, a module or an attribute that is not known here is refused, so nothing runs that was not
thought of. Names that begin with "." cannot stand in a source; they lead into the layer (jython_values.py).

The layer's namespace is passed in; this file defines admit(tree, layer).
"""

import _ast

A = _ast

# Attributes that mean the same in both Pythons, whatever they are asked of.
PLAIN = frozenset(
    "append extend insert pop remove reverse add discard update get setdefault popitem union"
    " intersection difference symmetric_difference issubset issuperset isdisjoint"
    " intersection_update difference_update symmetric_difference_update"
    " group groups groupdict start end span search match findall finditer sub fullmatch pattern"
    " compile escape error IGNORECASE I MULTILINE M DOTALL S VERBOSE X UNICODE U ASCII A"
    " ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits punctuation"
    " whitespace printable"
    " ceil floor sqrt pi e inf nan isnan isinf factorial fabs"
    " Counter defaultdict most_common elements abc Mapping"
    " chain combinations permutations product groupby islice zip_longest from_iterable"
    " loads JSONDecodeError exit"
    " List Dict Optional Any Union Tuple Set Callable Iterable Sequence".split()
)

# The other builtins of Python 3; a name that is neither here nor there raises a NameError.
NO_BUILTINS = frozenset(
    "ascii bytearray bytes classmethod compile complex copyright credits delattr dir eval exec"
    " getattr globals hasattr hash help id issubclass license locals memoryview object open"
    " property setattr slice staticmethod super vars breakpoint aiter anext exit quit"
    " Ellipsis NotImplemented BaseExceptionGroup ExceptionGroup EnvironmentError IOError"
    " BlockingIOError BrokenPipeError ChildProcessError ConnectionError ConnectionAbortedError"
    " ConnectionRefusedError ConnectionResetError FileExistsError FileNotFoundError"
    " InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError"
    " TimeoutError StopAsyncIteration UnicodeTranslateError BufferError ReferenceError"
    " BytesWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning"
    " ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning".split()
)
FUTURE = frozenset("annotations division print_function unicode_literals absolute_import".split())
ORDER = {"Lt": ".<", "LtE": ".<=", "Gt": ".>", "GtE": ".>="}
AWKWARD = {"Mod": ".%", "Pow": ".**", "BitOr": ".|"}


class Refused(Exception):
    pass


class Wrong(Exception):
    """What Python 2 takes and Python 3 calls a SyntaxError."""


def name(text, at):
    return _at(A.Name(text, A.Load()), at)


def _at(node, at):
    node.lineno = at.lineno
    node.col_offset = at.col_offset
    return node


def call(text, args, at):
    return _at(A.Call(name(text, at), args, [], None, None), at)


ATOMS = frozenset((type(None), str, unicode, int, long, float, bool))


def below(value):
    """Returns the nodes in a field."""
    if isinstance(value, A.AST):
        return [value]
    if isinstance(value, list):
        return [node for item in value for node in below(item)]
    if type(value) in ATOMS:
        return []
    parts = DICT_COMP(value)
    if parts is None:
        raise Refused("something odd")
    return [parts[0], parts[1]] + list(parts[2])


def walk(node):
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        for field in node._fields or ():
            todo.extend(below(getattr(node, field)))


class Gate(object):
    def __init__(self, layer):
        self.layer = layer
        self.bound = set()
        self.modules = {}

    def see(self, tree):
        """Collects the names that the source itself binds."""
        for node in walk(tree):
            kind = node.__class__.__name__
            if kind == "Name" and node.ctx.__class__.__name__ != "Load":
                self.bound.add(node.id)
            elif kind == "FunctionDef":
                self.bound.add(node.name)
            elif kind == "arguments":
                self.bound.update([n for n in (node.vararg, node.kwarg) if n])
            elif kind == "Import":
                for alias in node.names:
                    self.modules[alias.asname or alias.name.split(".")[0]] = alias.name
            elif kind == "alias":
                self.bound.add((node.asname or node.name).split(".")[0])
            elif kind == "Global":
                self.bound.update(node.names)

    def all(self, nodes):
        return [self.one(node) for node in nodes]

    def body(self, nodes, head=None):
        new = []
        if head is not None:
            new.append(_at(A.Expr(call(head, [], nodes[0])), nodes[0]))
        for node in nodes:
            node = self.one(node)
            if isinstance(node, list):
                new.extend(node)
            else:
                new.append(node)
        return new

    def one(self, node):
        if node is None:
            return None
        if isinstance(node, A.AST):
            visit = getattr(self, node.__class__.__name__, None)
            if visit is None:
                raise Refused(node.__class__.__name__)
            return visit(node)
        if type(node) in ATOMS:
            return node
        # Jython shows all nodes to Python but this one.
        return self.dict_comp(*DICT_COMP(node))

    def same(self, node):
        return node

    def parts(self, node):
        """For nodes that mean the same: only what they hold is looked at."""
        for field in node._fields:
            value = getattr(node, field)
            if isinstance(value, list):
                setattr(node, field, self.all(value))
            elif type(value) not in ATOMS:
                setattr(node, field, self.one(value))
        return node

    Pass = Break = Continue = Global = Load = Store = Del = Param = AugLoad = AugStore = same
    And = Or = Not = Invert = UAdd = USub = Index = same
    Expr = Assert = Return = Yield = BoolOp = UnaryOp = IfExp = Set = List = Tuple = parts
    Delete = Slice = ExtSlice = Index = keyword = Assign = parts

    def survey(self, tree):
        """Counts the names of a module or function, for unnamed()."""
        nodes = list(walk(tree))
        self.handlers = [n for n in nodes if n.__class__.__name__ == "ExceptHandler"]
        self.uses = {}
        for n in nodes:
            if n.__class__.__name__ == "Name":
                self.uses[n.id] = self.uses.get(n.id, 0) + 1

    def Module(self, node):
        self.survey(node)
        node.body = self.body(node.body)
        return node

    # Statements

    def FunctionDef(self, node):
        if node.decorator_list:
            raise Refused("a decorator")
        node.args = self.arguments(node.args)
        inner = [n for n in walk(node)]
        if any(n.__class__.__name__ == "Yield" for n in inner) and any(
            n.__class__.__name__ == "Return" and n.value is not None for n in inner
        ):
            raise Refused("a generator with a result")
        if node.name.startswith("__"):
            raise Refused(node.name)
        outer = self.handlers, self.uses
        self.survey(node)
        node.body = self.body(node.body, ".enter")
        self.handlers, self.uses = outer
        return node

    def arguments(self, node):
        if node.kwarg:
            raise Refused("**" + node.kwarg)
        for arg in node.args:
            if arg.__class__.__name__ != "Name":
                raise Wrong("a parameter in brackets")
            self.stored(arg.id)
        node.defaults = self.all(node.defaults)
        return node

    def For(self, node):
        node.target = self.one(node.target)
        node.iter = self.one(node.iter)
        node.body = self.body(node.body, ".tick")
        node.orelse = self.body(node.orelse)
        return node

    def While(self, node):
        node.test = self.one(node.test)
        node.body = self.body(node.body, ".tick")
        node.orelse = self.body(node.orelse)
        return node

    def If(self, node):
        node.test = self.one(node.test)
        node.body = self.body(node.body)
        node.orelse = self.body(node.orelse)
        return node

    def TryExcept(self, node):
        node.body = self.body(node.body)
        node.orelse = self.body(node.orelse)
        for handler in node.handlers:
            handler.type = self.one(handler.type)
            if handler.name is not None:
                if handler.name.__class__.__name__ != "Name":
                    raise Wrong("as")
                self.unnamed(handler)
            handler.body = self.body(handler.body)
        return node

    def unnamed(self, handler):
        """Python 3 forgets the name at the end of the handler."""
        wanted = handler.name.id
        uses = lambda tree: len(
            [n for n in walk(tree) if n.__class__.__name__ == "Name" and n.id == wanted]
        )
        inside = [
            sum(uses(n) for n in h.body) + 1
            for h in self.handlers
            if h.name is not None and getattr(h.name, "id", "") == wanted
        ]
        if sum(inside) != self.uses.get(wanted, 0):
            raise Refused("except as a name used elsewhere")

    def TryFinally(self, node):
        node.body = self.body(node.body)
        node.finalbody = self.body(node.finalbody)
        return node

    def Raise(self, node):
        if node.inst is not None or node.tback is not None:
            raise Wrong("raise")
        node.type = self.one(node.type)
        return node

    def AugAssign(self, node):
        kind = node.op.__class__.__name__
        if kind in ("Mod", "Pow"):
            if node.target.__class__.__name__ != "Name":
                raise Refused("an augmented assignment")
            old = name(node.target.id, node)
            value = call(AWKWARD[kind], [old, self.one(node.value)], node)
            return _at(A.Assign([_at(A.Name(node.target.id, A.Store()), node)], value), node)
        node.target = self.one(node.target)
        node.value = self.one(node.value)
        return node

    def Import(self, node):
        new = []
        for alias in node.names:
            if alias.name not in self.layer["MODULES"]:
                raise Refused("module " + alias.name)
            top = alias.asname and alias.name or alias.name.split(".")[0]
            self.stored(alias.asname or top)
            target = _at(A.Name(alias.asname or top, A.Store()), node)
            value = call(".import", [_at(A.Str(unicode(top)), node)], node)
            new.append(_at(A.Assign([target], value), node))
        return new

    def ImportFrom(self, node):
        if node.module == "__future__" and all(a.name in FUTURE for a in node.names):
            return _at(A.Pass(), node)
        if node.level or node.module not in self.layer["MODULES"]:
            raise Refused("module " + str(node.module))
        new = []
        for alias in node.names:
            if alias.name == "*" or alias.name.startswith("_"):
                raise Refused("import of " + alias.name)
            if not hasattr(self.layer["MODULES"][node.module], alias.name):
                raise Refused(node.module + "." + alias.name)
            self.stored(alias.asname or alias.name)
            target = _at(A.Name(alias.asname or alias.name, A.Store()), node)
            words = [_at(A.Str(unicode(w)), node) for w in (node.module, alias.name)]
            new.append(_at(A.Assign([target], call(".from", words, node)), node))
        return new

    # Expressions

    def stored(self, text):
        if text in ("True", "False", "None", "__debug__"):
            raise Wrong("assignment to " + text)
        if text.startswith("__"):
            raise Refused(text)

    def Name(self, node):
        text = node.id
        if node.ctx.__class__.__name__ != "Load":
            self.stored(text)
            return node
        if text in self.bound or text == "__fstring__" or text == "__name__":
            return node
        if text in NO_BUILTINS or text.startswith("__") or text == "textkit":
            raise Refused(text)
        if text not in self.layer["BUILTINS"]:
            # A name of Python 2 alone must not be found.
            node.id = text + "?"
        return node

    def Num(self, node):
        return node

    def Str(self, node):
        if not isinstance(node.s, unicode):
            raise Refused("bytes")
        return node

    def Lambda(self, node):
        node.args = self.arguments(node.args)
        node.body = self.one(node.body)
        return node

    def known(self, node):
        """Refuses what a module has in Python 3 and not here."""
        module = self.modules.get(getattr(node.value, "id", None))
        if module is not None and module in self.layer["MODULES"]:
            places = [self.layer["MODULES"][name] for name in (module, module.split(".")[0])]
            if not any([hasattr(place, node.attr) for place in places]):
                raise Refused(module + "." + node.attr)

    def Attribute(self, node):
        if node.ctx.__class__.__name__ != "Load":
            raise Refused("assignment to ." + node.attr)
        text = node.attr
        if text.startswith("_"):
            raise Refused("." + text)
        self.known(node)
        value = self.one(node.value)
        if text in self.layer["METHODS"]:
            return call(".method", [value, name("." + text, node)], node)
        if text not in PLAIN:
            raise Refused("." + text)
        node.value = value
        return node

    def Call(self, node):
        func = node.func
        if node.kwargs is not None:
            raise Refused("a call with **")
        node.args = self.all(node.args)
        node.keywords = self.all(node.keywords)
        node.starargs = self.one(node.starargs)
        if func.__class__.__name__ == "Attribute" and func.attr in self.layer["METHODS"]:
            self.known(func)
            node.args = [self.one(func.value)] + list(node.args)
            node.func = name("." + func.attr, node)
        else:
            node.func = self.one(func)
        return node

    def Compare(self, node):
        kinds = [op.__class__.__name__ for op in node.ops]
        sides = [node.left] + list(node.comparators)
        for i, kind in enumerate(kinds):
            if kind in ("Is", "IsNot"):
                for side in sides[i : i + 2]:
                    if side.__class__.__name__ in ("Num", "Str", "Tuple"):
                        raise Refused("is with a literal")
        sides = self.all(sides)
        if len(kinds) == 1 and kinds[0] in ORDER:
            return call(ORDER[kinds[0]], sides, node)
        if any(kind in ORDER for kind in kinds):
            if not all(kind in ORDER or kind == "Eq" for kind in kinds):
                raise Refused("a chain of comparisons")
            sides = [call(".ordered", [side], node) for side in sides]
        node.left = sides[0]
        node.comparators = sides[1:]
        return node

    def BinOp(self, node):
        node.left = self.one(node.left)
        node.right = self.one(node.right)
        kind = node.op.__class__.__name__
        if kind in AWKWARD:
            return call(AWKWARD[kind], [node.left, node.right], node)
        return node

    def Subscript(self, node):
        node.value = self.one(node.value)
        node.slice = self.slice(node.slice)
        return node

    def slice(self, node):
        if node.__class__.__name__ == "Index":
            node.value = self.one(node.value)
            return node
        if node.__class__.__name__ == "Slice":
            return self.parts(node)
        raise Refused(node.__class__.__name__)

    def Dict(self, node):
        pairs = [
            _at(A.Tuple([self.one(k), self.one(v)], A.Load()), node)
            for k, v in zip(node.keys, node.values)
        ]
        return call(".dict", [_at(A.List(pairs, A.Load()), node)], node)

    def generators(self, parts, at):
        for part in parts:
            part.target = self.one(part.target)
            part.iter = self.one(part.iter)
            part.ifs = [call(".tick", [], at)] + self.all(part.ifs)
        return parts

    def GeneratorExp(self, node):
        node.elt = self.one(node.elt)
        node.generators = self.generators(node.generators, node)
        return node

    SetComp = GeneratorExp

    def ListComp(self, node):
        elt = self.one(node.elt)
        return call(".list", [_at(A.GeneratorExp(elt, self.generators(node.generators, node)), node)], node)

    def dict_comp(self, key, value, generators):
        elt = _at(A.Tuple([self.one(key), self.one(value)], A.Load()), key)
        generators = self.generators(list(generators), key)
        return call(".dict", [_at(A.GeneratorExp(elt, generators), key)], key)


def admit(tree, layer):
    """Bends the tree in place; returns None, or the kind and the message of a refusal."""
    gate = Gate(layer)
    try:
        gate.see(tree)
        gate.Module(tree)
    except Refused as e:
        return ("UNSUPPORTED", "not on jython: " + str(e))
    except Wrong as e:
        return ("COMPILE", "SyntaxError: " + str(e))
    return None
