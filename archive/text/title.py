"""Which line is the headline: the one above the text that speaks of what the text speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import words

HEADLINE_WORDS = range(2, 36)
REACH = 30
"""How many lines above the text a headline is looked for."""

_STEM = 5
_CLOSES_SENTENCE = re.compile(r"[.…。:;,]$")


def is_headline(text: str) -> bool:
    """Tell whether a line could be a headline: some words, more of them words than numbers, not closed by a full stop."""
    found = words(text)
    wordy = sum(not word[0].isdigit() for word in found)
    return len(found) in HEADLINE_WORDS and wordy > len(found) / 2 and wordy > 1 and not _CLOSES_SENTENCE.search(text)


def _stems(text: str) -> set[str]:
    return {word[:_STEM].casefold() for word in words(text) if len(word) > 3}


def _score(text: str, distance: int, body: set[str], others: Sequence[str]) -> float:
    stems = _stems(text)
    repeated = sum(other != text and other.startswith(text) for other in others) + others.count(text) - 1
    return len(stems & body) + 2 * min(repeated, 1) + min(len(stems), 6) / 3 - 0.15 * distance


def find_title(above: Sequence[str], body: str) -> int | None:
    """Give the position of the headline among the lines above a text, or None when none could be one.

    A headline shares words with its text, is often printed twice, and stands near; in doubt the upper line wins,
    because captions and second headlines stand below the first.
    """
    stems = _stems(body)
    first = max(0, len(above) - REACH)
    candidates = [i for i in range(first, len(above)) if is_headline(above[i])]
    return max(candidates, key=lambda i: _score(above[i], len(above) - i, stems, above), default=None)
