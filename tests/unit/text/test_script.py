"""Script of a text."""

from __future__ import annotations

import pytest

from archive.text.script import find_script


@pytest.mark.parametrize(
    ("text", "expected"), [("Vučić in Београд today", "Latn"), ("Председник NATO у Београду", "Cyrl"), ("2019!", None)]
)
def test_the_script_is_that_of_most_letters(text: str, expected: str | None) -> None:
    assert find_script(text) == expected
