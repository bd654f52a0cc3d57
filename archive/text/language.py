"""Which language and which script a text is in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Literal

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from .transliterate import to_latin

__all__ = ["Script", "detect_language", "script", "to_latin"]

Script = Literal["Latn", "Cyrl", "Arab", "Grek", "Hebr", "Armn", "Geor", "Deva", "Hang", "Hani", "Kana", "Thai"]

_SERBIAN_GROUP = frozenset({"sr", "hr", "bs", "sh"})
_NO_NEWS = """
ace an bcl crh eo ext fuv gcf gcr grc guw hbo jv kab la lij ltg oc pcm sa uzs vec vo wa zxx
"""
"""Languages the model knows and news is hardly written in; tables of numbers look like some of them."""

_SURE = 0.2
"""Probability below which a text is not told: running text has far more, tables of figures far less."""

_LETTERS = re.compile(r"[^\W\d_]")
_MIN_LETTERS = 20
_SAMPLE = 400
"""Characters by which a language is told: more take longer and tell hardly more."""

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
    """Give the ISO 639-1 code of a text's language, by py3langid; None for a text too short or too bare of words.

    Serbian, Croatian and Bosnian are one group, `sr`; `script` tells how it is written.
    """
    sample = text[:_SAMPLE]
    if len(_LETTERS.findall(sample)) < _MIN_LETTERS:
        return None
    ranked = _identifier().rank(sample)
    group = sum(share for language, share in ranked if language in _SERBIAN_GROUP)
    best, share = ranked[0]
    if best in _SERBIAN_GROUP or group > share:
        best, share = "sr", group
    return best if share >= _SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted({*identifier.nb_classes} - {*_NO_NEWS.split()}))
    # As chosen above the table lies by columns and in half floats; by rows, ready to add up, ranking is twice as fast.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc, dtype=np.float32)
    return identifier


def script(text: str) -> Script | None:
    """Give the ISO 15924 code of the script most letters of a text are in; None for a text without such letters."""
    counts = Counter(_letter_script(letter) for letter in _LETTERS.findall(text[:_SAMPLE]))
    counts.pop(None, None)
    return counts.most_common(1)[0][0] if counts else None


@cache
def _letter_script(letter: str) -> Script | None:
    return _SCRIPT_NAMES.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0])
