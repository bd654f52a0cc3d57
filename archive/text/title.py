"""Which line is the headline: the one above the text that speaks of what the text speaks of."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .lines import count_words, words

HEADLINE_WORDS = range(2, 22)
REACH = 30
"""How many lines above the text a headline is looked for."""

_STEM = 4
_ENOUGH_SHARED = 5
_FARTHER = 0.1
_ABOUT_AS_WELL = 0.15
_ENOUGH_TITLE_CASE = 4
_SIGNED = 4.0
_LONG_HEADLINE_WORDS = 14
_ENOUGH_FOR_UPPER = 3
_CLOSES_SENTENCE = re.compile(r"(?<!\.\w)[.…。:;,]$")


def is_headline(text: str) -> bool:
    """Tell whether a line could be a headline: a few words, hardly any of them numbers, not a sentence."""
    found = words(text)
    wordy = sum(not word[0].isdigit() for word in found)
    is_open = not _CLOSES_SENTENCE.search(text) or _is_in_title_case(found)
    return len(found) in HEADLINE_WORDS and wordy > 1 and wordy > 2 / 3 * len(found) and is_open


def _is_in_title_case(found: Sequence[str]) -> bool:
    """Tell whether every longer word has a capital, as in English headlines, which may then close with a full stop."""
    longer = [word for word in found if len(word) > _STEM]
    return len(longer) >= _ENOUGH_TITLE_CASE and all(word[0].isupper() for word in longer)


def _stems(text: str) -> set[str]:
    return {word[:_STEM].casefold() for word in words(text) if len(word) > 3}


def _score(text: str, distance: int, body: set[str], others: Sequence[str]) -> float:
    shared = min(len(_stems(text) & body), _ENOUGH_SHARED)
    printed = sum(other.startswith(text) for other in others)
    return shared + 2 * (printed > 1) - _FARTHER * distance


def find_title(above: Sequence[str], body: str, signed: Collection[int] = ()) -> int | None:
    """Give the position of the headline among the lines above a text, or None when none could be one.

    A headline shares words with its text, is often printed twice, has author and date right below (the positions in
    `signed`), and stands near. Captions and second headlines stand right below it, so of neighbours that do about as
    well the upper one wins.
    """
    stems = _stems(body)
    first = max(0, len(above) - REACH)
    scores = {
        i: _score(above[i], len(above) - i, stems, above) + (_SIGNED if i in signed else 0.0)
        for i in range(first, len(above))
        if is_headline(above[i])
    }
    if not scores:
        return None
    best = max(scores, key=lambda i: scores[i])
    while best - 1 in scores and (
        scores[best - 1] >= scores[best] - _ABOUT_AS_WELL or _explains(above[best], above[best - 1], stems)
    ):
        best -= 1
    return _without_trail(above, best, scores)


def _without_trail(above: Sequence[str], best: int, headlines: Collection[int]) -> int:
    """Give the line that `best` has at its end: what stands before that is the way to it, 'Home Business …'."""
    return next((i for i in headlines if i != best and above[best].endswith(f" {above[i]}")), best)


def _explains(text: str, upper: str, body: set[str]) -> bool:
    """Tell whether a line is too long for a headline, and the one above it speaks of what the body speaks of."""
    return count_words(text) > _LONG_HEADLINE_WORDS and len(_stems(upper) & body) >= _ENOUGH_FOR_UPPER
