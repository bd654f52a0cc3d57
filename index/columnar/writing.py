"""The loops that write segments: compiled ones where a compiler was there at install, else those in Python and numpy.

Both give the same results; `COMPILED` says which are in use.
"""

from __future__ import annotations

from types import ModuleType

from index.columnar import plain_writing

try:
    from index.columnar import _writing  # type: ignore[attr-defined]
except ImportError:
    _writing = None

COMPILED = getattr(_writing, "REVISION", None) == plain_writing.REVISION
"""False too where what is compiled is of another revision: reinstall then."""

_loops: ModuleType = _writing if _writing is not None and COMPILED else plain_writing

cut = _loops.cut
folded = _loops.folded
inverted = _loops.inverted
ranked = _loops.ranked
