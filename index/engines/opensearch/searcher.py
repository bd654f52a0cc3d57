"""The contract's answers from a view of one commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import islice

from index import terms
from index.analysis import fold
from index.document import Value
from index.engine import Limits
from index.engines.opensearch import paging
from index.engines.opensearch.clauses import EVERYTHING, Compiler
from index.engines.opensearch.client import Json
from index.engines.opensearch.counting import Counting, Days, days, histogram
from index.engines.opensearch.fetched import FetchedValues
from index.engines.opensearch.groups import Groups, Head
from index.engines.opensearch.mapping import values
from index.engines.opensearch.view import PAGE, View
from index.engines.opensearch.words import Words
from index.query import Clause, Everything, Filter, Interval, Query
from index.result import Hit, Result
from index.schema import Kind, Schema
from index.snippets import highlighters_of, quote
from index.terms import MAX_FUZZY_DISTANCE
from index.validation import check, need

WINDOW = 10_000
"""Hits that one request can bring or skip: OpenSearch's `index.max_result_window`. Deeper pages are walked to."""

_HEADS_AT_A_TIME = 100
"""Documents among which the hits of a collapsed page are looked for at a time, at least."""

_KEPT_SHAPES = 500
"""Prefixes, wildcards and fuzzy words of which it is kept what they stand for: most are asked for again."""


