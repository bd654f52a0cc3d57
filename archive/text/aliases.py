"""One canonical name per actor across articles, and the table of aliases an operator can edit."""

import re
import unicodedata

from .transliterate import to_latin

_LETTERS = str.maketrans({"đ": "dj", "Đ": "Dj", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "ð": "d", "þ": "th"})


def slug(label: str) -> str:
    """The value of an actor: its label in ASCII, lower case, words joined by hyphens; 'Aleksandar Vučić' → 'aleksandar-vucic'."""
    latin = unicodedata.normalize("NFD", to_latin(label).translate(_LETTERS))
    return "-".join(re.findall(r"[a-z0-9]+", latin.replace("'", "").replace("’", "").encode("ascii", "ignore").decode().lower()))
