"""Names of persons are told from what stands around them."""

from __future__ import annotations

import pytest

from archive.text.names import introduced, is_full_name, surname, trimmed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Foreign Minister Sergei Lavrov said", "Sergei Lavrov"),
        ("President Richard von Weizsaecker's visit", "Richard von Weizsaecker"),
        ("spokesman John B. Smith on Monday", "John B. Smith"),
        ("Mr. O'Neill Monday", "O'Neill"),
        ("Senator Jean-Luc Martin, who", "Jean-Luc Martin"),
    ],
)
def test_a_title_introduces_a_name(text: str, name: str) -> None:
    assert [text[start:end] for start, end in introduced(text)] == [name]


@pytest.mark.parametrize("text", ["King Soopers stores", "said a spokesman. Some firms", "the president of Ford"])
def test_no_name_is_introduced_here(text: str) -> None:
    assert list(introduced(text)) == []


@pytest.mark.parametrize("text", ["President", "Monday", "Premier Electric Services"])
def test_nothing_is_left_of_what_is_no_name(text: str) -> None:
    assert trimmed(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("name", "expected"), [("Anna Novak", "Novak"), ("Ursula von der Leyen", "von der Leyen"), ("Suharto", "Suharto")]
)
def test_a_surname_keeps_its_particles(name: str, expected: str) -> None:
    assert surname(name) == expected


def test_a_full_name_has_two_words_or_more() -> None:
    assert is_full_name("Anna Novak")
    assert not is_full_name("Novak")
    assert not is_full_name("Anna novak")
