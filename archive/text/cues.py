"""What one line says of itself: the words by which furniture gives itself away, read from `data/cues.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Kind = Literal["end", "line", "words", "numbers", "open", "close", "inserted", "credit", "appeal"]

MAX_CUE_LENGTH = 200
"""Longest line in characters that is compared with anything but appeals: furniture is short, prose is not."""

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_TOKEN = re.compile(r"\w+(?:[.'-]\w+)*")
_DIGITS = re.compile(r"\d+")
_QUOTED = re.compile(r'"[^"]*"?')
_FIRST_PERSON = re.compile(
    r"\b(we|us|our|ours|you|your|yours|mi|nas|nam|naš\w*|vi|vas|vam|vaš\w*|ми|нас|нам|наш\w*|ви|вас|вам|ваш\w*|мы|вы)\b"
)


@dataclass(frozen=True)
class Cue:
    """Why a line is taken for furniture: the rule's name, and what the line does (see the head of the table)."""

    kind: Kind
    rule: str


@dataclass(frozen=True)
class _Table:
    patterns: tuple[tuple[Cue, re.Pattern[str]], ...]
    vocabularies: tuple[tuple[Cue, frozenset[str]], ...]
    appeal: re.Pattern[str]


def _rows() -> Iterator[tuple[Cue, str]]:
    for row in files(__package__).joinpath("data/cues.tsv").read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            kind, rule, expression = row.split("\t")
            yield Cue(kind, rule), expression  # type: ignore[arg-type]


@cache
def _table() -> _Table:
    rows = tuple(_rows())
    return _Table(
        tuple((cue, re.compile(text)) for cue, text in rows if cue.kind not in ("words", "numbers", "appeal")),
        tuple((cue, frozenset(text.split())) for cue, text in rows if cue.kind in ("words", "numbers")),
        re.compile("|".join(text for cue, text in rows if cue.kind == "appeal")),
    )


def _plain(text: str) -> str:
    return text.casefold().translate(_STRAIGHT)


def cue_of(text: str) -> Cue | None:
    """Give the first cue in a line, or None: the line may be the article's own."""
    return _short_cue(_plain(text)) if len(text) <= MAX_CUE_LENGTH else None


@lru_cache(maxsize=1 << 16)
def _short_cue(plain: str) -> Cue | None:
    table = _table()
    tokens = {_DIGITS.sub("#", token) for token in _TOKEN.findall(plain)}
    for cue, vocabulary in table.vocabularies:
        if tokens and tokens <= vocabulary and (cue.kind == "words" or any("#" in token for token in tokens)):
            return cue
    return next((cue for cue, pattern in table.patterns if pattern.search(plain)), None)


@lru_cache(maxsize=1 << 12)
def appeals(text: str) -> bool:
    """Tell whether a line has words that ask the reader for money, a subscription or an address."""
    return _table().appeal.search(_plain(text)) is not None


def addresses_reader(text: str) -> bool:
    """Tell whether a line speaks as *we* or to *you*, quotations aside."""
    return _FIRST_PERSON.search(_QUOTED.sub("", _plain(text))) is not None
