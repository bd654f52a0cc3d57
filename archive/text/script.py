"""Which script a text is written in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Literal

Script = Literal["Latn", "Cyrl", "Arab", "Grek", "Hebr", "Armn", "Geor", "Deva", "Hang", "Hani", "Kana", "Thai"]

_LETTERS = re.compile(r"[^\W\d_]")
_SAMPLE = 400
"""Characters by which a script is told."""

_SCRIPT_NAMES: dict[str, Script] = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "HANGUL": "Hang",
    "CJK": "Hani",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "THAI": "Thai",
}


def find_script(text: str) -> Script | None:
    """Give the ISO 15924 code of the script most letters of a text are in; None for a text without such letters."""
    counts = Counter(_letter_script(letter) for letter in _LETTERS.findall(text[:_SAMPLE]))
    counts.pop(None, None)
    return counts.most_common(1)[0][0] if counts else None


@cache
def _letter_script(letter: str) -> Script | None:
    return _SCRIPT_NAMES.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0])
