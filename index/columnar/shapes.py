"""Which terms a prefix, a wildcard or a fuzzy word stands for, found without decoding the others.

The rule is `index.terms`'; here it is only asked about terms that may match: those with the right beginning, those
that have the longest run of letters of a wildcard, those within reach of a fuzzy word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from index.analysis import exact_terms
from index.columnar import kernel
from index.columnar.file import Array
from index.columnar.strings import Strings
from index.query import Fuzzy, Prefix, Wildcard
from index.terms import MAX_FUZZY_DISTANCE, Pattern, pattern


def numbers_of(clause: Prefix | Wildcard | Fuzzy, strings: Strings) -> Array:
    """The numbers of the exact terms of a segment that the clause stands for, ascending."""
    if isinstance(clause, Fuzzy):
        distance = min(clause.distance, MAX_FUZZY_DISTANCE)
        found = [near(word, strings, distance) for word in exact_terms(clause.text)]
    else:
        wanted = pattern(clause)
        literal = "" if isinstance(clause, Prefix) else _longest_literal(clause.text)
        found = [
            _beginning(wanted, prefix, literal, strings, is_exact=isinstance(clause, Prefix))
            for prefix in wanted.prefixes
        ]
    if len(found) == 1:
        return found[0]
    return np.unique(np.concatenate([np.empty(0, np.int32), *found]))


def near(word: str, strings: Strings, distance: int) -> Array:
    """The numbers of the strings within so many edits of a word, ascending."""
    out = np.empty(len(strings), np.int32)
    letters = np.frombuffer(word.encode("utf-32-le", "surrogatepass"), np.uint32)
    found = kernel.alike(strings.content, strings.offsets, letters, distance, out)
    return out[:found].copy()


def _beginning(wanted: Pattern, prefix: str, literal: str, strings: Strings, is_exact: bool) -> Array:
    first, last = strings.beginning(prefix)
    if is_exact:
        return np.arange(first, last, dtype=np.int32)
    candidates: Iterable[int] = range(first, last)
    if len(literal) > len(prefix):
        candidates = _having(literal, strings, first, last)
    chosen = [number for number in candidates if wanted.matches(strings[number])]
    return np.array(chosen, np.int32)


def _having(literal: str, strings: Strings, first: int, last: int) -> list[int]:
    """The numbers, from first to before last, of the strings that have these letters in a run."""
    begin, end = int(strings.offsets[first]), int(strings.offsets[last])
    content = strings.content[begin:end].tobytes()
    places = [match.start() + begin for match in re.finditer(re.escape(literal.encode()), content)]
    found = np.searchsorted(strings.offsets, places, "right") - 1
    return sorted(set(found.tolist()))


def _longest_literal(typed: str) -> str:
    """The longest run of letters that every word of this shape has, folded."""
    runs = (exact_terms(part)[:1] for part in re.split(r"[*?]+", typed))
    return max((run[0] for run in runs if run), key=len, default="")
