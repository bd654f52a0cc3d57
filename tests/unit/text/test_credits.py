"""Photo credits, bare and at the end of a caption."""

from __future__ import annotations

import pytest

from archive.text.credits import caption_length, is_photo_credit


@pytest.mark.parametrize("line", ["Jane Roe / AP / TASS", "kremlin.ru", "Reuters", "AP Photo/Jane Roe", "Getty Images"])
def test_a_line_that_is_all_credit_is_told(line: str) -> None:
    assert is_photo_credit(line)


@pytest.mark.parametrize("line", ["Envoys Meet in Geneva", "He told Reuters on Monday.", "NATO and Russia Meet"])
def test_other_lines_are_no_credit(line: str) -> None:
    assert not is_photo_credit(line)


@pytest.mark.parametrize(
    "credit",
    [
        "kremlin.ru",
        "(AP Photo/Jane Roe)",
        "Photo: Jane Roe",
        "(Photo by Jane Roe/AFP)",
        "Jane Roe / AP",
        "© Example Agency",
    ],
)
def test_the_credit_ends_the_caption(credit: str) -> None:
    caption = "The president with the envoy at the lake"
    assert caption_length(f"{caption} {credit}") == len(caption)


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The Serbian president at the lake.", "Jane Anna Roe / AP"),
        ("The minister with President Ana Keller", "Jane Roe / AP"),
        ("The minister at the lake", "Austrian Foreign Ministry / TASS"),
        ("The minister at the lake", "Jane Roe / Press and Information Office / TASS"),
    ],
)
def test_a_caption_keeps_the_names_that_are_its_own(caption: str, credit: str) -> None:
    assert caption_length(f"{caption} {credit}") == len(caption)


def test_a_line_with_hardly_a_caption_is_all_credit() -> None:
    assert caption_length("Foto: Example") == 0


@pytest.mark.parametrize(
    "line", ["The talks, he told Reuters, had failed.", "Envoys meet at the lake for border talks"]
)
def test_a_line_without_a_credit_is_no_caption(line: str) -> None:
    assert caption_length(line) is None
