"""Marked fragments of a text that show why it matched: the same for every engine.

Marks are exact: a word is marked when its own terms are what the clause looks for, a phrase where its words stand
together, a prefix, wildcard or fuzzy word by the rule that expanded it. What a NOT rules out is never marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from index.analysis import Token, candidates, exact_terms, query_terms, stem_terms, tokens
from index.document import Value
from index.proximity import occurrences
from index.query import And, Clause, Fuzzy, Or, Phrase, Prefix, SnippetRequest, Wildcard, Word
from index.result import Snippet
from index.terms import pattern

Span: TypeAlias = tuple[int, int]
Mark: TypeAlias = tuple[int, int, int]
"""Start, end and the number of the clause that was found there."""
_Finder: TypeAlias = Callable[[Sequence[Token]], Iterator[Span]]
"""The words of a text → where a phrase stands among them."""


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Finds in texts of one field what a question looks for there. Made once a question, used for every hit."""

    _stems: Mapping[str, list[int]]
    """What words are looked for by → the numbers of the clauses that do."""
    _shapes: tuple[tuple[int, Callable[[str], bool]], ...]
    """Prefixes, wildcards and fuzzy words, with their numbers: whether they stand for an exact term."""
    _phrases: tuple[tuple[int, _Finder], ...]

    @classmethod
    def of(cls, clause: Clause, field: str) -> Highlighter:
        """The highlighter of the clause for texts of that field."""
        stems: defaultdict[str, list[int]] = defaultdict(list)
        shapes: list[tuple[int, Callable[[str], bool]]] = []
        phrases: list[tuple[int, _Finder]] = []
        for number, part in enumerate(_parts(clause, field)):
            if isinstance(part, Word):
                for term in query_terms(next(tokens(part.text)).text):
                    stems[term].append(number)
            elif isinstance(part, Phrase):
                phrases.append((number, _phrase_finder(part)))
            else:
                shapes.append((number, pattern(part).matches))
        return cls(dict(stems), tuple(shapes), tuple(phrases))

    def marks(self, text: str, language: str | None) -> tuple[Span, ...]:
        """Every found place in the text, in order; places that overlap are one."""
        return _merged(self.found(text, language))

    def snippets(self, text: str, language: str | None, count: int, length: int) -> tuple[Snippet, ...]:
        """At most `count` fragments of about `length` characters: those that show most of what was looked for.

        Empty when nothing is found in the text. Fragments are substrings of the text, in its order.
        """
        return chosen(text, self.found(text, language), count, length)

    def found(self, text: str, language: str | None) -> list[Mark]:
        """The same with the number of the clause that was found, where places may overlap."""
        return sorted({*self._words(text, language), *self._shaped(text), *self._standing_together(text)})

    def _words(self, text: str, language: str | None) -> Iterator[Mark]:
        for match in candidates(text) if self._stems else ():
            for term in stem_terms(match[0], language):
                if term in self._stems:
                    yield from ((match.start(), match.end(), number) for number in self._stems[term])

    def _shaped(self, text: str) -> Iterator[Mark]:
        for match in candidates(text) if self._shapes else ():
            for number, matches in self._shapes:
                if any(map(matches, exact_terms(match[0]))):
                    yield match.start(), match.end(), number

    def _standing_together(self, text: str) -> Iterator[Mark]:
        words = list(tokens(text)) if self._phrases else []
        for number, find in self._phrases:
            for start, end in find(words):
                yield start, end, number


def chosen(text: str, found: list[Mark], count: int, length: int) -> tuple[Snippet, ...]:
    """At most `count` fragments of about `length` characters: those that show most of what was found, marked."""
    marks = _merged(found)
    fragments: list[Span] = []
    seen: set[int] = set()
    while found and len(fragments) < count:
        if fragments:
            start, end = fragments[-1]
            found = [mark for mark in found if mark[1] <= start or mark[0] >= end]
        if best := _best(found, length, seen):
            start, end = _fragment(text, best[0][0], best[-1][1], length)
            fragments.append(_apart(start, end, best, fragments))
            seen.update([number for _, _, number in best])
    return tuple(_snippet(text, span, marks) for span in sorted(fragments))


class Quoting(Protocol):
    """Takes snippets from the texts of one field."""

    def snippets(self, text: str, language: str | None, count: int, length: int) -> tuple[Snippet, ...]:
        """At most `count` fragments of about `length` characters; none where nothing is found in the text."""


def highlighters_of(clause: Clause, request: SnippetRequest | None) -> dict[str, Highlighter]:
    """A highlighter for each field that snippets are wanted from."""
    return {name: Highlighter.of(clause, name) for name in request.fields} if request else {}