class OpenSearchSearcher:
    """See `index.engine.Searcher`. May be shared by threads."""

    def __init__(self, view: View, words: Words, schema: Schema, limits: Limits) -> None:
        self.note = view.note
        self.generation = view.note.number
        self.commit = f"{view.note.number}.{view.note.commit}"
        self._view, self._words, self._schema, self._limits = view, words, schema, limits
        self._compiler = Compiler(schema, lru_cache(_KEPT_SHAPES)(words.expand))
        self._everywhere = cache(self._count_everywhere)

    @property
    def is_kept(self) -> bool:
        """Whether the cluster still keeps the point in time, unless it was lost."""
        return self._view.is_kept

    def search(self, query: Query) -> Result:
        check(query, self._schema)
        counting = Counting(query, self._compiler, self._limits)
        asked = self._asked(query, counting.seen)
        is_direct = query.limit > 0 and query.collapse is None and query.offset + query.limit < WINDOW
        wanted = asked | _page(query) if is_direct else {"query": asked["query"], "size": 0}
        counts = {"track_total_hits": True, "aggs": counting.aggregations()}
        answer = self._view.ask(wanted | counts | {"post_filter": self._compiler.filters(counting.chosen)})
        total, count = answer["hits"]["total"]["value"], partial(self._view.count, asked["query"])
        found = [Head(hit, 1) for hit in answer["hits"]["hits"]] if is_direct else self._walked(query, total)
        page, follows = found[: query.limit], len(found) > query.limit > 0
        return Result(
            total=total,
            hits=tuple(self._hits(page, query)),
            facets=counting.facets(answer.get("aggregations", {}), count, self._everywhere),
            next=paging.cursor(page[-1].hit["sort"], query.sort) if follows else None,
            groups=self._groups(query, query.collapse).count() if query.collapse else None,
        )

    def count(self, text: Clause, filters: tuple[Filter, ...] = ()) -> int:
        return self.search(Query(text, filters, limit=0)).total

    def scan(self, query: Query) -> Iterator[Hit]:
        check(query, self._schema)
        asked = self._asked(query, query.filters)
        if query.snippets:
            yield from self._hits(self._heads(query, asked, PAGE), query)
            return
        for hit, copies in self._heads(query, asked | {"_source": False}, PAGE):
            document_id = hit["sort"][-1]
            yield Hit(document_id, hit["_score"], FetchedValues(partial(self._values_of, document_id)), (), copies)

    def get(self, document_id: str) -> Hit | None:
        found = self._values_of(document_id)
        return None if found is None else Hit(document_id, 0.0, found)

    def ids(self) -> Iterator[str]:
        body = {"query": EVERYTHING, "sort": [{"id": "asc"}], "_source": False}
        return (hit["sort"][0] for hit in self._view.walk(body))

    def values(self, field: str) -> tuple[tuple[str, int], ...]:
        need(self._schema, field, "counted", Kind.KEYWORD, Kind.DAY)
        if self._schema.field(field).kind is Kind.DAY:
            return tuple((day.isoformat(), count) for day, count in self._everywhere(field, "day").items())
        return tuple(self._view.values(EVERYTHING, f"fields.{field}"))

    def spellings(self, word: str, field: str | None = None, limit: int = 5) -> tuple[tuple[str, int], ...]:
        if field is not None:
            need(self._schema, field, "searched for words", Kind.TEXT)
        names = [field] if field else [searched.name for searched in self._schema.searched]
        folded, found = fold(word), tuple[tuple[str, int], ...]()
        for distance in range(1, MAX_FUZZY_DISTANCE + 1) if folded else ():
            near = terms.near(folded, {term for name in names for term in self._words.near(folded, name, distance)})
            found = terms.nearest(near, self._frequencies(near, names), limit)
            if len(found) == limit:  # what is further away cannot be among the nearest
                break
        return found

    def document_count(self) -> int:
        return self.count(Everything())

    def close(self) -> None:
        """Lets go of what the cluster keeps for this searcher."""
        self._view.close()

    def _asked(self, query: Query, filters: tuple[Filter, ...]) -> Json:
        """The part of a search's body that says which documents are wanted, in which order."""
        text, narrowed = self._compiler.clause(query.text), self._compiler.filters(filters)
        return {
            "query": {"bool": {"must": [text], "filter": [narrowed]}},
            "sort": paging.order(query.sort),
            "track_scores": True,
            "_source": ["stored", "language", "id"],
        }

    def _walked(self, query: Query, total: int) -> list[Head]:
        """The hits of a page, and one more, that one request cannot bring."""
        if query.limit == 0 or (query.after is None and query.offset >= total):
            return []
        start = 0 if query.after else query.offset
        after = {"search_after": paging.behind(query.after, query.sort)} if query.after else {}
        stop = start + query.limit + 1
        asked = self._asked(query, query.filters) | after
        return list(islice(self._heads(query, asked, min(max(stop, _HEADS_AT_A_TIME), PAGE)), start, stop))

    def _heads(self, query: Query, asked: Json, size: int) -> Iterator[Head]:
        """Every hit of the search that is `asked` for the query, in order; `size` documents at a time."""
        if query.collapse is not None:
            return self._groups(query, query.collapse).heads(asked, size)
        return (Head(hit, 1) for batch in self._view.batches(asked, size) for hit in batch)

    def _values_of(self, document_id: str) -> dict[str, Value] | None:
        """The stored values of a document; None when it is not there."""
        body = {"query": {"term": {"id": document_id}}, "size": 1, "_source": ["stored"]}
        found = self._view.ask(body)["hits"]["hits"]
        return values(found[0]["_source"]["stored"], self._schema) if found else None

    def _groups(self, query: Query, name: str) -> Groups:
        return Groups(self._view, self._asked(query, query.filters), f"fields.{name}")

    def _hits(self, found: Iterable[Head], query: Query) -> Iterator[Hit]:
        highlighters = highlighters_of(query.text, query.snippets)
        for hit, copies in found:
            kept = hit["_source"]
            given = values(kept["stored"], self._schema)
            quoted = quote(given, highlighters, query.snippets, kept["language"]) if query.snippets else ()
            yield Hit(kept["id"], hit["_score"], given, quoted, copies)

    def _count_everywhere(self, field: str, interval: Interval) -> Days:
        return days(self._view.count(EVERYTHING, histogram(f"fields.{field}", interval)))

    def _frequencies(self, words: Iterable[str], names: list[str]) -> Counter[str]:
        """For each exact term the number of documents that hold it in one of the fields, at most."""
        counts: Counter[str] = Counter()
        for name in names if words else ():
            filters = {word: {"term": {f"fields.{name}_exact": word}} for word in words}
            counted = self._view.count(EVERYTHING, {"words": {"filters": {"filters": filters}}})
            counts |= Counter({word: bucket["doc_count"] for word, bucket in counted["words"]["buckets"].items()})
        return counts


def _page(query: Query) -> Json:
    """The part of a search's body that says which hits are wanted: the page, and one more to see whether any follow."""
    size = {"size": query.limit + 1}
    if query.after is None:
        return size | {"from": query.offset}
    return size | {"search_after": paging.behind(query.after, query.sort)}
