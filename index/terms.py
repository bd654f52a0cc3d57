"""Which indexed terms a prefix, a wildcard or a fuzzy word stands for: one rule for engines and for snippets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from index.analysis import exact_terms
from index.errors import TooManyTerms
from index.query import Fuzzy, Prefix, Wildcard

MAX_FUZZY_DISTANCE = 2


@dataclass(frozen=True, slots=True)
class Pattern:
    """A set of exact terms: those that start with one of `prefixes` and of which `matches` is true."""

    typed: str
    prefixes: tuple[str, ...]
    matches: Callable[[str], bool]


def pattern(clause: Prefix | Wildcard | Fuzzy) -> Pattern:
    """What the clause stands for."""
    if isinstance(clause, Prefix):
        prefixes = exact_terms(clause.text)
        return Pattern(f"{clause.text}*", prefixes, lambda term: term.startswith(prefixes))
    if isinstance(clause, Wildcard):
        return _wildcard(clause.text)
    return _fuzzy(clause)


def expand(wanted: Pattern, terms_from: Callable[[str], Iterable[str]], limit: int) -> tuple[str, ...]:
    """The terms of a lexicon that the pattern stands for, in order; raises TooManyTerms over the limit.

    `terms_from(prefix)` gives the lexicon's terms that start so, in order.
    """
    found: dict[str, None] = {}
    for prefix in wanted.prefixes:
        found.update(dict.fromkeys(filter(wanted.matches, terms_from(prefix))))
    if len(found) > limit:
        raise TooManyTerms(wanted.typed, len(found), limit)
    return tuple(sorted(found))


def near(word: str, terms: Iterable[str]) -> dict[str, int]:
    """The terms within two edits of a folded word, other than itself, with their distances."""
    lengths = range(len(word) - MAX_FUZZY_DISTANCE, len(word) + MAX_FUZZY_DISTANCE + 1)
    distances = {
        term: OSA.distance(word, term, score_cutoff=MAX_FUZZY_DISTANCE)
        for term in terms
        if word and len(term) in lengths
    }
    return {term: distance for term, distance in distances.items() if 0 < distance <= MAX_FUZZY_DISTANCE}


def nearest(distances: Mapping[str, int], counts: Mapping[str, int], limit: int) -> tuple[tuple[str, int], ...]:
    """The (term, count) pairs with a count: nearest first, then most frequent, then by term."""
    held = sorted((distance, -counts[term], term) for term, distance in distances.items() if counts[term])
    return tuple((term, -count) for _, count, term in held[:limit])


def _wildcard(typed: str) -> Pattern:
    parts = list(folded_parts(typed))
    literal = parts[0] if parts and parts[0] not in "*?" else ""
    expression = re.compile("".join(_expressions(parts)), re.DOTALL)
    return Pattern(typed, (literal,), lambda term: expression.fullmatch(term) is not None)


def _expressions(parts: list[str]) -> Iterator[str]:
    """The parts between stars, each found at the first place where it stands, so that no star is tried twice."""
    first, *others = ["".join("." if part == "?" else re.escape(part) for part in group) for group in _groups(parts)]
    yield first
    for other in others[:-1]:
        yield f"(?>.*?{other})"
    if others:
        yield f".*{others[-1]}"


def _groups(parts: list[str]) -> Iterator[list[str]]:
    """The parts before, between and after stars."""
    group: list[str] = []
    for part in parts:
        if part == "*":
            yield group
            group = []
        else:
            group.append(part)
    yield group


def folded_parts(typed: str) -> Iterator[str]:
    """A wildcard word as its signs, `*` and `?`, and the folded letters between them."""
    for part in re.split(r"(\*+|\?)", typed):
        if part.startswith("*"):
            yield "*"
        elif part == "?":
            yield "?"
        else:
            yield from exact_terms(part)[:1]


def _fuzzy(clause: Fuzzy) -> Pattern:
    words = exact_terms(clause.text)
    cutoff = min(clause.distance, MAX_FUZZY_DISTANCE)
    return Pattern(
        f"{clause.text}~{cutoff}",
        ("",) if words else (),
        lambda term: any(OSA.distance(word, term, score_cutoff=cutoff) <= cutoff for word in words),
    )