def quote(
    values: Mapping[str, Value], highlighters: Mapping[str, Quoting], request: SnippetRequest, language: str | None
) -> tuple[Snippet, ...]:
    """A document's snippets: from the first fields that show a match, else the lead of the first that has a text."""
    found: tuple[Snippet, ...] = ()
    first = ""
    for name, highlighter in highlighters.items():
        if len(found) < request.count and isinstance(text := values.get(name), str) and text:
            found += highlighter.snippets(text, language, request.count - len(found), request.length)
            first = first or text
    return found or ((lead(first, request.length),) if first else ())


def lead(text: str, length: int) -> Snippet:
    """The beginning of a text, cut between words: shown where nothing in the text was looked for."""
    return Snippet(text[: _cut_before(text, length) if len(text) > length else len(text)].rstrip(), ())


def _parts(clause: Clause, field: str) -> Iterator[Word | Phrase | Prefix | Wildcard | Fuzzy]:
    """What a clause looks for in texts of that field: words one by one, and several that stand together as a phrase."""
    match clause:
        case And(clauses) | Or(clauses):
            for inner in clauses:
                yield from _parts(inner, field)
        case Word(text, name) if name in (None, field):
            words = list(tokens(text))
            if words:
                yield clause if len(words) == 1 else Phrase(text)
        case Phrase(_, name) | Prefix(_, name) | Wildcard(_, name) | Fuzzy(_, name) if name in (None, field):
            yield clause
        case _:
            return


def _phrase_finder(phrase: Phrase) -> _Finder:
    wanted = [frozenset(exact_terms(token.text)) for token in tokens(phrase.text)]

    def find(words: Sequence[Token]) -> Iterator[Span]:
        terms = [exact_terms(word.text) for word in words]
        places = [[at for at, forms in enumerate(terms) if not want.isdisjoint(forms)] for want in wanted]
        for occurrence in occurrences(wanted, places, phrase.slop):
            if phrase.slop == 0:
                yield words[occurrence[0]].start, words[occurrence[-1]].end
            else:
                yield from ((words[at].start, words[at].end) for at in occurrence)

    return find


def _best(found: list[Mark], length: int, seen: set[int]) -> list[Mark]:
    """The first of the windows that are worth most: marks that fit into one fragment."""
    is_one_clause = len({number for _, _, number in found}) == 1
    best, most = found[:1], (0, 0, 0)
    end = 0
    for start, (begin, _, _) in enumerate(found):
        before, end = end, max(end, start + 1)
        while end < len(found) and found[end][1] - begin <= length:
            end += 1
        if end == before:  # inside the window before it
            continue
        worth = (0, 0, end - start) if is_one_clause else _worth(found[start:end], seen)
        if worth > most:
            best, most = found[start:end], worth
    return best


def _worth(window: list[Mark], seen: set[int]) -> tuple[int, int, int]:
    numbers = {number for _, _, number in window}
    return len(numbers - seen), len(numbers), len(window)


def _fragment(text: str, first: int, last: int, length: int) -> Span:
    """A span of about that length around the marks from first to last, cut between words."""
    room = max(0, length - (last - first))
    start = _sentence_start(text, first, room // 2)
    end = max(last, start + length)
    return start, len(text) if end >= len(text) else max(last, _cut_before(text, end))


def _sentence_start(text: str, first: int, room: int) -> int:
    """Where a sentence begins within `room` characters before a mark, or else a word."""
    earliest = max(0, first - room)
    for stop in ("\n", ". ", "? ", "! "):
        found = text.rfind(stop, earliest, first)
        if found >= 0:
            return found + len(stop)
    if earliest == 0:
        return 0
    space = text.find(" ", earliest, first)
    return space + 1 if space >= 0 else first


def _cut_before(text: str, end: int) -> int:
    """The last place between words at or before `end`; in the middle of a very long word where there is none near."""
    earliest = max(0, end - 60) + 1
    space = max(text.rfind(" ", earliest, end + 1), text.rfind("\n", earliest, end + 1))
    return space if space >= 0 else end


def _apart(start: int, end: int, marks: list[Mark], others: list[Span]) -> Span:
    """The span without what other fragments show already; the marks in it are theirs to none of them."""
    for other_start, other_end in others:
        if other_end <= marks[0][0]:
            start = max(start, other_end)
        elif other_start >= marks[-1][1]:
            end = min(end, other_start)
    return start, end


def _snippet(text: str, span: Span, marks: tuple[Span, ...]) -> Snippet:
    start, end = span
    fragment = text[start:end].rstrip()
    bare = fragment.lstrip()
    end = start + len(fragment)
    start = end - len(bare)
    return Snippet(bare, tuple([(a - start, b - start) for a, b in marks if start <= a and b <= end]))


def _merged(marks: list[Mark]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end, _ in marks:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return tuple(merged)
