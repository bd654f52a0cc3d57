"""Matching documents of one segment with their scores, and how two such answers become one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.columnar import kernel
from index.columnar.file import Array


class Found(NamedTuple):
    """Documents of one segment, ascending, and the score of each."""

    documents: Array
    scores: Array


NOTHING = Found(np.empty(0, np.int32), np.empty(0))


def united(a: Found, b: Found, is_maximum: bool = False) -> Found:
    """What is in either; what is in both has the sum of its scores, or their maximum."""
    if not len(a.documents):
        return b
    if not len(b.documents):
        return a
    size = len(a.documents) + len(b.documents)
    out, scores = np.empty(size, np.int32), np.empty(size)
    found = kernel.united(*a, *b, is_maximum, out, scores)
    return Found(out[:found], scores[:found])


def common_places(a: Array, b: Array) -> Array:
    """The places in a of what is also in b; both ascending."""
    out = np.empty(min(len(a), len(b)), np.int32)
    return out[: kernel.common(a, b, out)]


def narrowed(found: Found, within: Array) -> Found:
    """What is found within these documents."""
    places = common_places(found.documents, within)
    return Found(found.documents[places], found.scores[places])


def allowed_places(documents: Array, mask: Array) -> Array:
    """The places of the documents that a mask holds."""
    out = np.empty(len(documents) + 1, np.int32)
    return out[: kernel.allowed(documents, mask, out)]


def masked(found: Found, mask: Array) -> Found:
    """What is found among the documents that a mask holds."""
    places = allowed_places(found.documents, mask)
    return Found(found.documents[places], found.scores[places])


def without(documents: Array, others: Array) -> Array:
    """The documents that are not among the others."""
    kept = np.ones(len(documents), np.bool_)
    kept[common_places(documents, others)] = False
    return documents[kept]
