"""The servers that are compared over HTTP, as WSGI applications that gunicorn runs, and Datasette.

Floors say what gunicorn and Flask cost by themselves. The applications over tantivy and SQLite send hits with their
fields, facets and total as the engine gives them, and nothing that ours has besides: no labels of actors and countries,
no question as understood, no check of parameters.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import flask
import orjson

from bench.corpus import OUT, read
from bench.home import home
from bench.peers import Peer
from bench.peers.ours import typed
from bench.peers.sqlite_peer import SQLite
from bench.peers.tantivy_peer import Tantivy
from bench.queries import Question

Pairs = list[tuple[str, str]]

_PEERS: dict[str, Callable[[], Peer]] = {"tantivy": Tantivy, "sqlite": SQLite}
_PLACE = "BENCH_PLACE"

NAMES = ("wsgi hello", "flask hello", "ours", *_PEERS, "datasette")
"""The servers that there are."""


@dataclass(frozen=True)
class Server:
    """How one is started, given the port, in which environment, and the address of a question there."""

    command: Callable[[int], list[str]]
    environment: dict[str, str]
    address: Callable[[Question], str]


def wsgi_hello(_: object, start_response: Callable[..., object]) -> Iterable[bytes]:
    """The least a WSGI application can do."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


def flask_hello() -> flask.Flask:
    """The least a Flask application can do."""
    app = flask.Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def over_peer(name: str) -> flask.Flask:
    """A Flask application that asks a peer; every thread opens its own."""
    app, opened = flask.Flask(name), threading.local()

    def search() -> flask.Response:
        if not hasattr(opened, "peer"):
            opened.peer = _PEERS[name]()
            opened.peer.open(Path(os.environ[_PLACE]))
        answer = opened.peer.answer(_question(flask.request.args.to_dict(flat=False)), True)
        return flask.Response(orjson.dumps({"total": answer.total, **answer.body}), mimetype="application/json")

    app.add_url_rule("/", view_func=search)
    return app


def server(name: str, count: int, place: Callable[[str, int], Path]) -> Server:
    """The server of that name over a corpus of so many articles; `place` says where the peers' indexes are.

    What it serves is made where it is not there yet, but for the peers' indexes.
    """
    match name:
        case "wsgi hello":
            return Server(_gunicorn("bench.servers:wsgi_hello"), {}, lambda _: "/")
        case "flask hello":
            return Server(_gunicorn("bench.servers:flask_hello()"), {}, lambda _: "/")
        case "ours":
            return archive_server(count)
        case "datasette":
            return Server(_datasette(_for_datasette(count)), {}, _datasette_address)
    return Server(_gunicorn(f"bench.servers:over_peer('{name}')"), {_PLACE: str(place(name, count))}, _peer_address)


def archive_server(count: int) -> Server:
    """The archive over a corpus of so many articles; it remembers no answers."""
    ours = {
        "ARCHIVE_HOME": str(home(count)),
        "ARCHIVE_ANSWER_CACHE_BYTES": "0",
        "ARCHIVE_LOG_LEVEL": "WARNING",
    }
    return Server(served, ours, _our_address)


def _gunicorn(app: str) -> Callable[[int], list[str]]:
    """The server that the archive has, with its settings: processes, threads, cores."""
    options = ["--config", "python:archive.gunicorn", "--log-level", "warning"]
    return lambda port: [sys.executable, "-m", "gunicorn", *options, "--bind", f"127.0.0.1:{port}", app]


def archive_command(*arguments: str) -> list[str]:
    """The program `archive`, run from this checkout."""
    return [sys.executable, "-c", "from archive.cli import main; main(prog_name='archive')", *arguments]


def served(port: int) -> list[str]:
    """The archive's own server."""
    return archive_command("serve", "--port", str(port))


def _datasette(database: Path) -> Callable[[int], list[str]]:
    return lambda port: [sys.executable, "-m", "datasette", "serve", "--immutable", str(database), "-p", str(port)]


def _our_address(question: Question) -> str:
    asked: Pairs = [("q", typed(question))] if question.words else []
    asked += [("actor", actor) for actor in question.actors]
    asked += [("country", country) for country in question.countries]
    if question.years:
        asked += [("date_from", f"{question.years[0]}-01-01"), ("date_to", f"{question.years[1]}-12-31")]
    return f"/api/v1/search?{urlencode(asked)}"


def _peer_address(question: Question) -> str:
    asked: Pairs = [("kind", question.kind), ("operator", question.operator)]
    for name in ("words", "actors", "countries", "years"):
        asked += [(name, str(value)) for value in getattr(question, name) or ()]
    return f"/?{urlencode(asked)}"


def _question(given: dict[str, list[str]]) -> Question:
    words, actors, countries = (tuple(given.get(name, ())) for name in ("words", "actors", "countries"))
    years = (int(given["years"][0]), int(given["years"][1])) if "years" in given else None
    return Question(given["kind"][0], given["operator"][0], words, actors, countries, years)


def _datasette_address(question: Question) -> str:
    asked: Pairs = [("_facet_array", "actors"), ("_facet_array", "countries"), ("_facet", "year"), ("_size", "10")]
    if question.words:
        asked += [("_search", _match(question)), ("_searchmode", "raw")]
    asked += [("actors__arraycontains", actor) for actor in question.actors[:1]]
    asked += [("countries__arraycontains", country) for country in question.countries[:1]]
    if question.years:
        asked += [("year__gte", str(question.years[0])), ("year__lte", str(question.years[1]))]
    return f"/datasette/article.json?{urlencode(asked)}"


def _match(question: Question) -> str:
    words = [f'"{word}"' for word in question.words]
    match question.operator:
        case "phrase":
            return '"' + " ".join(question.words) + '"'
        case "prefix":
            return f"{words[0]}*"
        case operator:
            return f" {operator.upper()} ".join(words)


def _for_datasette(count: int) -> Path:
    """The corpus as Datasette's documentation says: a table with full-text search, several values as JSON arrays."""
    path = OUT / f"index-datasette-{count}" / "datasette.db"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT, title TEXT, text TEXT, actors TEXT,"
            " countries TEXT, year INTEGER);"
            "CREATE VIRTUAL TABLE article_fts USING fts5(title, text, content='article', content_rowid='number',"
            " tokenize='porter unicode61')"
        )
        for number, document in enumerate(read(count)):
            several = [orjson.dumps(document.values[name] or []).decode() for name in ("actor", "country")]
            texts = [document.values["title"], document.values["text"]]
            year = str(document.values["date"])[:4] if document.values["date"] else None
            row = (number, document.id, *texts, *several, year)
            connection.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        connection.executescript(
            "INSERT INTO article_fts(article_fts) VALUES ('rebuild'); CREATE INDEX article_year ON article(year)"
        )
    return path
