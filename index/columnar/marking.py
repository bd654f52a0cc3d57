"""Snippets without analysing texts: words are found in them by the ways in which they are written.

Each segment knows how each of its terms is written in its texts. Those surfaces are looked for in the text of a hit.
A place where one stands is a word where it is one between the white space around it, for `index.analysis` needs to
know no more. So the marks are those of `index.snippets`, which analyses whole texts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple, Protocol

from index.analysis import exact_terms, query_terms, stem_terms, tokens
from index.columnar import kernel
from index.columnar.commit import Commit
from index.columnar.memo import Memo
from index.columnar.plan import Words
from index.columnar.segment import Segment
from index.query import And, Clause, Fuzzy, Or, Phrase, Prefix, Wildcard, Word
from index.result import Snippet
from index.snippets import Highlighter, Mark, Quoting, Span

_MOST_SURFACES = 300
"""With more, analysing the text is cheaper than looking for each of them."""

_KEPT = 500
"""Questions: someone who pages through hits, or chooses in facets, looks for the same words again."""

_SIMPLE = "\u0530"
"""Letters before it are Latin, Greek or Cyrillic: words of them are told apart by the signs around them."""


_SNIPPET: Callable[[Iterable[object]], Snippet] = partial(tuple.__new__, Snippet)

_PLAIN = re.compile("[0-9A-Za-z]")
"""Where one of these stands, a word does."""

_WITHOUT_DIGITS = str.maketrans("", "", "0123456789")


class Quotings:
    """What quotes texts, the same for every question to one commit that looks for the same; shared by threads."""

    def __init__(self, commit: Commit, words: Words) -> None:
        self._commit = commit
        self._words = words
        self.of = functools.lru_cache(_KEPT)(self._of)

    def _of(self, clause: Clause, field: str, part: int) -> Quoting:
        return _Quoting(tuple(self._finders(clause, field, part)))

    def _finders(self, clause: Clause, field: str, part: int) -> Iterator[_Finder]:
        """What finds each part of the clause, in the order in which `index.snippets` numbers them."""
        segment = self._commit.parts[part].segment
        match clause:
            case And(clauses) | Or(clauses):
                for inner in clauses:
                    yield from self._finders(inner, field, part)
            case Word(text, name) if name in (None, field):
                words = [token.text for token in tokens(text)]
                if len(words) == 1:
                    yield _Stems(frozenset(query_terms(words[0])), segment)
                elif words:
                    yield _phrase(Phrase(text), field, segment)
            case Phrase(_, name) if name in (None, field):
                yield _phrase(clause, field, segment)
            case Prefix(_, name) | Wildcard(_, name) | Fuzzy(_, name) if name in (None, field):
                surfaces = segment.surfaces_of(self._words.shaped(clause, part).tolist())
                some = frozenset(islice(surfaces, _MOST_SURFACES + 1))
                yield _Shaped(some) if len(some) <= _MOST_SURFACES else _Analysed(clause, field)
            case _:
                return


class _Finder(Protocol):
    """Finds one part of a question in texts."""

    def surfaces(self, language: str | None) -> Iterable[str]:
        """The words to look for in a text of that language, as they are written there."""

    def found(self, text: str, language: str | None, words: list[Span]) -> Iterable[Span]:
        """The places to mark, given where those words stand, in order."""


class _Wanted(NamedTuple):
    """What to look for in texts of one language: surfaces, each with the number of the finder that wants it.

    `kernel.words_in` looks for the simple ones.
    """

    simple: tuple[str, ...]
    numbers: tuple[int, ...]
    others: tuple[str, ...]
    other_numbers: tuple[int, ...]


class _Quoting:
    """See `index.snippets.Quoting`."""

    def __init__(self, finders: Sequence[_Finder]) -> None:
        self._finders = finders
        self._wanted: Mapping[str | None, _Wanted] = Memo(self._wanted_in)
        self._are_words = all(isinstance(finder, _Shaped | _Stems) for finder in finders)

    def snippets(self, text: str, language: str | None, count: int, length: int) -> tuple[Snippet, ...]:
        """See `index.snippets.Quoting`."""
        looked_for = self._wanted[language]
        if self._are_words:
            shown = kernel.shown(text, looked_for.simple, looked_for.numbers, looked_for.others, count, length)
            if shown is not None:
                return tuple(map(_SNIPPET, shown))
        found = places(text, looked_for)
        if not self._are_words:
            found = sorted(self._marks(text, language, found))
        return tuple(map(_SNIPPET, kernel.quoted(text, found, count, length))) if found else ()

    def _marks(self, text: str, language: str | None, found: list[Mark]) -> Iterator[Mark]:
        words: list[list[Span]] = [[] for _ in self._finders]
        for start, end, number in found:
            words[number].append((start, end))
        for number, finder in enumerate(self._finders):
            for start, end in finder.found(text, language, words[number]):
                yield start, end, number

    def _wanted_in(self, language: str | None) -> _Wanted:
        return wanted([finder.surfaces(language) for finder in self._finders])


class _Shaped:
    """A prefix, a wildcard or a fuzzy word, by what it stands for."""

    def __init__(self, surfaces: frozenset[str]) -> None:
        self._surfaces = surfaces

    def surfaces(self, language: str | None) -> Iterable[str]:  # noqa: ARG002 the same in every language
        """See `_Finder`."""
        return self._surfaces

    def found(self, text: str, language: str | None, words: list[Span]) -> Iterable[Span]:  # noqa: ARG002
        """See `_Finder`."""
        return words


class _Stems:
    """A word, by its stems."""

    def __init__(self, stems: frozenset[str], segment: Segment) -> None:
        self._surfaces = {surface for stem in stems for surface in segment.surfaces_of(segment.exact_of(stem))}
        self._stems = stems

    def surfaces(self, language: str | None) -> Iterable[str]:
        """See `_Finder`."""
        return [surface for surface in self._surfaces if not self._stems.isdisjoint(stem_terms(surface, language))]

    def found(self, text: str, language: str | None, words: list[Span]) -> Iterable[Span]:  # noqa: ARG002
        """See `_Finder`."""
        return words


class _Adjacent:
    """A phrase without other words in it."""

    def __init__(self, words: Sequence[frozenset[str]], segment: Segment) -> None:
        self._places: dict[str, int] = {}
        """For each surface, as bits, at which places of the phrase it may stand."""
        for place, terms in enumerate(words):
            for surface in {surface for term in terms for surface in _surfaces_of_exact(term, segment)}:
                self._places[surface] = self._places.get(surface, 0) | 1 << place
        self._size = len(words)

    def surfaces(self, language: str | None) -> Iterable[str]:  # noqa: ARG002 the same in every language
        """See `_Finder`."""
        return self._places

    def found(self, text: str, language: str | None, words: list[Span]) -> Iterable[Span]:  # noqa: ARG002
        """See `_Finder`. Bit n of `state`: the last words are the first n + 1 of the phrase (Shift-And)."""
        state, before = 0, 0
        for number, (start, end) in enumerate(words):
            if state and not _has_no_word(text[before:start]):
                state = 0
            state = (state << 1 | 1) & self._places[text[start:end]]
            if state >> (self._size - 1):
                yield words[number - self._size + 1][0], end
            before = end


class _Analysed:
    """What is found by analysing the text."""

    def __init__(self, clause: Clause, field: str) -> None:
        self._highlighter = Highlighter.of(clause, field)

    def surfaces(self, language: str | None) -> Iterable[str]:  # noqa: ARG002
        """See `_Finder`."""
        return ()

    def found(self, text: str, language: str | None, words: list[Span]) -> Iterable[Span]:  # noqa: ARG002
        """See `_Finder`."""
        return [(start, end) for start, end, _ in self._highlighter.found(text, language)]


def _has_no_word(between: str) -> bool:
    return between.isspace() or not (_PLAIN.search(between) or any(tokens(between)))


def _phrase(phrase: Phrase, field: str, segment: Segment) -> _Finder:
    if phrase.slop:
        return _Analysed(phrase, field)
    return _Adjacent([frozenset(exact_terms(token.text)) for token in tokens(phrase.text)], segment)


def _surfaces_of_exact(term: str, segment: Segment) -> Iterator[str]:
    number = segment.exact.find(term)
    return segment.surfaces_of(() if number is None else (number,))


def wanted(surfaces: Sequence[Iterable[str]]) -> _Wanted:
    """What to look for, given the surfaces that each finder wants."""
    pairs = [(surface, number) for number, of_finder in enumerate(surfaces) for surface in of_finder]
    simple = [pair for pair in pairs if _is_simple(pair[0])]
    others = [pair for pair in pairs if not _is_simple(pair[0])]
    return _Wanted(*_columns(simple), *_columns(others))


def _columns(pairs: Sequence[tuple[str, int]]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return tuple(surface for surface, _ in pairs), tuple(number for _, number in pairs)


def _is_simple(surface: str) -> bool:
    """Whether `kernel.words_in` can look for it."""
    letters = surface.translate(_WITHOUT_DIGITS)
    return len(surface) > 1 and letters.isalpha() and letters[0] == surface[0] and max(letters) < _SIMPLE


def places(text: str, looked_for: _Wanted) -> list[Mark]:
    """Where the wanted surfaces stand in a text as words of their own, in order, with the numbers of their finders."""
    found: list[Mark]
    found, unsure = kernel.words_in(text, looked_for.simple, looked_for.numbers)
    if not unsure and not looked_for.others:
        return found
    found += [mark for mark in unsure if _is_word(text, mark[0], mark[1])]
    for surface, number in zip(looked_for.others, looked_for.other_numbers, strict=True):
        if surface in text:
            found += [(start, end, number) for start, end in _words(text, surface)]
    return sorted(found)


def _words(text: str, surface: str) -> Iterator[Span]:
    """Where a surface stands in a text as a word of its own."""
    start = text.find(surface)
    while start >= 0:
        if _is_word(text, start, start + len(surface)):
            yield start, start + len(surface)
        start = text.find(surface, start + 1)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether that is a word of the text, from the white space before it to that behind it."""
    begin, stop = start, end
    while begin and not text[begin - 1].isspace():
        begin -= 1
    while stop < len(text) and not text[stop].isspace():
        stop += 1
    return (start - begin, end - begin) in _spans(text[begin:stop])


@functools.lru_cache(maxsize=1 << 13)
def _spans(piece: str) -> frozenset[Span]:
    """The places of the words in a text without white space."""
    return frozenset((token.start, token.end) for token in tokens(piece))
