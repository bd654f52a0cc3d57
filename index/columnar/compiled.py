"""Which loops are in use: compiled ones where a compiler was there at install, else their twins in Python and numpy."""

from __future__ import annotations

import importlib
from types import ModuleType


def loops(name: str, plain: ModuleType) -> ModuleType:
    """The compiled module of that name, or its twin `plain`, which gives the same results.

    It is the twin too where what is compiled is of another revision: reinstall then.
    """
    try:
        compiled = importlib.import_module(f"index.columnar.{name}")
    except ImportError:
        return plain
    return compiled if getattr(compiled, "REVISION", None) == plain.REVISION else plain
