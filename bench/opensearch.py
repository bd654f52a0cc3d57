"""OpenSearch beside the embedded engine: the same articles and questions, warm. `python -m bench.opensearch 20000`.

One node on this machine, one shard, no replica. Three ways to the same answer are asked in turn, round by round, by one
client, by four and by sixteen: our API over the embedded engine, our API over OpenSearch, and OpenSearch bare: the main
request that our engine makes of a question, sent straight to the node, its answer not even parsed.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import http.client
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.reindex import reindex
from archive.settings import Settings
from archive.web import create_app
from bench.home import home
from bench.http import running as serving
from bench.queries import MIX, Question, questions
from bench.servers import Server, archive_server
from index import Engine, open_engine
from index.engines.opensearch import OpenSearchEngine
from index.engines.opensearch.client import Json
from index.engines.opensearch.view import View
from tests.opensearch.cluster import running

JAVA = ("java", "-Xms2g", "-Xmx2g")
WARM_ROUNDS = 2
CLIENTS = (1, 4, 16)


@dataclass(frozen=True)
class Way:
    """A way to the answers: where to ask, and what, question by question."""

    name: str
    host: str
    requests: tuple[tuple[str, str, bytes | None], ...]

    def ask(self, connection: http.client.HTTPConnection, number: int) -> bytes:
        """The body of the answer to that question."""
        method, path, body = self.requests[number]
        connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        response = connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise SystemExit(f"{self.name} answered {response.status} to {path}: {answer[:300]!r}")
        return answer


class Load(NamedTuple):
    """What a number of clients got: milliseconds of a question, and questions a second of all of them."""

    median_ms: float
    ninety_five_ms: float
    rate: float


class Recorded:
    """Keeps the bodies of what is asked of a view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.bodies: list[Json] = []

    def ask(self, body: Json) -> Json:
        """See `View`."""
        self.bodies.append(body)
        return self._view.ask(body)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)


def through_api(name: str, port: int, server: Server, asked: list[Question]) -> Way:
    """The archive's API at that port."""
    requests = tuple[tuple[str, str, bytes | None], ...](("GET", server.address(question), None) for question in asked)
    return Way(name, f"127.0.0.1:{port}", requests)


def bare(host: str, name: str, engine: OpenSearchEngine, server: Server, asked: list[Question]) -> Way:
    """The node itself, asked for the page of each question as our API asks it."""
    searcher = engine.searcher()
    searcher._view = recorded = Recorded(searcher._view)
    settings = Settings(Path(server.environment["ARCHIVE_HOME"]), answer_cache_bytes=0, log_level="WARNING")
    api = create_app(settings, engine).test_client()
    requests: list[tuple[str, str, bytes | None]] = []
    for question in asked:
        recorded.bodies.clear()
        api.get(server.address(question))
        page = next(body for body in recorded.bodies if "from" in body)
        requests.append(("POST", f"/{name}/_search?search_type=dfs_query_then_fetch", orjson.dumps(page)))
    return Way("OpenSearch, bare", host, tuple(requests))


def latencies(way: Way, first: int = 0) -> list[float]:
    """Milliseconds of each question, asked one after the other, from the first on and around."""
    taken = []
    with contextlib.closing(http.client.HTTPConnection(way.host)) as connection:
        for number in range(first, first + len(way.requests)):
            before = time.perf_counter()
            way.ask(connection, number % len(way.requests))
            taken.append((time.perf_counter() - before) * 1000)
    return taken


def load(way: Way, clients: int) -> Load:
    """What so many clients get that ask every question each, at the same time but not the same ones."""
    apart = len(way.requests) // clients
    before = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        taken = [
            ms
            for of_client in pool.map(lambda client: latencies(way, client * apart), range(clients))
            for ms in of_client
        ]
    rate = len(taken) / (time.perf_counter() - before)
    return Load(statistics.median(taken), statistics.quantiles(taken, n=20)[-1], rate)


def totals(way: Way) -> list[int]:
    """The number of articles that each question finds."""
    with contextlib.closing(http.client.HTTPConnection(way.host)) as connection:
        answers = [orjson.loads(way.ask(connection, number)) for number in range(len(way.requests))]
    return [answer["total"] if "total" in answer else answer["hits"]["total"]["value"] for answer in answers]


@contextlib.contextmanager
def ways(count: int, with_cluster: bool) -> Iterator[list[Way]]:
    """Each of the ways, answering."""
    asked = [question for question in questions(count) if question.kind in MIX]
    embedded = archive_server(count)
    with contextlib.ExitStack() as stack:
        found = [through_api("embedded, through the API", stack.enter_context(serving(embedded)), embedded, asked)]
        if with_cluster:
            cluster = stack.enter_context(running(1, JAVA))
            found += stack.enter_context(cluster_ways(cluster.hosts, count, asked))
        yield found


@contextlib.contextmanager
def cluster_ways(hosts: str, count: int, asked: list[Question]) -> Iterator[list[Way]]:
    """The ways through a cluster, which is given the corpus unless it has it."""
    server = archive_server(count)
    name = f"bench-{count}"
    url = f"opensearch:{hosts}/{name}?shards=1&replicas=0"
    with contextlib.closing(open_engine(url, SCHEMA)) as engine:
        assert isinstance(engine, OpenSearchEngine)
        if not engine.generations():
            print(f"indexing {count:,} articles into OpenSearch took {_seconds(lambda: _fill(count, engine)):.0f} s")
        clustered = dataclasses.replace(server, environment=server.environment | {"ARCHIVE_ENGINE": url})
        with serving(clustered) as port:
            yield [
                through_api("OpenSearch, through the API", port, clustered, asked),
                bare(hosts.removeprefix("http://"), name, engine, server, asked),
            ]


def _fill(count: int, engine: Engine) -> None:
    with Catalogue.open(Settings(home=home(count)).catalogue_path, read_only=True) as catalogue:
        reindex(catalogue, engine)


def _seconds(work: Callable[[], None]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def measure(asked: list[Way], rounds: int) -> str:
    """A table: each way under each load, medians over rounds."""
    for way in asked * WARM_ROUNDS:
        latencies(way)
    found: dict[tuple[int, str], list[Load]] = defaultdict(list)
    for way in asked * rounds:
        for clients in CLIENTS:
            found[clients, way.name].append(load(way, clients))
    lines = ["| clients | | median ms | 95 % within ms | requests/s |", "|---|---|---|---|---|"]
    for (clients, name), loads in sorted(found.items(), key=lambda entry: entry[0][0]):
        middle, ninety_five, rate = map(statistics.median, zip(*loads, strict=True))
        lines.append(f"| {clients} | {name} | {middle:.1f} | {ninety_five:.1f} | {rate:,.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--embedded", action="store_true", help="the embedded engine alone")
    given = parser.parse_args()
    with ways(given.count, with_cluster=not given.embedded) as asked:
        found = [totals(way) for way in asked]
        if differing := [counts for counts in zip(*found, strict=True) if len(set(counts)) > 1]:
            raise SystemExit(f"the ways differ in their totals: {differing}")
        print(measure(asked, given.rounds))


if __name__ == "__main__":
    main()
