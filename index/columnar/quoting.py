"""The loops that take snippets from texts: compiled ones where a compiler was there at install, else those in Python.

Both give the same results; `COMPILED` says which are in use.
"""

from __future__ import annotations

from types import ModuleType

from index.columnar import plain_quoting

try:
    from index.columnar import _quoting  # type: ignore[attr-defined]
except ImportError:
    _quoting = None

COMPILED = getattr(_quoting, "REVISION", None) == plain_quoting.REVISION
"""False too where what is compiled is of another revision: reinstall then."""

_loops: ModuleType = _quoting if _quoting is not None and COMPILED else plain_quoting

words_in = _loops.words_in
quoted = _loops.quoted
shown = _loops.shown
