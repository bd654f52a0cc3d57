"""Cyrillic becomes Latin as its readers write it, and Serbian comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.slugs import slug
from archive.text.transliterate import to_cyrillic, to_latin

NO_DIGRAPHS = "абвгдђезиклљмнњопрстћуфхцчџш "
"""Without the two letters that could join another into a digraph, as in инјекција."""


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Вучић", "Vučić"),
        ("Љубљана", "Ljubljana"),
        ("Џафери", "Džaferi"),
        ("Зеленский", "Zelenskiy"),
        ("Ющенко", "Yushchenko"),
    ],
)
def test_cyrillic_is_put_into_latin_letters(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@given(st.text(NO_DIGRAPHS))
def test_serbian_comes_back_from_latin(text: str) -> None:
    assert to_cyrillic(to_latin(text)) == text


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Aleksandar Vučić", "aleksandar-vucic"),
        ("Александар Вучић", "aleksandar-vucic"),
        ("Zoran Đinđić", "zoran-djindjic"),
        ("Kurdistan Workers' Party", "kurdistan-workers-party"),
        ("D’Alema", "dalema"),
        ("東京", ""),
    ],
)
def test_a_slug_is_plain(label: str, value: str) -> None:
    assert slug(label) == value
