"""Makes the module textkit of its source, for import and for the names of a verifier."""


def _offer(source):
    import sys
    import types

    module = types.ModuleType("textkit")
    exec(compile(source, "textkit.py", "exec"), vars(module))
    sys.modules["textkit"] = module
    return module


_offer
