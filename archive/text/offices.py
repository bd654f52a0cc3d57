"""Persons that a Serbian or Russian text introduces by their office: 'Ministar odbrane Srbije Marko Novak'."""

import functools
import re
from collections.abc import Iterator

from .country_forms import country_forms
from .gazetteer import read_table
from .mentions import Mention
from .names import NAME_WORD
from .transliterate import to_cyrillic, to_latin

_WORD = rf"(?:[А-ЯЂЈЉЊЋЏЁ][а-яђјљњћџё]+(?:-[А-ЯЂЈЉЊЋЏЁ][а-яђјљњћџё]+)?|{NAME_WORD})"
_VERB = (
    r"(?:je|su|će|da|se|bi|nije|koji|koja|\w+[iae]o|је|су|ће|да|се|би|није|који|која|\w+[иае]о|"
    r"что|не|был|была|который|которая|\w+[иа]л)"
)
_OF_WHAT = rf"(?:(?!{_VERB}\s)[\w()-]+\s){{0,7}}?"
_OTHER_CASE = re.compile(
    r"(?:u|om|oj|em|og|ih|im|ima|ske|ške|čke|ića|cije|sije|tva|у|ом|ој|ой|ем|ог|ого|их|им|има|ске|шке|чке|ције|сије|тва|ића|"
    r"ича|ии)$"
)
"""Endings of other cases than the nominative: of what the office is, and not who holds it."""


def persons_in_office(text: str, language: str | None) -> Iterator[Mention]:
    """Persons named in the nominative after an office in the nominative, under their names in Latin letters."""
    if language not in ("sr", "ru"):
        return
    for introduced in _introduction(language).finditer(text):
        words = [*re.finditer(r"\S+", introduced["names"])][-2:]
        start, end = introduced.start("names") + words[0].start(), introduced.start("names") + words[-1].end()
        if _is_person(text[start:end], language):
            yield Mention(to_latin(text[start:end], language), "person", start, end)


def _is_person(name: str, language: str) -> bool:
    return not any(_OTHER_CASE.search(word) for word in name.split()) and not (
        country_forms(language).find(name) or country_forms("en").find(to_latin(name))
    )


@functools.cache
def _introduction(language: str) -> re.Pattern[str]:
    offices = {
        form for row in read_table("offices.tsv") if row["language"] == language for form in row["offices"].split("|")
    }
    if language == "sr":
        offices |= {to_cyrillic(form) for form in offices}
    either = "|".join(sorted(map(re.escape, offices), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?i:{either})\s{_OF_WHAT}(?P<names>{_WORD}(?:\s{_WORD})+)(?![\w-])")
