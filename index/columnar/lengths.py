"""How long a field of a document is, in one byte: as Whoosh rounds it, so that scores are Whoosh's."""

from __future__ import annotations

import numpy as np
from whoosh.util.numeric import byte_to_length

from index.columnar.file import Array

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.int64)
"""The length that each byte stands for."""


def length_bytes(lengths: Array) -> Array:
    """The bytes of exact lengths: the least that stands for as much, 255 for all that is longer."""
    return np.minimum(np.searchsorted(LENGTHS, lengths, "left"), 255).astype(np.uint8)
