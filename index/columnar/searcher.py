"""Answers questions from the columns of one commit."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import NamedTuple

from index import facets, terms
from index.analysis import fold
from index.columnar.collapse import Collapsed
from index.columnar.commit import Commit
from index.columnar.counting import Column, Tally, keyword_facet
from index.columnar.damage import DAMAGE, damage_named, damaged
from index.columnar.file import Array
from index.columnar.filters import MaskCache, Masks
from index.columnar.found import Found, answer, masked
from index.columnar.hits import DocumentReader, LazyValues
from index.columnar.marking import Quotings
from index.columnar.memo import Memo
from index.columnar.numbering import Numbering
from index.columnar.order import Ordering, Place
from index.columnar.plan import Planner, Words
from index.columnar.timeline import Dated, Days, timeline
from index.engine import Limits
from index.query import Clause, Everything, FacetRequest, Filter, Query, SnippetRequest
from index.result import Facet, Hit, Result, Snippet
from index.schema import Kind
from index.snippets import Quoting, quote
from index.validation import check, need

_ORDERED_AT_ONCE = 5_000
"""Hits of a scan that are put in order together; the arrays that they are taken from are gone through for each."""

_READ_AT_ONCE = 500
"""Documents of a scan that are in memory together."""

_PATIENCE_SECONDS = 0.05
"""How long a thread waits for its turn: who waited for so long goes on without it, so no slow question holds it up."""


class Columns:
    """What a commit has besides its segments: the columns of its fields, read once and shared by threads.

    It goes on with what the commit before knows and what still holds.

    Threads take turns to answer. Python runs one of them at a time anyway; two that answer together hand its lock to
    and fro whenever one lets go of it to decompress a text or ask the file system, which takes the processor's time.
    """

    def __init__(self, commit: Commit, masks: MaskCache, before: Columns | None = None) -> None:
        self.commit = commit
        self.turn = threading.Lock()
        self.masks = Masks(commit, masks)
        self.words = Words(commit)
        self.quotings = Quotings(commit, self.words)
        readers = {reader.segment: reader for reader in before.readers} if before else {}
        self.readers: list[DocumentReader] = [
            readers.get(part.segment) or DocumentReader(part.segment) for part in commit.parts
        ]
        self._numberings = known = before.numberings() if before else {}
        self.values: Mapping[str, Column] = Memo(lambda field: Column(commit, field, known.get(field)))
        self.days: Mapping[str, Days] = Memo(partial(Days, commit))

    def numberings(self) -> dict[str, Numbering]:
        """How the values of fields are numbered, of those that were asked for."""
        asked = dict(self.values)  # at once, for other threads ask for more meanwhile
        return {**self._numberings, **{field: column.numbering for field, column in asked.items()}}


_HIT: Callable[[Iterable[object]], Hit] = partial(tuple.__new__, Hit)

_NOTHING_SELECTED: frozenset[str | None] = frozenset()


class _Matches(NamedTuple):
    """What the text of a question matches, and what is left by its filters, segment by segment.

    Only the scores of what is left are right.
    """

    text: list[Found]
    kept: list[Found]


class ColumnarSearcher:
    """See `index.engine.Searcher`."""

    def __init__(self, columns: Columns, limits: Limits, generation: int, commit: str) -> None:
        self.generation = generation
        self.commit = commit
        self._columns = columns
        self._limits = limits
        self._of = columns.commit
        self._schema = columns.commit.schema
        self._kinds = {field.name: field.kind for field in self._schema.fields}
        self._tallies: Mapping[str, Tally] = Memo(lambda field: Tally(len(columns.values[field].numbering)))

    def search(self, query: Query) -> Result:
        check(query, self._schema)
        has_turn = self._columns.turn.acquire(timeout=_PATIENCE_SECONDS)
        try:
            return self._answer(query)
        except DAMAGE as error:
            raise damaged(error) from error
        finally:
            if has_turn:
                self._columns.turn.release()

    def _answer(self, query: Query) -> Result:
        ordering = Ordering(self._of, query.sort)
        matches = self._matches(query)
        collapsed = self._collapsed(matches.kept, query, ordering)
        kept = collapsed.found if collapsed else matches.kept
        wanted = 0 if query.after else query.offset
        places = self._places(ordering, kept, wanted + query.limit + 1, query) if query.limit else []
        page = places[wanted : wanted + query.limit]
        is_more = len(places) > wanted + len(page) and bool(page)
        return Result(
            total=_size(matches.kept),
            groups=_size(kept) if query.collapse else None,
            hits=tuple(self._hits(page, query, collapsed)),
            facets=tuple(self._facets(query, matches)),
            next=ordering.cursor(page[-1]) if is_more else None,
        )

    def _places(self, ordering: Ordering, kept: Sequence[Found], count: int, query: Query) -> list[Place]:
        """The first hits. Those of match-all, where nothing orders them but their ids, are not looked for among all."""
        if _is_everything(query) and query.sort.field is None and not (query.after or query.collapse):
            return ordering.first(count)
        return ordering.best(kept, count, query.after)

    def count(self, text: Clause, filters: tuple[Filter, ...] = ()) -> int:
        return self.search(Query(text, filters, limit=0)).total

    def scan(self, query: Query) -> Iterator[Hit]:
        check(query, self._schema)
        with damage_named():
            yield from self._scanned(query)

    def _scanned(self, query: Query) -> Iterator[Hit]:
        ordering = Ordering(self._of, query.sort)
        matches = self._matches(query)
        collapsed = self._collapsed(matches.kept, query, ordering)
        kept = collapsed.found if collapsed else matches.kept
        places = ordering.best(kept, _ORDERED_AT_ONCE)
        while places:
            for begin in range(0, len(places), _READ_AT_ONCE):
                yield from self._hits(places[begin : begin + _READ_AT_ONCE], query, collapsed)
            places = ordering.best(kept, _ORDERED_AT_ONCE, ordering.cursor(places[-1]))

    @damage_named()
    def get(self, document_id: str) -> Hit | None:
        for number, part in enumerate(self._of.parts):
            document = part.segment.document(document_id)
            if document is not None and document not in part.deleted:
                _, (values,) = self._columns.readers[number].read([document])
                return Hit(document_id, 0.0, values)
        return None

    @damage_named()
    def ids(self) -> Iterator[str]:
        for part in self._of.parts:
            yield from (part.segment.id_of(document) for document in part.documents.tolist())

    @damage_named()
    def values(self, field: str) -> tuple[tuple[str, int], ...]:
        need(self._schema, field, "counted", Kind.KEYWORD, Kind.DAY)
        column = self._columns.values[field]
        values, counts, _ = column.leading(column.whole, len(column.numbering))
        return tuple(sorted(zip(values, counts, strict=True)))

    @damage_named()
    def spellings(self, word: str, field: str | None = None, limit: int = 5) -> tuple[tuple[str, int], ...]:
        if field is not None:
            need(self._schema, field, "searched for words", Kind.TEXT)
        names = [field] if field else [searched.name for searched in self._schema.searched]
        counts: Counter[str] = Counter()
        for name in names:
            for term, count in self._near(fold(word), f"{name}_exact").items():
                counts[term] = max(counts[term], count)
        return terms.nearest(terms.near(fold(word), counts), counts, limit)

    def document_count(self) -> int:
        return self._of.live

    def _near(self, word: str, form: str) -> Counter[str]:
        """The terms of a text field within two edits of a word, with their numbers of documents."""
        counts: Counter[str] = Counter()
        for place, part in enumerate(self._of.parts):
            text = part.segment.texts[form]
            for number in self._columns.words.near(word, place).tolist():
                if (of_field := text.list_of(number)) is not None:
                    documents = text.lists.documents(of_field)
                    counts[text.terms[number]] += len(
                        documents if part.live is None else documents[part.live[documents]]
                    )
        return counts

    def _matches(self, query: Query) -> _Matches:
        if _is_everything(query):
            whole = [part.whole for part in self._of.parts]
            return _Matches(whole, whole)
        planner = Planner(self._of, self._columns.words, self._columns.masks, self._limits)
        text, kept = [], []
        for number, (part, tree) in enumerate(zip(self._of.parts, planner.node(query.text).trees, strict=True)):
            wanted = self._columns.masks.mask(query.filters[0], number) if query.filters else None
            found = answer(tree, part.segment.size, part.live, wanted=wanted)
            if len(found.documents):
                planner.check_time()
            text.append(found if part.live is None else masked(found, part.live))
            kept.append(self._filtered(text[-1], number, query.filters))
        return _Matches(text, kept)

    def _filtered(self, found: Found, part: int, filters: Sequence[Filter]) -> Found:
        for filter_ in filters:
            found = masked(found, self._columns.masks.mask(filter_, part))
        return found

    def _collapsed(self, kept: list[Found], query: Query, ordering: Ordering) -> Collapsed | None:
        return Collapsed.of(kept, self._columns.values[query.collapse], ordering) if query.collapse and kept else None

    def _hits(self, places: Sequence[Place], query: Query, collapsed: Collapsed | None) -> Iterator[Hit]:
        ids, values = self._read(places)
        snippets = self._snippets(places, values, query, query.snippets) if query.snippets else repeat(())
        copies = map(collapsed.copies_of, places) if collapsed else repeat(1)
        scores = [place.score for place in places]
        return map(_HIT, zip(ids, scores, values, snippets, copies, strict=False))

    def _snippets(
        self, places: Sequence[Place], values: Sequence[LazyValues], query: Query, request: SnippetRequest
    ) -> Iterator[tuple[Snippet, ...]]:
        quotings: Mapping[int, dict[str, Quoting]] = Memo(
            lambda part: {name: self._columns.quotings.of(query.text, name, part) for name in request.fields}
        )
        for place, of_hit in zip(places, values, strict=True):
            yield quote(of_hit, quotings[place.part], request, of_hit.analysed_in)

    def _read(self, places: Sequence[Place]) -> tuple[list[str], list[LazyValues]]:
        """The ids and the values of hits, read segment by segment."""
        if len(self._columns.readers) == 1:
            return self._columns.readers[0].read([place.document for place in places])
        found: dict[int, tuple[str, LazyValues]] = {}
        for part in {place.part for place in places}:
            of_part = [number for number, place in enumerate(places) if place.part == part]
            ids, values = self._columns.readers[part].read([places[number].document for number in of_part])
            found.update(zip(of_part, zip(ids, values, strict=True), strict=True))
        in_order = [found[number] for number in range(len(places))]
        return [document_id for document_id, _ in in_order], [values for _, values in in_order]

    def _facets(self, query: Query, matches: _Matches) -> Iterator[Facet]:
        """The counts of each field among what every filter but its own lets through."""
        kept = [found.documents for found in matches.kept]
        for request in query.facets:
            selected, others, documents = _NOTHING_SELECTED, query.filters, kept
            if query.filters:
                selected = facets.chosen(query.filters, request.field)
                others = tuple(filter_ for filter_ in query.filters if not facets.own(filter_, request.field))
                if len(others) < len(query.filters):
                    documents = [self._filtered(found, n, others).documents for n, found in enumerate(matches.text)]
            if not selected and not any(map(len, documents)):
                yield facets.empty(request, self._kinds[request.field])
            else:
                is_whole = not others and isinstance(query.text, Everything)
                yield self._facet(request, documents, selected, is_whole)

    def _facet(
        self, request: FacetRequest, documents: list[Array], selected: frozenset[str | None], is_whole: bool
    ) -> Facet:
        field = request.field
        if self._kinds[field] is Kind.DAY:
            days = self._columns.days[field]
            return timeline(request, days, days.whole if is_whole else Dated(days, documents), selected, self._limits)
        column = self._columns.values[field]
        tally = column.whole if is_whole else column.count(documents, self._tallies[field])
        return keyword_facet(request, column, tally, selected)


def _is_everything(query: Query) -> bool:
    return isinstance(query.text, Everything) and not query.filters


def _size(found: Sequence[Found]) -> int:
    return sum(len(of_part.documents) for of_part in found)
