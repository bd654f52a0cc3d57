"""SQLite's FTS5: one table of texts, one row a value for facets."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.peers import Answer
from bench.queries import Question
from index import Document

TABLES = """
    CREATE TABLE article(number INTEGER PRIMARY KEY, id TEXT, title TEXT, text TEXT, caption TEXT, source TEXT,
                         date TEXT, year INTEGER, url TEXT);
    CREATE VIRTUAL TABLE stems USING fts5(title, text, caption, content='article', content_rowid='number',
                                          tokenize='porter unicode61', prefix='4 5');
    CREATE VIRTUAL TABLE exact USING fts5(title, text, caption, content='article', content_rowid='number',
                                          tokenize='unicode61', prefix='4 5');
    CREATE TABLE actor(number INTEGER, value TEXT);
    CREATE TABLE country(number INTEGER, value TEXT);
"""
INDEXES = """
    INSERT INTO stems(stems) VALUES ('rebuild');
    INSERT INTO exact(exact) VALUES ('rebuild');
    INSERT INTO stems(stems) VALUES ('optimize');
    INSERT INTO exact(exact) VALUES ('optimize');
    CREATE INDEX actor_of ON actor(number, value); CREATE INDEX of_actor ON actor(value, number);
    CREATE INDEX country_of ON country(number, value); CREATE INDEX of_country ON country(value, number);
    CREATE INDEX of_date ON article(date, number); CREATE INDEX year_of ON article(number, year);
    ANALYZE;
"""
SHOWN = "article.number, article.id, article.title, article.source, article.url, article.date"


class SQLite:
    """The database that everyone has."""

    name = "sqlite"

    def build(self, documents: Iterable[Document], place: Path) -> None:
        """See `Peer`."""
        place.mkdir(parents=True)
        connection = sqlite3.connect(place / "articles.db")
        connection.executescript(TABLES)
        for number, document in enumerate(documents):
            values, day = document.values, document.values.get("date")
            assert day is None or isinstance(day, datetime.date)
            texts = [values.get(name) for name in ("title", "text", "caption", "source")]
            row = (number, document.id, *texts, day and day.isoformat(), day and day.year, values.get("url"))
            connection.execute("INSERT INTO article VALUES (?,?,?,?,?,?,?,?,?)", row)
            for name in ("actor", "country"):
                connection.executemany(f"INSERT INTO {name} VALUES (?,?)", [(number, v) for v in values[name] or ()])
        connection.executescript(INDEXES)
        connection.commit()

    def open(self, place: Path) -> None:
        """See `Peer`."""
        self.connection = sqlite3.connect(place / "articles.db")

    def answer(self, question: Question, with_snippets: bool) -> Answer:
        """See `Peer`."""
        if question.operator in ("fuzzy", "wildcard"):
            raise NotImplementedError(question.operator)
        total = self._rows(question, "count(*)", "", None)[0][0]
        table, _ = self._match(question)
        snippet = f", snippet({table}, 1, '<b>', '</b>', '…', 30)" if with_snippets and table else ""
        order = (
            f"ORDER BY bm25({table}, 2.0, 1.0, 0.5), article.id LIMIT 10" if table else "ORDER BY article.id LIMIT 10"
        )
        hits = self._rows(question, f"{SHOWN}{snippet}", order, None)
        facets = {}
        for name in ("actor", "country"):
            grouped = f"JOIN {name} counted ON counted.number = found.number GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10"
            facets[name] = self._counted(question, "counted.value", grouped, name)
        years = "JOIN article ON article.number = found.number GROUP BY 1"
        facets["date"] = self._counted(question, "article.year", years, "date")
        return Answer(total, len(hits), body={"hits": [self._with_values(hit) for hit in hits], "facets": facets})

    def _with_values(self, hit: tuple[Any, ...]) -> dict[str, Any]:
        """A hit with its actors and countries."""
        number, *fields = hit
        shown = dict(zip(("id", "title", "source", "url", "date", "snippet"), fields, strict=False))
        for name in ("actor", "country"):
            rows = self.connection.execute(f"SELECT value FROM {name} WHERE number = ?", [number])
            shown[name] = [value for (value,) in rows]
        return shown

    def _match(self, question: Question) -> tuple[str, str]:
        words = [f'"{word}"' for word in question.words]
        match question.operator:
            case "all":
                return "", ""
            case "phrase":
                return "exact", '"' + " ".join(question.words) + '"'
            case "prefix":
                return "exact", f"{words[0]}*"
            case operator:
                return "stems", f" {operator.upper()} ".join(words)

    def _where(self, question: Question, without: str | None) -> tuple[str, str, list[object]]:
        table, match = self._match(question)
        source = f"{table} JOIN article ON article.number = {table}.rowid" if table else "article"
        conditions, given = ([f"{table} MATCH ?"], [match]) if table else (["1"], [])
        arguments: list[object] = list(given)
        for name, values in (("actor", question.actors), ("country", question.countries)):
            if values and name != without:
                marks = ",".join("?" * len(values))
                conditions.append(f"article.number IN (SELECT number FROM {name} WHERE value IN ({marks}))")
                arguments += values
        if question.years and without != "date":
            conditions.append("article.date BETWEEN ? AND ?")
            arguments += [f"{question.years[0]}-01-01", f"{question.years[1]}-12-31"]
        return source, " AND ".join(conditions), arguments

    def _rows(self, question: Question, columns: str, order: str, without: str | None) -> list[tuple[Any, ...]]:
        source, where, arguments = self._where(question, without)
        return self.connection.execute(f"SELECT {columns} FROM {source} WHERE {where} {order}", arguments).fetchall()

    def _counted(self, question: Question, value: str, grouped: str, name: str) -> list[tuple[Any, int]]:
        source, where, arguments = self._where(question, name)
        found = f"WITH found AS MATERIALIZED (SELECT article.number FROM {source} WHERE {where})"
        return self.connection.execute(f"{found} SELECT {value}, count(*) FROM found {grouped}", arguments).fetchall()
