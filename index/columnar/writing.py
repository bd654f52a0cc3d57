"""The loops that write segments: `_writing.c` or `plain_writing`, see `compiled`."""

from __future__ import annotations

from index.columnar import plain_writing
from index.columnar.compiled import loops

_loops = loops("_writing", plain_writing)

COMPILED = _loops is not plain_writing

cut = _loops.cut
folded = _loops.folded
inverted = _loops.inverted
ranked = _loops.ranked
