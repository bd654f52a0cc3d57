"""Documents into one generation, by bulk requests.

What was put waits in memory until the commit: then it is sent, made visible by a refresh, and the commit is written
down. The index refreshes at no other time, so that searches see whole commits. A commit that dies half-way has shown
nothing; its mark was not written, so the source applies the same changes again, and the next commit makes them whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from index.document import Document
from index.engines.opensearch.bulk import Change, send
from index.engines.opensearch.generations import Generations, Note
from index.engines.opensearch.lock import Lock
from index.engines.opensearch.mapping import key, source, words
from index.engines.opensearch.soundness import problems
from index.errors import VerificationFailed
from index.schema import Schema

_FLUSH_EVERY = 2_000
"""Documents of a build that wait in memory at most."""

_KNOWN_WORDS = 2_000_000
"""Words that a writer remembers to have sent; those it forgot are sent again, to no effect."""


@dataclass(slots=True)
class OpenSearchWriter:
    """See `index.engine.Writer`."""

    generations: Generations
    schema: Schema
    lock: Lock
    note: Note
    _pending: dict[str, Document | None] = field(default_factory=dict)
    _words: set[tuple[str, str]] = field(default_factory=set)
    _is_dirty: bool = False

    def put(self, document: Document) -> None:
        self._pending[document.id] = document

    def delete(self, document_id: str) -> None:
        self._pending[document_id] = None

    def commit(self, mark: str | None = None) -> None:
        self.lock.confirm()
        self._flush()
        note = self._marked(mark)
        if self._is_dirty:
            self._refresh()
            note = replace(note, commit=note.commit + 1)
        self._write_down(note)
        self._is_dirty = False

    def _marked(self, mark: str | None) -> Note:
        return self.note if mark is None else replace(self.note, mark=mark)

    def _write_down(self, note: Note) -> None:
        if note != self.note:
            self.generations.write(note)
        self.note = note

    def _refresh(self) -> None:
        indexes = f"{self.generations.words(self.note.number)},{self.generations.documents(self.note.number)}"
        self.generations.client.ask("POST", f"/{indexes}/_refresh")

    def _flush(self) -> None:
        if self._pending:
            self._is_dirty = True
            send(self.generations.client, list(self._changes()))
            self._pending.clear()

    def _changes(self) -> Iterator[Change]:
        index = self.generations.documents(self.note.number)
        for document_id, document in self._pending.items():
            if document is None:
                yield Change.remove(index, key(document_id))
                continue
            sent = source(document, self.schema)
            yield from self._new_words(sent)
            yield Change.put(index, key(document_id), sent)

    def _new_words(self, sent: dict[str, object]) -> Iterator[Change]:
        if len(self._words) > _KNOWN_WORDS:
            self._words.clear()
        for field_name, term in words(sent, self.schema):
            if (field_name, term) not in self._words:
                self._words.add((field_name, term))
                name = self.generations.words(self.note.number)
                yield Change.add(name, f"{field_name}:{term}", {field_name: term})


@dataclass(slots=True)
class OpenSearchBuild(OpenSearchWriter):
    """See `index.engine.Build`. Nobody sees it, so it is sent as it grows, and not refreshed before it is whole."""

    number: int = 0
    replicas: int = 0
    _is_verified: bool = False

    @property
    def mark(self) -> str | None:
        return self.note.mark

    def put(self, document: Document) -> None:
        OpenSearchWriter.put(self, document)
        if len(self._pending) >= _FLUSH_EVERY:
            self._flush()

    def commit(self, mark: str | None = None) -> None:
        self.lock.confirm()
        self._flush()
        self._write_down(self._marked(mark))

    def verify(self, documents: int) -> None:
        self.commit()
        self._refresh()
        if found := problems(self.generations, self.note, self.schema, documents):
            raise VerificationFailed("; ".join(found))
        self.generations.replicate(self.number, self.replicas)
        self._is_verified = True

    def switch(self) -> None:
        if not self._is_verified:
            raise VerificationFailed(f"generation {self.number} was not verified")
        self.lock.confirm()
        self.note = self.generations.adopt(self.note)
        self.generations.switch(self.number)
