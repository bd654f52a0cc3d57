"""How a word may be written in the other alphabet, as newspapers write Russian and Ukrainian names in English.

Folding (`index.analysis`) writes Cyrillic as Serbian does, a letter for a letter: Лавров and Lavrov meet, but Хрущёв
becomes hruscev, which no English text has. The table is that of BGN/PCGN (1947) for Russian, without its apostrophes
and with -y for -ий; beside it stands what is usual in print, with i for й and e for ё. It cannot be exact the other
way: Latin letters stand for several Cyrillic ones.
"""

from __future__ import annotations

import re

_ROMAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_CYRILLIC = {
    "shch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yo": "ё", "ye": "е", "yu": "ю", "ya": "я",
    "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "й", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в",
    "w": "в", "x": "кс", "y": "ы", "z": "з",
}  # fmt: skip
_LETTERS = re.compile("|".join(_CYRILLIC))
_ADJECTIVE = re.compile(r"(?<=[^\Waeiou])(?:y|iy|ii|yi|yy)\b")
_GLIDE = re.compile(r"(?<=[aeou])[iy](?![aeiouy])")
_INITIAL = re.compile(r"\bе")
_ADJECTIVE_CYRILLIC = re.compile(r"[иыі]й\b")


def other_alphabet(text: str) -> tuple[str, ...]:
    """The likely spellings of Cyrillic words in Latin letters, or of Latin words in Cyrillic ones; none of others."""
    lower = text.lower()
    if lower.isascii():
        return (_in_cyrillic(lower),) if any(map(str.isalpha, lower)) else ()
    if any(letter.isalpha() and letter not in _ROMAN for letter in lower):
        return ()
    plain = _ADJECTIVE_CYRILLIC.sub("ы", lower)
    by_table = _INITIAL.sub("ye", plain)
    in_print = plain.translate({ord("й"): "и", ord("ё"): "е"})
    return tuple(dict.fromkeys(_romanised(spelling) for spelling in (by_table, in_print)))


def _romanised(lower: str) -> str:
    return "".join(_ROMAN.get(letter, letter) for letter in lower)


def _in_cyrillic(lower: str) -> str:
    glides = _GLIDE.sub("j", _ADJECTIVE.sub("ij", lower))
    return _LETTERS.sub(lambda found: _CYRILLIC[found[0]], glides)
