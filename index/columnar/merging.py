"""The loops of a merge: compiled ones where a compiler was there at install, else those over numpy; see `kernel`."""

from __future__ import annotations

from types import ModuleType

from index.columnar import plain_merging

try:
    from index.columnar import _merging  # type: ignore[attr-defined]
except ImportError:
    _merging = None

COMPILED = getattr(_merging, "REVISION", None) == plain_merging.REVISION
"""False too where what is compiled is of another revision: reinstall then."""

_loops: ModuleType = _merging if _merging is not None and COMPILED else plain_merging

united = _loops.united
gathered = _loops.gathered
joined = _loops.joined
