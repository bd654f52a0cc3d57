"""Matching documents of one segment with their scores."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.columnar import kernel
from index.columnar.file import Array
from index.columnar.trees import Tree


class Found(NamedTuple):
    """Documents of one segment, ascending, and the score of each."""

    documents: Array
    scores: Array


NOTHING = Found(np.empty(0, np.int32), np.empty(0))


def answer(
    tree: Tree | None, size: int, live: Array | None, within: Array | None = None, wanted: Array | None = None
) -> Found:
    """What a tree finds in a segment of so many documents; the masks as in `plain.answered`."""
    return in_memory(*kernel.answered(tree, size, live, within, wanted)) if tree else NOTHING


def masked(found: Found, mask: Array) -> Found:
    """What was found among the documents that a mask holds."""
    return in_memory(*kernel.kept(*found, mask)) if len(found.documents) else found


def in_memory(content: bytes, size: int, room: int) -> Found:
    """What was found, where it lies: see `plain.Memory`."""
    if not size:
        return NOTHING
    return Found(np.frombuffer(content, np.int32, size, 8 * room), np.frombuffer(content, np.float64, size))
