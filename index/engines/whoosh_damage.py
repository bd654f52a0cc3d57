"""What Whoosh raises over files that are missing, cut short or not its own, and one name for it: IndexDamaged."""

from __future__ import annotations

import contextlib
import pickle
import struct
import zlib
from collections.abc import Iterator

from whoosh.filedb.filetables import FileFormatError
from whoosh.index import IndexError as WhooshError
from whoosh.reading import TermNotFound

from index.errors import IndexDamaged

_NAMED = (
    *(OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, ImportError, ArithmeticError, MemoryError),
    *(struct.error, zlib.error, pickle.UnpicklingError, WhooshError, FileFormatError, TermNotFound),
)


@contextlib.contextmanager
def damage_named(what: str = "the index") -> Iterator[None]:
    """Raises IndexDamaged for whatever Whoosh raises over files that it cannot read."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, _NAMED) and type(error) is not Exception:  # Whoosh raises plain ones over bad blocks
            raise
        raise IndexDamaged(f"{what} cannot be read: {error or type(error).__name__}") from error
