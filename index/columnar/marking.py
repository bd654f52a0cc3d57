"""Snippets without analysing texts: words are found in them by the ways in which they are written.

Each segment knows how each of its terms is written in its texts. Those surfaces are looked for in the text of a hit.
A place where one stands is a word where it is one between the white space around it, for `index.analysis` needs to
know no more. So the marks are those of `index.snippets`, which analyses whole texts.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from index.analysis import exact_terms, query_terms, stem_terms, tokens
from index.columnar.plan import Planner
from index.columnar.segment import Segment
from index.document import Value
from index.query import And, Clause, Fuzzy, Or, Phrase, Prefix, SnippetRequest, Wildcard, Word
from index.result import Snippet
from index.snippets import Highlighter, Mark, Span, chosen, quote

_Finder: TypeAlias = Callable[[str, str | None], Iterable[Span]]

_MOST_SURFACES = 300
"""With more, analysing the text is cheaper than looking for each of them."""


class Marker:
    """Quotes the hits of one question."""

    def __init__(self, clause: Clause, request: SnippetRequest, planner: Planner) -> None:
        self._clause = clause
        self._request = request
        self._planner = planner
        self._quoting: dict[int, dict[str, _Quoting]] = {}

    def quote(self, values: Mapping[str, Value], language: str | None, part: int) -> tuple[Snippet, ...]:
        """The snippets of a document of the n-th segment."""
        if part not in self._quoting:
            names = self._request.fields
            self._quoting[part] = {name: _Quoting(tuple(self._finders(self._clause, name, part))) for name in names}
        return quote(values, self._quoting[part], self._request, language)

    def _finders(self, clause: Clause, field: str, part: int) -> Iterator[_Finder]:
        """What finds each part of the clause, in the order in which `index.snippets` numbers them."""
        segment = self._planner.commit.parts[part].segment
        match clause:
            case And(clauses) | Or(clauses):
                for inner in clauses:
                    yield from self._finders(inner, field, part)
            case Word(text, name) if name in (None, field):
                words = [token.text for token in tokens(text)]
                if len(words) == 1:
                    yield _word_finder(frozenset(query_terms(words[0])), segment)
                elif words:
                    yield _phrase_finder(Phrase(text), field, segment)
            case Phrase(_, name) if name in (None, field):
                yield _phrase_finder(clause, field, segment)
            case Prefix(_, name) | Wildcard(_, name) | Fuzzy(_, name) if name in (None, field):
                surfaces = segment.surfaces_of(self._planner.shaped(clause, part).tolist())
                some = frozenset(islice(surfaces, _MOST_SURFACES + 1))
                yield _surface_finder(some) if len(some) <= _MOST_SURFACES else _by_analysis(clause, field)
            case _:
                return


@dataclass(frozen=True, slots=True)
class _Quoting:
    """See `index.snippets.Quoting`."""

    finders: tuple[_Finder, ...]

    def snippets(self, text: str, language: str | None, count: int, length: int) -> tuple[Snippet, ...]:
        found: list[Mark] = [
            (start, end, number) for number, finder in enumerate(self.finders) for start, end in finder(text, language)
        ]
        return chosen(text, sorted(found), count, length) if found else ()


def _word_finder(wanted: frozenset[str], segment: Segment) -> _Finder:
    surfaces = {surface for stem in wanted for surface in segment.surfaces_of(segment.exact_of(stem))}

    def find(text: str, language: str | None) -> Iterator[Span]:
        for surface in filter(text.__contains__, surfaces):
            if not wanted.isdisjoint(stem_terms(surface, language)):
                yield from _words(text, surface)

    return find


def _surface_finder(surfaces: frozenset[str]) -> _Finder:
    def find(text: str, _: str | None) -> Iterator[Span]:
        for surface in filter(text.__contains__, surfaces):
            yield from _words(text, surface)

    return find


def _phrase_finder(phrase: Phrase, field: str, segment: Segment) -> _Finder:
    if phrase.slop:
        return _by_analysis(phrase, field)
    wanted = [frozenset(exact_terms(token.text)) for token in tokens(phrase.text)]
    first = {surface for term in wanted[0] for surface in _surfaces_of_exact(term, segment)} if wanted else set()

    def find(text: str, _: str | None) -> Iterator[Span]:
        for surface in filter(text.__contains__, first):
            for start, _end in _words(text, surface):
                following = list(islice(tokens(text, start), len(wanted)))
                if len(following) == len(wanted) and _are(following, wanted):
                    yield start, following[-1].end

    return find


def _are(words: Sequence[tuple[str, int, int]], wanted: Sequence[frozenset[str]]) -> bool:
    return all(not want.isdisjoint(exact_terms(word[0])) for word, want in zip(words, wanted, strict=True))


def _by_analysis(clause: Clause, field: str) -> _Finder:
    highlighter = Highlighter.of(clause, field)
    return lambda text, language: ((start, end) for start, end, _ in highlighter.found(text, language))


def _surfaces_of_exact(term: str, segment: Segment) -> Iterator[str]:
    number = segment.exact.find(term)
    return segment.surfaces_of(() if number is None else (number,))


def _words(text: str, surface: str) -> Iterator[Span]:
    """Where a surface stands in a text as a word of its own."""
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        begin = start
        while begin and not text[begin - 1].isspace():
            begin -= 1
        stop = end
        while stop < len(text) and not text[stop].isspace():
            stop += 1
        if (start - begin, end - begin) in _spans(text[begin:stop]):
            yield start, end
        start = text.find(surface, start + 1)


@functools.lru_cache(maxsize=1 << 13)
def _spans(piece: str) -> frozenset[Span]:
    """The places of the words in a text without white space."""
    return frozenset((token.start, token.end) for token in tokens(piece))
