"""Cursors as opaque strings: base64url of a small JSON array."""

from __future__ import annotations

import base64
import binascii

import orjson

from archive.search.errors import BadParameters, ParameterError
from index import Cursor


def encode(cursor: Cursor, order: str) -> str:
    """The cursor as a string; it remembers the order that it belongs to."""
    return base64.urlsafe_b64encode(orjson.dumps([order, cursor.key, cursor.id])).decode().rstrip("=")


def decode(text: str, order: str) -> Cursor:
    """The cursor of a string that `encode` made for this order; raises BadParameters with code bad_cursor."""
    try:
        padded = text + "=" * (-len(text) % 4)
        given_order, key, document_id = orjson.loads(base64.b64decode(padded, b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError) as error:
        raise _bad("this is not a cursor that a search of this archive gave out") from error
    if given_order != order:
        raise _bad(f"this cursor belongs to sort={given_order}, and this search is sort={order}")
    if not isinstance(document_id, str) or not (key is None or isinstance(key, int | float)):
        raise _bad("this is not a cursor that a search of this archive gave out")
    return Cursor(key, document_id)


def _bad(message: str) -> BadParameters:
    return BadParameters(ParameterError("cursor", message), code="bad_cursor")
