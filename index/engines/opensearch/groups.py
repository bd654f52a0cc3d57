"""One hit for all documents that share a value: which documents stand for others, for how many, and how many there are.

OpenSearch's own `collapse` takes documents without a value for one group, and cannot go on behind a cursor. So the
documents are walked in their order, and of each batch is asked which document comes first among all that share its
value, and how many those are. That is exact, at any depth and over any number of shards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from index.engines.opensearch.client import Json
from index.engines.opensearch.view import View


class Head(NamedTuple):
    """A hit that stands for `copies` documents, itself among them."""

    hit: Json
    copies: int


class _Group(NamedTuple):
    first: str
    copies: int


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of the documents that one search finds, by a KEYWORD field of one value."""

    view: View
    asked: Json
    """The body of the search: its query, which has every filter, and its sort."""
    path: str

    def heads(self, walked: Json, size: int) -> Iterator[Head]:
        """The first of each group, in order; `walked` is the search, or what is left of it behind a cursor.

        They are looked for among `size` documents at a time.
        """
        for batch in self.view.batches(walked | {"docvalue_fields": [self.path]}, size):
            groups = self._groups({value for hit in batch if (value := self._value(hit)) is not None})
            for hit in batch:
                group = groups.get(self._value(hit), _Group(_id(hit), 1))
                if group.first == _id(hit):
                    yield Head(hit, group.copies)

    def count(self) -> int:
        """How many there are, each document without a value one of its own."""
        missing = {"missing": {"missing": {"field": self.path}}}
        alone: int = self.view.count(self.asked["query"], missing)["missing"]["doc_count"]
        return alone + sum(1 for _ in self.view.values(self.asked["query"], self.path))

    def _value(self, hit: Json) -> str | None:
        values: list[str] = hit.get("fields", {}).get(self.path, [None])
        return values[0]

    def _groups(self, values: Iterable[str]) -> dict[str | None, _Group]:
        """The groups of these values."""
        wanted = sorted(values)
        if not wanted:
            return {}
        first = {"top_hits": {"size": 1, "sort": self.asked["sort"], "_source": False}}
        terms = {"field": self.path, "include": wanted, "size": len(wanted)}
        counts = {"size": 0, "track_total_hits": False, "aggs": {"groups": {"terms": terms, "aggs": {"first": first}}}}
        answer = self.view.ask(self.asked | counts)["aggregations"]
        return {
            bucket["key"]: _Group(_id(bucket["first"]["hits"]["hits"][0]), bucket["doc_count"])
            for bucket in answer["groups"]["buckets"]
        }


def _id(hit: Json) -> str:
    return str(hit["sort"][-1])
