"""Imports modules for a source that has its interpreter to itself; names are separated by spaces."""


def _bring(names):
    import sys

    for name in names.split():
        parent, _, member = name.rpartition(".")
        if name in sys.modules or hasattr(sys.modules.get(parent), member):
            continue
        try:
            __import__(name)
        except BaseException:
            pass  # the source will meet the same error, and that is its verdict


_bring
