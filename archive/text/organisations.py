"""Organisations no table knows, as a model found them.

A head word or an explained acronym bears one out; another name is a candidate, until a second article has it too.
"""

import functools
import re
from collections.abc import Iterator

from .candidates import is_candidate
from .country_forms import country_forms
from .gazetteer import read_table
from .mentions import Mention
from .names import plain

_ODD = re.compile(r"[<>/\"\d(),;]|\s-|\sto\s")
_IS_OF_AN_OFFICE = re.compile(r"\b(?:Minister|Secretary|Commissioner|Undersecretary)\s(?:of|for)\s(?:the\s)?$")
_REACH = 40
_ENDING = re.compile(r"(?:['’]s?|[.,;:\s]+)+$")
_ARTICLE = re.compile(r"(?:the|The|a|A|an|An|its|Its|their)\s")


@functools.cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("organisation_heads.tsv") if row["kind"] in kinds)


def named_organisation(text: str, start: int, end: int) -> Iterator[Mention]:
    """The organisation a model found at text[start:end], with the later uses of the acronym that explains it."""
    start, end = _with_its_country(text, *_bare(text, start, end))
    name = plain(text[start:end])
    if not _is_name(name) or _IS_OF_AN_OFFICE.search(text, max(0, start - _REACH), start):
        return
    acronym = _explained(text, name, end)
    if acronym or _has_head(name):
        yield Mention(name, "organisation", start, end)
    elif is_candidate(text, start, end):
        yield Mention(name, "candidate", start, end)
    if acronym:
        spans = (found.span() for found in re.finditer(rf"\b{acronym}\b", text))
        yield from (Mention(name, "organisation", *span) for span in spans)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without an article before it and a possessive or a full stop after it."""
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article else start
    return start, start + len(_ENDING.sub("", text[start:end]))


def _with_its_country(text: str, start: int, end: int) -> tuple[int, int]:
    """The span grown over the country it stops short of: '[Federal Court] of Australia', 'Kosovo [Security Force]'."""
    around = max(0, start - 30)
    for country in country_forms("en").find(text[around : end + 50]):
        first, last = country.start + around, country.end + around
        if country.values[0].kind != "name":
            continue
        if first < end < last or text[end:first] in (" of ", " of the ") or text[end:first] == "\nof ":
            end = last
        if first < start < last or text[last:start].isspace():
            start = first
    return start, end


def _is_name(name: str) -> bool:
    """Whether it is built like a name that says whose body it is, and not like 'Finance Ministry' or 'Co Ltd'."""
    words = name.split()
    capitals = len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
    return capitals and not _ODD.search(name) and not _words("head", "common").issuperset(words)


def _has_head(name: str) -> bool:
    """Whether the last word says what kind of body it is, or the word before 'of' or 'for' does: 'Bank of China'."""
    before = re.split(r"\s(?:of|for|on)\s", name)[0]
    return name.split()[-1] in _words("head") or (before != name and before.split()[-1] in _words("head"))


def _explained(text: str, name: str, end: int) -> str | None:
    """The acronym in brackets right after a name, if it is made of the name's initials."""
    bracketed = re.match(r"['’]?s?\s\(([A-Z]{2,7})\)", text[end : end + 14])
    initials = "".join(word[0] for word in re.findall(r"[A-Z]\w*", name))
    return bracketed[1] if bracketed and bracketed[1] == initials else None
