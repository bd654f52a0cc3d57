"""The value of an actor: its label in plain letters, as it stands in a URL."""

import re
import unicodedata

from .transliterate import to_latin

_LETTERS = str.maketrans({"đ": "dj", "Đ": "Dj", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ß": "ss", "æ": "ae"})
_APOSTROPHES = str.maketrans("", "", "'’ʼ`")


def slug(label: str) -> str:
    """A label in ASCII, lower case, its words joined by hyphens: 'Aleksandar Vučić' → 'aleksandar-vucic'.

    Cyrillic is transliterated; letters of other scripts are left out, so that a label of these alone gives ''.
    """
    latin = unicodedata.normalize("NFD", to_latin(label).translate(_LETTERS).translate(_APOSTROPHES))
    bare = "".join(char for char in latin if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", bare.lower()))
