"""The loops that take snippets from texts: `_quoting.c` or `plain_quoting`, see `compiled`."""

from __future__ import annotations

from index.columnar import plain_quoting
from index.columnar.compiled import loops

_loops = loops("_quoting", plain_quoting)

COMPILED = _loops is not plain_quoting

words_in = _loops.words_in
quoted = _loops.quoted
shown = _loops.shown
