"""What reading a damaged file raises, by its one name.

Checksums are compared by `file.ColumnFile.verify`, not by every reader: that would read the whole index at each start.
Wrong bytes then lead outside of arrays, or to values that are no text; loops and numpy refuse both.
"""

from __future__ import annotations

import contextlib

import zstandard

from index.errors import IndexDamaged

DAMAGE = (LookupError, ValueError, OverflowError, MemoryError, zstandard.ZstdError)
"""What columns with wrong bytes lead to."""


def damaged(error: BaseException) -> IndexDamaged:
    """What is raised for it."""
    return IndexDamaged(f"the index is damaged: {error}")


class damage_named(contextlib.ContextDecorator):  # noqa: N801 used as a function is
    """Raises IndexDamaged for what columns with wrong bytes lead to."""

    def __enter__(self) -> None:
        """Nothing is needed before."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """See the class."""
        if isinstance(error, DAMAGE):
            raise damaged(error) from error
