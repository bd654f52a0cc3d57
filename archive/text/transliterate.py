"""Cyrillic in Latin letters: Serbian as Serbs write it, Russian as English newspapers do; and Serbian back."""

import re

_SERBIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "е": "e", "ж": "ž", "з": "z", "и": "i",
    "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "ћ": "ć", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "č", "џ": "dž", "ш": "š",
}  # fmt: skip
_RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u",
}  # fmt: skip
_SERBIAN_ONLY = frozenset("ђјљњћџ")
_RUSSIAN_ONLY = frozenset("йщъыьэюяёіїєґў")
_FROM_LATIN = {latin: cyrillic for cyrillic, latin in _SERBIAN.items()}
_LATIN_LETTER = re.compile("lj|nj|dž|[^\\W\\d_]", re.IGNORECASE)


def to_latin(text: str, language: str | None = None) -> str:
    """`text` with its Cyrillic letters in Latin ones.

    Where the `language` is not said to be Russian, in Serbian spelling unless a letter occurs that Serbian lacks.
    """
    letters = set(text.lower())
    is_russian = language == "ru" or (letters & _RUSSIAN_ONLY and not letters & _SERBIAN_ONLY)
    table = _RUSSIAN if is_russian else _SERBIAN
    return "".join(_cased(char, table.get(char.lower(), char)) for char in text)


def to_cyrillic(text: str) -> str:
    """Serbian in Latin letters put into Cyrillic ones; letters that Serbian lacks are kept."""
    return _LATIN_LETTER.sub(lambda found: _cased(found[0], _FROM_LATIN.get(found[0].lower(), found[0])), text)


def is_cyrillic(text: str) -> bool:
    """Whether a Cyrillic letter occurs in `text`."""
    return any("\u0400" <= char <= "\u04ff" for char in text)


def _cased(char: str, letter: str) -> str:
    return letter.capitalize() if char[:1].isupper() else letter
