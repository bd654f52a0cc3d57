"""The loops of the executor: compiled ones where a compiler was there at install, else those over numpy.

Both give the same results, bit for bit; `COMPILED` says which are in use.
"""

from __future__ import annotations

from types import ModuleType

from index.columnar import plain

try:
    from index.columnar import _kernel  # type: ignore[attr-defined]
except ImportError:
    _kernel = None

COMPILED = getattr(_kernel, "REVISION", None) == plain.REVISION
"""False too where what is compiled is of another revision: reinstall then."""

_loops: ModuleType = _kernel if _kernel is not None and COMPILED else plain

find = _loops.find
place = _loops.place
matched = _loops.matched
marked = _loops.marked
documents = _loops.documents
answered = _loops.answered
kept = _loops.kept
common = _loops.common
best = _loops.best
tally = _loops.tally
leading = _loops.leading
span = _loops.span
dated = _loops.dated
extended = _loops.extended
pieces = _loops.pieces
places = _loops.places
followed = _loops.followed
alike = _loops.alike
