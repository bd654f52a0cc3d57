"""What reading a damaged file raises, by its one name.

Checksums are compared by `file.ColumnFile.verify`, not by every reader: that would read the whole index at each start.
Wrong bytes then lead outside of arrays, or to values that are no text; loops and numpy refuse both.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import zstandard

from index.errors import IndexDamaged


@contextlib.contextmanager
def damage_named() -> Iterator[None]:
    """Raises IndexDamaged for what columns with wrong bytes lead to."""
    try:
        yield
    except (LookupError, ValueError, OverflowError, MemoryError, zstandard.ZstdError) as error:
        raise IndexDamaged(f"the index is damaged: {error}") from error
