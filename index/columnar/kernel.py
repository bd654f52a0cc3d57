"""The loops of the executor: `_kernel.c` or `plain`, see `compiled`."""

from __future__ import annotations

from index.columnar import plain
from index.columnar.compiled import loops

_loops = loops("_kernel", plain)

COMPILED = _loops is not plain

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
