"""Case forms of names in Serbian and Russian, by the endings of their words."""

from typing import Literal

Declension = Literal["sr", "ru"]
Rule = tuple[str, tuple[str, ...]]

# An ending and what it becomes in the nominative, genitive, dative, accusative, instrumental and locative. The first
# that fits is used; they follow the school grammars of both languages, simplified to what names need.
_SERBIAN: tuple[Rule, ...] = (
    ("ки", ("ки", "ког", "ком", "ког", "ким", "ком")),
    ("ска", ("ска", "ске", "ској", "ску", "ском", "ској")),
    ("чка", ("чка", "чке", "чкој", "чку", "чком", "чкој")),
    ("шка", ("шка", "шке", "шкој", "шку", "шком", "шкој")),
    ("ка", ("ка", "ке", "ци", "ку", "ком", "ци")),
    ("а", ("а", "е", "и", "у", "ом", "и")),
    ("о", ("о", "а", "у", "о", "ом", "у")),
    ("е", ("е", "а", "у", "е", "ем", "у")),
    ("и", ("и", "ија", "ију", "ија", "ијем", "ију")),
    ("ј", ("ј", "ја", "ју", "ја", "јем", "ју")),
    ("ћ", ("ћ", "ћа", "ћу", "ћа", "ћем", "ћу")),
    ("ч", ("ч", "ча", "чу", "ча", "чем", "чу")),
    ("љ", ("љ", "ља", "љу", "ља", "љем", "љу")),
    ("", ("", "а", "у", "а", "ом", "у")),
)
_SERBIAN_ADJECTIVES: tuple[Rule, ...] = (
    ("а", ("а", "е", "ој", "у", "ом", "ој")),
    ("е", ("е", "их", "им", "е", "им", "им")),
    ("и", ("и", "ог", "ом", "и", "им", "ом")),
)
_RUSSIAN: tuple[Rule, ...] = (
    ("ия", ("ия", "ии", "ии", "ию", "ией", "ии")),
    ("ая", ("ая", "ой", "ой", "ую", "ой", "ой")),
    ("яя", ("яя", "ей", "ей", "юю", "ей", "ей")),
    ("ий", ("ий", "ого", "ому", "ого", "им", "ом")),
    ("ый", ("ый", "ого", "ому", "ого", "ым", "ом")),
    ("й", ("й", "я", "ю", "я", "ем", "е")),
    ("ые", ("ые", "ых", "ым", "ые", "ыми", "ых")),
    ("ы", ("ы", "ов", "ам", "ы", "ами", "ах")),
    ("га", ("га", "ги", "ге", "гу", "гой", "ге")),
    ("ка", ("ка", "ки", "ке", "ку", "кой", "ке")),
    ("ха", ("ха", "хи", "хе", "ху", "хой", "хе")),
    ("а", ("а", "ы", "е", "у", "ой", "е")),
    ("я", ("я", "и", "е", "ю", "ей", "е")),
    ("сь", ("сь", "си", "си", "сь", "сью", "си")),
    ("ь", ("ь", "я", "ю", "я", "ем", "е")),
    ("ово", ("ово", "ова", "ову", "ово", "овом", "ове")),
    ("ов", ("ов", "ова", "ову", "ова", "овым", "ове")),
    ("ев", ("ев", "ева", "еву", "ева", "евым", "еве")),
    ("ин", ("ин", "ина", "ину", "ина", "иным", "ине")),
)
_LEAST_LETTERS = 2
_VOWELS = "аеёиоуыэюя"
_RUSSIAN_CONSONANT: Rule = ("", ("", "а", "у", "а", "ом", "е"))
_ADJECTIVE_ENDINGS: dict[Declension, tuple[str, ...]] = {
    "sr": ("и", "ог", "ога", "ом", "оме", "им", "а", "е", "ој", "у", "их", "има", "о"),
    "ru": ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими", "о"),
}


def case_forms(name: str, language: Declension) -> set[str]:
    """The forms of a Cyrillic name in a sentence: all its words declined, or the first ones alone.

    'Савет безбедности' gives 'Савета безбедности', and 'Европска служба за спољне послове' 'Европској служби за спољне
    послове'; that some other forms given are no words does no harm.
    """
    words = name.split(" ")
    forms = set()
    for last in range(1, len(words) + 1):
        for qualified in (False, True):
            declined = [_declined(word, language, as_adjective=qualified) for word in words[: last - 1]]
            declined.append(_declined(words[last - 1], language, as_adjective=False))
            forms |= {" ".join((*case, *words[last:])) for case in zip(*declined, strict=True)}
    return forms


def adjective_forms(stem: str, language: Declension) -> set[str]:
    """The forms of an adjective in -ски (or -ский), from its stem: 'руск' → 'руски', 'руског'…"""
    return {stem + ending for ending in _ADJECTIVE_ENDINGS[language]}


def _declined(word: str, language: Declension, *, as_adjective: bool) -> tuple[str, ...]:
    """The six cases of a word, declined as an adjective ('Северна' in 'Северна Македонија') if asked."""
    if len(word) <= _LEAST_LETTERS or word.isupper():
        return (word,) * 6
    ending, cases = _rule(word, language, as_adjective=as_adjective)
    stem = word[: len(word) - len(ending)]
    return tuple(stem + case for case in cases)


def _rule(word: str, language: Declension, *, as_adjective: bool) -> Rule:
    if language == "sr":
        rules = (*_SERBIAN_ADJECTIVES, *_SERBIAN) if as_adjective and not word.endswith("о") else _SERBIAN
    else:
        rules = _RUSSIAN
    indeclinable: Rule = ("", ("",) * 6)
    fallback = indeclinable if word[-1] in _VOWELS else _RUSSIAN_CONSONANT
    return next((rule for rule in rules if word.endswith(rule[0])), fallback)
