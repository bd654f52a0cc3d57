"""Cursors as strings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search import BadParameters
from archive.search.cursor import decode, encode
from index import Cursor

keys = st.none() | st.integers(1, 3_000_000) | st.floats(allow_nan=False, allow_infinity=False)


@given(keys, st.text(min_size=1).filter(lambda id: id.isprintable()))
def test_a_cursor_comes_back_as_it_went(key: float | int | None, id: str) -> None:
    assert decode(encode(Cursor(key, id), "newest", "1.2"), "newest") == (Cursor(key, id), None)
    assert decode(encode(Cursor(key, id), "relevance", "1.2"), "relevance") == (Cursor(key, id), "1.2")


@given(st.text())
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(BadParameters) as caught:
        decode(text, "newest")
    assert caught.value.code == "bad_cursor"


def test_a_cursor_belongs_to_its_order() -> None:
    with pytest.raises(BadParameters, match="sort=newest"):
        decode(encode(Cursor(1, "a"), "newest", "1.2"), "oldest")
