"""How an article says that it corrects another."""

from __future__ import annotations

import pytest

from archive.text.correction import former_headline, headline_key, says_it_corrects

HEADLINE = "Serbia recalls its envoy"


@pytest.mark.parametrize(
    "title",
    [
        "CORRECTED-Serbia recalls its envoy",
        "CORRECTED - Serbia recalls its envoy",
        "CORRECTED (OFFICIAL)-Serbia recalls its envoy",
        "Correction: Serbia recalls its envoy",
        "[Corrected] Serbia recalls its envoy",
        "REFILE-Serbia recalls its envoy",
        "Serbia recalls its envoy (corrected)",
        "Serbia recalls its envoy – Correction",
        "ISPRAVKA: Serbia recalls its envoy",
        "Исправка: Serbia recalls its envoy",
        "Исправлено: Serbia recalls its envoy",
    ],
)
def test_a_headline_says_so_and_gives_the_former_one(title: str) -> None:
    assert (says_it_corrects(title, ()), former_headline(title)) == (True, HEADLINE)


@pytest.mark.parametrize(
    "note",
    [
        "(Corrects spelling of minister's name in paragraph 2)",
        "This article has been corrected to give the right number of votes.",
        "The story was amended on 5 May 2021: an envoy was recalled, not expelled.",
        "Editor's note: An earlier version of this article misstated the number of votes.",
        "Correction: the vote was on Monday, not on Tuesday.",
        "Ispravka: glasalo se u ponedeljak, a ne u utorak.",
        "Текст је накнадно исправљен.",
        "U ranijoj verziji teksta pogrešno je naveden broj glasova.",
        "В предыдущей версии этого материала неверно указано число голосов.",
    ],
)
def test_a_note_says_so(note: str) -> None:
    assert says_it_corrects(HEADLINE, ["The envoy left on Monday.", note])


@pytest.mark.parametrize(
    "line",
    [
        "The minister corrected himself a day later.",
        "The correction of the border took three years.",
        "Correctional officers went on strike in Belgrade.",
        "The government denied the story, which was published on Monday.",
        "Исправни аутобуси возе сваког дана.",
    ],
)
def test_prose_about_corrections_does_not(line: str) -> None:
    assert not says_it_corrects(line, [line])


def test_headlines_are_compared_by_their_words() -> None:
    assert headline_key("CORRECTED-Serbia recalls its envoy") == headline_key("Serbia recalls its Envoy.")
