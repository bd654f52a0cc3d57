"""Corrections: the words by which an article says that it corrects an earlier one, and the headline that one had."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .lines import words
from .transliterate import is_cyrillic, to_latin

NOTE_RULE = "editors-note"
"""The rule that cuts a wire's note in brackets, '(Corrects spelling in paragraph 2)'."""

_WORD = (
    r"(?:correct(?:ed|s|ion)|refiled?|ispravk?[ae]?k?|ispravljeno|korekcija|"
    r"исправление|исправлено|исправка|исправљено|уточнение)"
)
_BEFORE = re.compile(rf"^\W*{_WORD}(?:\s\([^)]*\)|\sto)?\s*[-–—:.|/\])]+\s*", re.IGNORECASE)
_AFTER = re.compile(rf"\s*[-–—|(\[]+\s*{_WORD}\W*$", re.IGNORECASE)
_TEXT = r"(?:article|story|report|post|piece|item|headline|caption|version)"
_SERBIAN_TEXT = r"(?:tekst|clanak|vest|vijest|naslov)"
_RUSSIAN_TEXT = r"(?:материал|текст|стать[яи]|новост[ьи]|заголовок)"
_NOTICE = re.compile(
    rf"""
      ^\W*(?:corrects|corrected|refiles|clarifies)\b
    | ^\W*(?:correction|ispravka|ispravak|исправление|уточнение)\s*(?:\([^)]*\)\s*)?[:.–—-]
    | \b(?:this|the)\s{_TEXT}\b.{{0,40}}\b(?:has\sbeen|was|is)\s(?:corrected|amended|updated\sto\scorrect)\b
    | \bearlier\sversions?\sof\s(?:this|the|our)\s{_TEXT}\b
    | \b{_SERBIAN_TEXT}\sje\s(?:naknadno\s)?(?:ispravljen|korigovan)
    | \branij(?:oj|a|e)\sverzij[aie]\s(?:ovog\s)?(?:teksta|clanka|vesti|vijesti)
    | \bв\s(?:предыдущей|более\sранней|первоначальной)\sверсии\b
    | \b{_RUSSIAN_TEXT}\s(?:был[аи]?\s)?исправлен
    | \bисправлен[аоы]?\s(?:ошибка|опечатка|неточность)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ACCENTS = str.maketrans("čćšžđČĆŠŽĐ", "ccszdCCSZD")
NOTICE_LENGTH = 400
"""Longest line in characters that is taken for a notice."""


def says_it_corrects(title: str, notes: Iterable[str]) -> bool:
    """Tell whether a headline, or one of the lines above and below a text, says that the article corrects another."""
    return former_headline(title) != title or any(map(_is_notice, notes))


def former_headline(title: str) -> str:
    """Give a headline without the word that marks it as a correction's: 'CORRECTED-Talks resume' → 'Talks resume'."""
    return _AFTER.sub("", _BEFORE.sub("", title)) or title


def headline_key(title: str) -> str:
    """Give the form in which two headlines are the same: the words of the former one, case folded."""
    return " ".join(words(former_headline(title))).casefold()


def _is_notice(line: str) -> bool:
    if len(line) > NOTICE_LENGTH:
        return False
    latin = to_latin(line, "sr") if is_cyrillic(line) else line
    return any(_NOTICE.search(form) is not None for form in {line, latin.translate(_ACCENTS)})
