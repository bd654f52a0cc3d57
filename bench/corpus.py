"""A corpus of any size with a real vocabulary, drawn with a seed: `python -m bench.corpus 20000`.

Articles are put together from paragraphs of real ones: the Reuters newswire where it is there (ARCHIVE_TEST_DATA, or
../shared/data), else the sample archive. So that the vocabulary grows with the corpus as that of real ones does,
some articles mention a name that no other has.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

import archive
from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.ingest import ingest
from archive.settings import Settings
from index import Document, Kind

OUT = Path(__file__).parent / "out"
SEED = 2024
SOURCES = ("courier", "herald", "gazette", "monitor", "observer", "standard", "tribune", "post")
FIRST_DAY = datetime.date(1990, 1, 1)
DAYS = 34 * 365
SYLLABLES = ("ba", "do", "ka", "li", "mer", "nov", "ro", "sta", "ti", "vu", "zen", "gor", "pal", "sim", "or", "el")


@dataclass(frozen=True)
class Piece:
    """A real article: what others are made of."""

    title: str
    paragraphs: tuple[str, ...]
    actors: tuple[str, ...]
    countries: tuple[str, ...]


def reuters() -> Path | None:
    """The Reuters file, where there is one."""
    data = Path(os.environ.get("ARCHIVE_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
    path = data / "reuters" / "reuters-dev.jsonl.gz"
    return path if path.exists() else None


def pieces() -> list[Piece]:
    """The real articles."""
    path = reuters()
    return sample() if path is None else newswire(path)


def sample() -> list[Piece]:
    """The articles of the sample archive, as the archive reads them."""
    with tempfile.TemporaryDirectory() as folder, Catalogue.open(Path(folder, "catalogue.sqlite")) as catalogue:
        ingest([Path(archive.__file__).parent / "sample" / "pages"], catalogue, Settings(home=Path(folder)))
        return [
            Piece(
                article.title or "",
                tuple(article.text.split("\n")),
                tuple(actor.value for actor in article.actors),
                tuple(country.value for country in article.countries),
            )
            for article in catalogue.articles()
            if article.text
        ]


def newswire(path: Path) -> list[Piece]:
    """The articles of the Reuters file."""
    with gzip.open(path) as lines:
        rows = [orjson.loads(line) for line in lines]
    return [
        Piece(row["title"] or "", _paragraphs(row["body"]), tuple(row["people"] + row["orgs"]), tuple(row["places"]))
        for row in rows
        if row["body"]
    ]


def documents(count: int, seed: int = SEED) -> Iterator[Document]:
    """The corpus. The first ones are the same whatever the count."""
    draw = random.Random(seed)
    known = pieces()
    for number in range(count):
        yield _document(draw, number, known[number] if number < len(known) else _mixed(draw, known))


def write(count: int) -> Path:
    """Writes the corpus once, a JSON object a line, and its checksum beside it."""
    OUT.mkdir(exist_ok=True)
    path = OUT / f"corpus-{count}.jsonl"
    if not path.exists():
        digest = hashlib.sha256()
        with path.with_suffix(".part").open("wb") as file:
            for document in documents(count):
                line = orjson.dumps({"id": document.id, **document.values}) + b"\n"
                digest.update(line)
                file.write(line)
        path.with_suffix(".sha256").write_text(digest.hexdigest() + "\n")
        path.with_suffix(".part").rename(path)
    return path


def read(count: int) -> Iterator[Document]:
    """The written corpus as documents."""
    days = [field.name for field in SCHEMA.of_kind(Kind.DAY)]
    with write(count).open("rb") as lines:
        for line in lines:
            values = orjson.loads(line)
            document_id = values.pop("id")
            for name in days:
                values[name] = datetime.date.fromisoformat(values[name]) if values[name] else None
            several = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
            yield Document(document_id, values | several, "en")


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(body.split("\n    "))


def _mixed(draw: random.Random, known: list[Piece]) -> Piece:
    """An article of paragraphs of three, with the actors and countries of those."""
    chosen = [draw.choice(known) for _ in range(3)]
    most = max(1, len(chosen[0].paragraphs))
    paragraphs = [draw.choice(piece.paragraphs) for piece in draw.choices(chosen, k=most)]
    return Piece(
        chosen[0].title,
        tuple(paragraphs),
        tuple(dict.fromkeys(actor for piece in chosen for actor in piece.actors)),
        tuple(dict.fromkeys(country for piece in chosen for country in piece.countries)),
    )


def _document(draw: random.Random, number: int, piece: Piece) -> Document:
    name = "".join(draw.choices(SYLLABLES, k=4)).title()
    is_named = draw.random() < 0.3
    text = "\n".join(piece.paragraphs) + (f"\n{name} declined to comment." if is_named else "")
    day = FIRST_DAY + datetime.timedelta(int(DAYS * draw.random() ** 0.7)) if draw.random() < 0.95 else None
    return Document(
        f"{hashlib.blake2b(str(number).encode(), digest_size=8).hexdigest()}",
        {
            "title": piece.title,
            "text": text,
            "actor": piece.actors + ((name.lower(),) if is_named and draw.random() < 0.1 else ()),
            "country": piece.countries,
            "country_about": piece.countries[:1],
            "source": draw.choice(SOURCES),
            "language": "en",
            "date": day,
            "date_source": "meta" if day else None,
            "date_precision": "day" if day else None,
            "url": f"https://example.org/{number // 1000}/{number}",
        },
        "en",
    )


if __name__ == "__main__":
    print(write(int(sys.argv[1])))
