"""The catalogue itself.

Each put and each delete takes the next *change* number, so an index is fully described by "the catalogue as of change
N". The newest revision of an article is what the archive holds; earlier texts and deletions stay behind it.

Articles are kept with their actors as extracted, and given with those under the names that the aliases in effect say.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson
import zstandard

from archive.article import Article, from_json, to_json
from archive.catalogue import fingerprints
from archive.catalogue.actors import KnownActors
from archive.catalogue.database import Database
from archive.catalogue.memory import IngestMemory
from archive.catalogue.records import (
    CatalogueMissing,
    Change,
    PageKind,
    PutOutcome,
    Revision,
    SourceCount,
    SourcePage,
)
from archive.catalogue.remembered import Remembered
from archive.text.aliases import Aliases

_PAGES = (
    "SELECT r.source, r.path, r.kind, p.body, r.encoding, r.page, r.given, r.recorded_at"
    " FROM entry e JOIN revision r USING (change) JOIN page p ON p.digest = r.page"
)

_CHANGE = ("change",)
_FACTS = "id, recorded_at, article, source, path, kind, encoding, given, page"


class Catalogue:
    """The catalogue in one file; a context manager. Every thread and process gets a connection of its own."""

    def __init__(self, path: Path, read_only: bool) -> None:
        self.path = path
        self._database = Database(path, read_only)
        self.memory = IngestMemory(self._database)
        self.actors = KnownActors(self._database)
        self._newest = Remembered(self._database, self._look_up_newest)

    @classmethod
    def open(cls, path: Path, read_only: bool = False) -> Self:
        """Opens the catalogue, making it if there is none.

        Raises CatalogueMissing when it is to be read only and is not there, CatalogueTooNew when a later version of
        this program wrote it, CatalogueDamaged when the file is no catalogue.
        """
        if read_only and not path.exists():
            raise CatalogueMissing(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(path, read_only)

    def close(self) -> None:
        """Closes every connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Groups writes: all of them are kept, or none. Inside another one it is part of that."""
        return self._database.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Groups reads: all of them see the catalogue as it was at the first."""
        return self._database.snapshot()

    def get(self, id: str) -> Article | None:
        """The article of that id; None when there is none, or it was deleted."""
        article = self._extracted(id)
        return _under(article, self.actors.aliases([actor.value for actor in article.actors])) if article else None

    def page(self, id: str) -> SourcePage | None:
        """The source page of the article's newest revision; None when there is none, or it was deleted."""
        row = self._database.row(f"{_PAGES} WHERE e.id = ?", id)
        return _page(*row) if row else None

    def pages(self, source: str) -> Iterator[SourcePage]:
        """The newest source page of each article of a source, in order of id."""
        return (_page(*row) for row in self._database.rows(f"{_PAGES} WHERE e.source = ? ORDER BY e.id", source))

    def count_pages(self, source: str, kind: PageKind) -> int:
        """How many articles of a source have pages of that kind."""
        return self._database.number(
            "SELECT count(*) FROM entry e JOIN revision r USING (change) WHERE e.source = ? AND r.kind = ?",
            source,
            kind,
        )

    def place(self, id: str) -> tuple[str, str] | None:
        """The source and the path of the article's newest page."""
        row = self._database.row(
            "SELECT r.source, r.path FROM entry e JOIN revision r USING (change) WHERE e.id = ?", id
        )
        return (row[0], row[1]) if row and row[0] else None

    def history(self, id: str) -> tuple[Revision, ...]:
        """Every state the article has had, as extracted, newest first: each text, and each deletion."""
        rows = self._database.rows(
            "SELECT change, recorded_at, article FROM revision WHERE id = ? ORDER BY change DESC", id
        )
        return tuple(Revision(change, _time(at), _unpack(packed) if packed else None) for change, at, packed in rows)

    def articles(self) -> Iterator[Article]:
        """Every article in order of id, one at a time."""
        rows = self._database.rows(
            "SELECT r.article FROM entry e JOIN revision r USING (change) WHERE e.source IS NOT NULL ORDER BY e.id"
        )
        aliases = self.actors.aliases()
        return (_under(_unpack(packed), aliases) for (packed,) in rows)

    def changes(self, since: int = 0) -> Iterator[Change]:
        """What changed after that change, the newest state of each id, in order of change."""
        rows = self._database.rows(
            "SELECT e.change, e.id, r.article FROM entry e JOIN revision r USING (change)"
            " WHERE e.change > ? ORDER BY e.change",
            since,
        )
        aliases = self.actors.aliases()
        return (Change(change, id, _under(_unpack(packed), aliases) if packed else None) for change, id, packed in rows)

    def last_change(self, version: int | None = None) -> int:
        """The number of the newest change; 0 in an empty catalogue. For the version see `KnownActors.version`."""
        return self._newest.of(_CHANGE, version)["change"]

    def _look_up_newest(self, _: Collection[str]) -> dict[str, int]:
        return {"change": self._database.number("SELECT coalesce(max(change), 0) FROM revision")}

    def count(self) -> int:
        """How many articles there are."""
        return self._database.number("SELECT count(*) FROM entry WHERE source IS NOT NULL")

    def ids(self) -> Iterator[str]:
        """The id of every article, in order."""
        return (id for (id,) in self._database.rows("SELECT id FROM entry WHERE source IS NOT NULL ORDER BY id"))

    def sources(self) -> tuple[SourceCount, ...]:
        """Every source with its number of articles, by name."""
        rows = self._database.rows(
            "SELECT source, count(*) FROM entry WHERE source IS NOT NULL GROUP BY source ORDER BY source"
        )
        return tuple(SourceCount(*row) for row in rows)

    def put(self, article: Article, page: SourcePage) -> PutOutcome:
        """Records the article. New text leaves the earlier text in the history; new facts alone replace the old.

        Copies and corrections of an article are found among the others, not on its page: its copies, and what it was
        found to correct, stay as long as its text does, its corrections as long as it.
        """
        with self.transaction():
            earlier = self._extracted(article.id)
            if earlier is None:
                self._record(article, page)
                return "added"
            article = dataclasses.replace(article, corrected_by=earlier.corrected_by)
            if _text_digest(earlier) == _text_digest(article):
                corrects = article.corrects or earlier.corrects
                article = dataclasses.replace(article, copies=earlier.copies, corrects=corrects)
            if earlier == article and self._page_digest(article.id) == page.digest:
                return "unchanged"
            self._replace(earlier, article, page)
            return "updated"

    def amend(self, id: str, **facts: Any) -> None:
        """Records new facts about an article that is there, on the page it has. Raises KeyError when it is not."""
        with self.transaction():
            article, page = self._extracted(id), self.page(id)
            if article is None or page is None:
                raise KeyError(id)
            self._replace(article, dataclasses.replace(article, **facts), page)

    def delete(self, id: str) -> bool:
        """Leaves a tombstone in the article's place; False when there was no such article."""
        with self.transaction():
            if self._extracted(id) is None:
                return False
            self.actors.note(id, ())
            change = self._database.write("INSERT INTO revision (id, recorded_at) VALUES (?, ?)", id, _now())
            self._database.write(
                "UPDATE entry SET change = ?, source = NULL, text_digest = NULL WHERE id = ?", change, id
            )
            return True

    def is_deleted(self, id: str) -> bool:
        """Whether there was an article of that id, and it was deleted."""
        row = self._database.row("SELECT source FROM entry WHERE id = ?", id)
        return row is not None and row[0] is None

    def same_text(self, article: Article) -> str | None:
        """The id of another article of the same source with the very same title and text."""
        row = self._database.row(
            "SELECT id FROM entry WHERE source = ? AND text_digest = ? AND id != ? ORDER BY id",
            article.source,
            _text_digest(article),
            article.id,
        )
        return row[0] if row else None

    def use_aliases(self, aliases: Aliases) -> tuple[str, ...]:
        """Puts these aliases in effect; returns the articles that have other actors by it, each a change of its own."""
        with self.transaction():
            renamed = self.actors.use(aliases)
            ids = sorted({id for value in renamed for id in self.actors.mentioned_in(value)})
            for id in ids:
                self._renumber(id)
        return tuple(ids)

    def note_bands(self, id: str, bands: Sequence[int]) -> None:
        """Keeps the fingerprint of the article's text, in place of the one it had."""
        fingerprints.note(self._database, id, bands)

    def match_bands(self, id: str, bands: Sequence[int]) -> tuple[str, ...]:
        """The articles whose fingerprints share a band with this one, those that share most first."""
        return fingerprints.match(self._database, id, bands)

    def check(self) -> tuple[str, ...]:
        """Reads the whole file and says what is wrong with it; empty when all is well."""
        return tuple(line for (line,) in self._database.rows("PRAGMA integrity_check") if line != "ok")

    def _replace(self, earlier: Article, article: Article, page: SourcePage) -> None:
        replaced = self._database.number("SELECT change FROM entry WHERE id = ?", article.id)
        self._record(article, page)
        if _text_digest(earlier) == _text_digest(article):
            self._database.write("DELETE FROM revision WHERE change = ?", replaced)
        else:
            self.memory.forget_duplicates(article.id)

    def _record(self, article: Article, page: SourcePage) -> None:
        write = self._database.write
        write("INSERT OR IGNORE INTO page VALUES (?, ?)", page.digest, zstandard.compress(page.body))
        given = orjson.dumps(dict(page.given)).decode()
        origin = (page.source, page.path, page.kind, page.encoding, given, page.digest)
        change = write(
            f"INSERT INTO revision ({_FACTS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            *(article.id, _now(), _pack(article), *origin),
        )
        write("REPLACE INTO entry VALUES (?, ?, ?, ?)", article.id, change, article.source, _text_digest(article))
        self.actors.note(article.id, article.actors)

    def _renumber(self, id: str) -> None:
        """Gives the newest revision of an article the next change number."""
        before = self._database.number("SELECT change FROM entry WHERE id = ?", id)
        change = self._database.write(
            f"INSERT INTO revision ({_FACTS}) SELECT {_FACTS} FROM revision WHERE change = ?",  # noqa: S608
            before,
        )
        self._database.write("UPDATE entry SET change = ? WHERE id = ?", change, id)
        self._database.write("DELETE FROM revision WHERE change = ?", before)

    def _extracted(self, id: str) -> Article | None:
        row = self._database.row("SELECT r.article FROM entry e JOIN revision r USING (change) WHERE e.id = ?", id)
        return _unpack(row[0]) if row and row[0] else None

    def _page_digest(self, id: str) -> str | None:
        row = self._database.row("SELECT r.page FROM entry e JOIN revision r USING (change) WHERE e.id = ?", id)
        return row[0] if row else None


def _pack(article: Article) -> bytes:
    return zstandard.compress(orjson.dumps(to_json(article)))


def _unpack(packed: bytes) -> Article:
    return from_json(orjson.loads(zstandard.decompress(packed)))


def _under(article: Article, aliases: Aliases) -> Article:
    """The article with its actors under the names that these aliases say."""
    return dataclasses.replace(article, actors=aliases.resolve(article.actors)) if aliases.table else article


def _page(
    source: str, path: str, kind: PageKind, body: bytes, encoding: str, digest: str, given: str, recorded_at: str
) -> SourcePage:
    plain = zstandard.decompress(body)
    return SourcePage(source, path, kind, plain, encoding, digest, orjson.loads(given), _time(recorded_at))


def _text_digest(article: Article) -> str:
    return hashlib.sha256(f"{article.title}\n{article.text}".encode()).hexdigest()


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _time(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
