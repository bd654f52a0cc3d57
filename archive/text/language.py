"""Which language and which script a text is in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Literal

import py3langid

from .transliterate import to_latin

__all__ = ["Script", "detect_language", "script", "to_latin"]

Script = Literal["Latn", "Cyrl", "Arab", "Grek", "Hebr", "Armn", "Geor", "Deva", "Hang", "Hani", "Kana", "Thai"]

_SERBIAN_GROUP = frozenset({"sr", "hr", "bs", "sh"})
_LETTERS = re.compile(r"[^\W\d_]")
_MIN_LETTERS = 20
_SAMPLE = 4000
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


def detect_language(text: str) -> str | None:
    """Give the ISO 639-1 code of a text's language, by py3langid; None for a text too short to tell.

    Serbian, Croatian and Bosnian are one group, `sr`; `script` tells how it is written.
    """
    sample = text[:_SAMPLE]
    if len(_LETTERS.findall(sample)) < _MIN_LETTERS:
        return None
    language: str = py3langid.classify(sample)[0]
    return "sr" if language in _SERBIAN_GROUP else language


def script(text: str) -> Script | None:
    """Give the ISO 15924 code of the script most letters of a text are in; None for a text without such letters."""
    counts = Counter(_letter_script(letter) for letter in _LETTERS.findall(text[:_SAMPLE]))
    counts.pop(None, None)
    return counts.most_common(1)[0][0] if counts else None


@cache
def _letter_script(letter: str) -> Script | None:
    return _SCRIPT_NAMES.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0])
