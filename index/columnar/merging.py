"""The loops of a merge: `_merging.c` or `plain_merging`, see `compiled`."""

from __future__ import annotations

from index.columnar import plain_merging
from index.columnar.compiled import loops

_loops = loops("_merging", plain_merging)

COMPILED = _loops is not plain_merging

united = _loops.united
gathered = _loops.gathered
joined = _loops.joined
