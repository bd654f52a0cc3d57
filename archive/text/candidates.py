"""Candidates: names without a head word that may be an organisation's, which a second article bears out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from .aliases import Alias, Aliases
from .country_forms import country_forms
from .gazetteer import read_table
from .names import is_title
from .namesakes import NameCount

LEAST_ARTICLES = 2

_REACH = 30
_ACTS = re.compile(
    r"['’]?s?\s(?:said|says|saying|told|tells|announced|agreed|declined|denied|confirmed|warned|accused|urged|called|added|"
    r"reported|plans|planned|wants|hopes|expects|will|would|has|have|had|spokes\w+|analysts?|officials?|executives?|chairman|"
    r"chief|president|director|economists?|leaders?|members?|activists?|lawyers?)\b"
)
_ACTED = re.compile(
    r"\b(?:said|says|told|according\sto|accused|urged|(?:spokes\w+|leader|head|director|chairman)\s(?:for|of))\s(?:the\s)?$"
)
_GOES_ON = re.compile(r"['’]?s?\s(?:and|&|of|for|on|in)\s(?:the\s)?[A-Z]")
_BEGAN_BEFORE = re.compile(r"[A-Z][\w.]*\s(?:and|&|of|for)\s(?:the\s)?$")
_INITIAL = re.compile(r"\b[A-Z]\.|['’]")


def is_candidate(text: str, start: int, end: int) -> bool:
    """Whether text[start:end], found by a model, acts as an organisation does and is a whole name of one."""
    before, name = text[max(0, start - _REACH) : start], text[start:end]
    acts = _ACTS.match(text, end) or _ACTED.search(before)
    is_cut_off = _GOES_ON.match(text, end) or _BEGAN_BEFORE.search(before)
    return bool(acts) and not is_cut_off and not _is_of_something_else(name)


def confirm(candidates: Iterable[NameCount]) -> Aliases:
    """The candidates that at least two articles name, each standing for the organisation of its own name."""
    return Aliases.of(
        Alias(name.value, name.label, "organisation", f"named in {name.articles} articles")
        for name in candidates
        if name.articles >= LEAST_ARTICLES
    )


def _is_of_something_else(name: str) -> bool:
    """Whether it is a headline, a person, a thing, or begins with a country: what follows that is seldom whole."""
    words = name.split()
    return (
        name.isupper()
        or _INITIAL.search(name) is not None
        or is_title(words[0])
        or not _things().isdisjoint(words)
        or any(found.start == 0 for found in country_forms("en").find(name))
    )


@functools.cache
def _things() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("organisation_heads.tsv") if row["kind"] == "thing")
