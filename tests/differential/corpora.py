"""Random archives and questions, drawn with a seed: small enough for plain Whoosh, odd enough to find differences."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

from index import (
    AllOf,
    And,
    AnyOf,
    Between,
    Clause,
    Document,
    Engine,
    Everything,
    FacetRequest,
    Field,
    Filter,
    Fuzzy,
    Kind,
    NoneOf,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Schema,
    SnippetRequest,
    Sort,
    Wildcard,
    Word,
    open_engine,
)

SCHEMA = Schema(
    (
        Field("title", Kind.TEXT, boost=2.5, searched=True),
        Field("text", Kind.TEXT, searched=True),
        Field("caption", Kind.TEXT, boost=0.5, searched=True),
        Field("note", Kind.TEXT),
        Field("actor", Kind.KEYWORD, multiple=True),
        Field("source", Kind.KEYWORD),
        Field("date", Kind.DAY),
        Field("url", Kind.STORED),
    )
)
WORDS = (
    *("police", "polices", "Police", "tension", "tensions", "tense", "Vučić", "Vucic", "Вучић", "Đoković", "djokovic"),
    *("U.S.", "US", "Russia’s", "Russia", "Лавров", "Лаврова", "Косово", "10,000", "F16", "gas", "gases", "a", "the"),
    *("police-led", "(police)", "O'Brien", "weather", "whether", "wether", "東京", "naïve", "naive", "running", "runs"),
)
"""The first are drawn most often."""

ACTORS = tuple("abcdefgh")
SOURCES = ("courier", "herald", "glas")
LANGUAGES = ("en", "en", "en", "sr", "ru", "de", None)
FIRST_DAY = datetime.date(2019, 1, 1)


def text(draw: random.Random, longest: int) -> str:
    """Words, the frequent ones often, with some punctuation and white space between."""
    chosen = (WORDS[min(int(draw.expovariate(0.12)), len(WORDS) - 1)] for _ in range(draw.randint(0, longest)))
    return "".join(word + draw.choice((" ", " ", " ", ", ", ". ", "\n", "  ")) for word in chosen)


def document(draw: random.Random, number: int) -> Document:
    """A document; any of its values may be missing."""
    values = {
        "title": text(draw, 6),
        "text": text(draw, draw.choice((10, 40, 400))),
        "caption": text(draw, 8) if draw.random() < 0.3 else None,
        "note": text(draw, 5) if draw.random() < 0.3 else None,
        "actor": tuple(draw.sample(ACTORS, draw.randint(0, 4))),
        "source": draw.choice((*SOURCES, None)),
        "date": FIRST_DAY + datetime.timedelta(draw.randint(0, 500)) if draw.random() < 0.8 else None,
        "url": f"https://example.org/{number}",
    }
    return Document(f"{draw.choice('abc')}{number}", values, draw.choice(LANGUAGES))


def archive(draw: random.Random, place: Path) -> Engine:
    """An index of several commits, with documents added, replaced and deleted."""
    engine = open_engine(f"whoosh:{place}", SCHEMA)
    known = [document(draw, number) for number in range(draw.randint(1, 60))]
    with engine.build() as build:
        for given in known:
            build.put(given)
        build.verify(len(known))
        build.switch()
    for _ in range(draw.choice((0, 1, 3, 12))):
        with engine.writer() as writer:
            for _ in range(draw.randint(0, 6)):
                known.append(document(draw, draw.randint(0, 90)))
                writer.put(known[-1])
            for gone in draw.sample(known, min(len(known), draw.randint(0, 3))):
                writer.delete(gone.id)
            writer.commit()
    return engine


def word(draw: random.Random) -> str:
    return WORDS[min(int(draw.expovariate(0.1)), len(WORDS) - 1)]


def filter_(draw: random.Random) -> Filter:
    """A condition on actors, source or date."""
    kind = draw.choice((AnyOf, AnyOf, AllOf, NoneOf, Between))
    if kind is Between:
        days = [FIRST_DAY + datetime.timedelta(draw.randint(-10, 510)) for _ in range(2)]
        return Between("date", *(draw.choice((day, day, None)) for day in days))
    name, values = draw.choice(
        (
            ("actor", (*ACTORS, "nobody", None)),
            ("source", (*SOURCES, "nowhere", None)),
            ("date", ("2019", "2019-05", "2019-05-29", "2020", None)),
        )
    )
    return kind(name, tuple(draw.sample(values, draw.randint(1, 3))))


def leaf(draw: random.Random) -> Clause:
    """A clause without clauses of its own."""
    name = draw.choice((None, None, None, "title", "text", "note"))
    boost = draw.choice((1.0, 1.0, 1.7))
    typed = word(draw)
    return draw.choice(
        (
            lambda: Word(typed, name, boost),
            lambda: Word(typed, name, boost),
            lambda: Word(typed, name, boost),
            lambda: Phrase(" ".join(word(draw) for _ in range(draw.randint(1, 3))), name, 0, boost),
            lambda: Phrase(" ".join(word(draw) for _ in range(draw.randint(2, 4))), name, draw.randint(1, 6), boost),
            lambda: Prefix(typed[: draw.randint(1, 4)], name, boost),
            lambda: Wildcard(f"{typed[:1]}*{typed[-1:]}", name, boost),
            lambda: Wildcard(f"*{typed[1:3]}?", name, boost),
            lambda: Fuzzy(typed, name, draw.randint(1, 2), boost),
            lambda: filter_(draw),
            Everything,
            Nothing,
        )
    )()


def clause(draw: random.Random, depth: int = 2) -> Clause:
    """A tree of clauses."""
    if depth == 0 or draw.random() < 0.35:
        return leaf(draw)
    if draw.random() < 0.2:
        return Not(clause(draw, depth - 1))
    inner = tuple(clause(draw, depth - 1) for _ in range(draw.randint(1, 4)))
    return draw.choice((And, Or))(inner)


def query(draw: random.Random) -> Query:
    """A whole question."""
    facets = (
        FacetRequest("actor", draw.randint(0, 5)),
        FacetRequest("source", only=draw.choice((None, None, frozenset(SOURCES[:2])))),
        FacetRequest("date", interval=draw.choice((None, "day", "month", "year"))),
    )
    return Query(
        text=clause(draw),
        filters=tuple(filter_(draw) for _ in range(draw.choice((0, 0, 1, 2)))),
        sort=draw.choice((Sort(), Sort(), Sort(None, False), Sort("date"), Sort("date", False))),
        offset=draw.choice((0, 0, 3)),
        limit=draw.choice((0, 5, 1000)),
        facets=facets,
        snippets=draw.choice((None, SnippetRequest(("text", "title"), draw.randint(1, 3), draw.choice((40, 200))))),
        collapse=draw.choice((None, None, "source")),
    )
