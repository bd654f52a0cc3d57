"""Cyrillic in Latin letters: Serbian as Serbs write it, Russian as English newspapers do."""

_SERBIAN = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "a b v g d đ e ž z i j k l m n o p r s t ć u f h c č š".split(), strict=True))
_SERBIAN |= {"љ": "lj", "њ": "nj", "џ": "dž"}
_RUSSIAN = dict(zip("абвгдежзийклмнопрстуфхцы", "a b v g d e zh z i y k l m n o p r s t u f kh ts y".split(), strict=True))
_RUSSIAN |= {"ё": "yo", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "э": "e", "ю": "yu", "я": "ya"}
_RUSSIAN |= {"і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u"}
_SERBIAN_ONLY = set("ђјљњћџ")
_RUSSIAN_ONLY = set("йщъыьэюяёіїєґў")


def to_latin(text: str) -> str:
    """`text` with its Cyrillic letters in Latin ones.

    Serbian spelling is used unless a letter that Serbian lacks occurs; other characters are kept.
    """
    letters = set(text.lower())
    table = _RUSSIAN if letters & _RUSSIAN_ONLY and not letters & _SERBIAN_ONLY else _SERBIAN
    return "".join(_letter(char, table) for char in text)


def _letter(char: str, table: dict[str, str]) -> str:
    latin = table.get(char.lower())
    if latin is None:
        return char
    return latin.capitalize() if char.isupper() else latin
