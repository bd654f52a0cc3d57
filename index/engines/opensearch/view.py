"""A point in time of one commit: what a searcher asks, so that every answer is about the same documents.

A point in time lives on the nodes that hold the shards. Where it was lost (a node died, or nobody asked for longer
than `_KEEP_ALIVE_SECONDS`), another is opened: the index changes by commits alone, so while the commit is the same, so
is what the new one shows. Where the commit is gone, the view says so instead of answering from another.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from index.engines.opensearch.client import BACK_OFF_SECONDS, Busy, Json, Lost, Refused, TimedOut
from index.engines.opensearch.generations import Generations, Note
from index.errors import EngineUnavailable, IndexMissing, QueryTimeout

PAGE = 1_000
"""Hits of one request of a walk."""

_VALUES_PAGE = 50_000
"""Values that one request brings; OpenSearch gives 65,535 buckets at most (`search.max_buckets`)."""

_KEEP_ALIVE_SECONDS = 120
_GRACE_SECONDS = 2.0
"""How much longer than a search may take the cluster is given to say that it has stopped it."""

_CANCELLED = "task_cancelled_exception"


class View:
    """One commit of one generation. May be shared by threads."""

    def __init__(self, generations: Generations, note: Note, timeout_seconds: float | None) -> None:
        self.note = note
        self._generations = generations
        self._client = generations.client
        self._timeout_seconds = timeout_seconds
        self._kept_until = time.monotonic() + _KEEP_ALIVE_SECONDS
        self._point = self._open()

    @property
    def is_kept(self) -> bool:
        """Whether somebody asked recently enough for the cluster to keep the point in time, unless it was lost."""
        return time.monotonic() < self._kept_until

    def ask(self, body: Json) -> Json:
        """The answer to a search, never a partial one. Raises QueryTimeout, EngineUnavailable, IndexMissing."""
        lost: str | None = None
        for wait in BACK_OFF_SECONDS:
            point = self._other_than(lost)
            try:
                return self._search(body, point)
            except Lost:
                lost = point
            except Busy:
                lost = None
            time.sleep(wait)
        return self._search(body, self._other_than(lost))

    def walk(self, body: Json) -> Iterator[Json]:
        """Every hit of a search, in order, whatever their number."""
        for batch in self.batches(body, PAGE):
            yield from batch

    def batches(self, body: Json, size: int) -> Iterator[list[Json]]:
        """Every hit of a search, in order; a request for each `size` of them."""
        page = body | {"size": size, "track_total_hits": False}
        while hits := self.ask(page)["hits"]["hits"]:
            yield hits
            if len(hits) < size:
                return
            page |= {"search_after": hits[-1]["sort"]}

    def count(self, query: Json, aggregations: Json) -> Json:
        """What the documents that a query finds add up to."""
        body = {"query": query, "size": 0, "track_total_hits": False, "aggs": aggregations}
        answer: Json = self.ask(body)["aggregations"]
        return answer

    def values(self, query: Json, path: str) -> Iterator[tuple[str, int]]:
        """Every value that a field has in the documents that a query finds, with their number, by value."""
        pages: Json = {"size": _VALUES_PAGE, "sources": [{"value": {"terms": {"field": path}}}]}
        while True:
            answer = self.count(query, {"all": {"composite": pages}})["all"]
            for bucket in answer["buckets"]:
                yield bucket["key"]["value"], bucket["doc_count"]
            if len(answer["buckets"]) < _VALUES_PAGE:
                return
            pages |= {"after": answer["after_key"]}

    def close(self) -> None:
        """Lets the point in time go; without this it goes by itself."""
        self._client.ask("DELETE", "/_search/point_in_time", {"pit_id": [self._point]})

    def _search(self, body: Json, point: str) -> Json:
        limit = self._timeout_seconds
        params = {"allow_partial_search_results": "false"}
        if body.get("track_scores"):
            params["search_type"] = "dfs_query_then_fetch"  # so that a score does not depend on the shard
        if limit:
            params["cancel_after_time_interval"] = f"{max(1, round(limit * 1000))}ms"
        asked = body | {"pit": {"id": point, "keep_alive": f"{_KEEP_ALIVE_SECONDS}s"}}
        self._kept_until = time.monotonic() + _KEEP_ALIVE_SECONDS
        try:
            return self._client.ask_once("POST", "/_search", asked, params, limit and limit + _GRACE_SECONDS)
        except TimedOut as error:
            if limit:
                raise QueryTimeout(limit) from error
            raise
        except Refused as error:
            if limit and error.type == _CANCELLED:
                raise QueryTimeout(limit) from error
            raise

    def _other_than(self, lost: str | None) -> str:
        """The point in time; a new one of the same commit where this one was lost."""
        if self._point == lost:
            self._check_commit()
            self._point = self._open()
        return self._point

    def _open(self) -> str:
        index = self._generations.documents(self.note.number)
        params = {
            "keep_alive": f"{_KEEP_ALIVE_SECONDS}s",
            "allow_partial_pit_creation": "false",
            "preference": index,  # so that every process reads the same copies of the shards
        }
        answer = self._client.ask("POST", f"/{index}/_search/point_in_time", params=params)
        return str(answer["pit_id"])

    def _check_commit(self) -> None:
        try:
            commit = self._generations.note(self.note.number).commit
        except IndexMissing as error:
            raise EngineUnavailable("the generation that was being read has been removed: ask again") from error
        if commit != self.note.commit:
            raise EngineUnavailable("the commit that was being read has been replaced: ask again")
