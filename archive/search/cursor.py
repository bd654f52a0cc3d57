"""Cursors as opaque strings: base64url of a small JSON array.

By date a cursor goes on in whatever the archive has by then, for the days of articles stay. Scores shift with every
article more: by relevance a cursor names the commit that it was given out in, and goes on in that.
"""

from __future__ import annotations

import base64
import binascii

import orjson

from archive.search.errors import BadParameters, ParameterError
from index import Cursor


def encode(cursor: Cursor, order: str, commit: str) -> str:
    """The cursor as a string; it remembers the order that it belongs to, and the commit where that matters."""
    held = [order, cursor.key, cursor.id, commit if order == "relevance" else None]
    return base64.urlsafe_b64encode(orjson.dumps(held)).decode().rstrip("=")


def decode(text: str, order: str) -> tuple[Cursor, str | None]:
    """The cursor of a string that `encode` made for this order, and the commit to go on in, None for the newest.

    Raises BadParameters with code bad_cursor.
    """
    try:
        padded = text + "=" * (-len(text) % 4)
        given_order, key, document_id, commit = orjson.loads(base64.b64decode(padded, b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError) as error:
        raise _bad("this is not a cursor that a search of this archive gave out") from error
    if given_order != order:
        raise _bad(f"this cursor belongs to sort={given_order}, and this search is sort={order}")
    if not (isinstance(document_id, str) and isinstance(key, int | float | None) and isinstance(commit, str | None)):
        raise _bad("this is not a cursor that a search of this archive gave out")
    return Cursor(key, document_id), commit


def _bad(message: str) -> BadParameters:
    return BadParameters(ParameterError("cursor", message), code="bad_cursor")
