"""A Whoosh codec over column files: with it plain Whoosh opens our indexes, reads them and answers every query.

A segment is one file, see `index.columnar`. Segments are written by our engine, not through Whoosh's writers.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh import columns
from whoosh.codec import base
from whoosh.matching import ListMatcher, Matcher
from whoosh.reading import TermInfo, TermNotFound

from index.columnar import hits as documents
from index.columnar.lengths import LENGTHS
from index.columnar.lists import Flat, ones, unpack
from index.columnar.segment import Segment
from index.columnar.strings import Strings
from index.engines.whoosh_schema import LANGUAGE


class ColumnarSegment(base.Segment):  # type: ignore[misc]
    """What the table of contents keeps of a segment: its name, its number of documents, those deleted."""

    def __init__(self, indexname: str, size: int = 0) -> None:
        super().__init__(indexname)
        self.size = size
        self.deleted: set[int] = set()

    def codec(self) -> ColumnarCodec:
        return ColumnarCodec()

    def path(self, folder: Path) -> Path:
        """Its file."""
        return folder / str(self.make_filename(".columns"))

    def should_assemble(self) -> bool:
        return False

    def doc_count_all(self) -> int:
        return self.size

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.deleted)

    def has_deletions(self) -> bool:
        return bool(self.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        if delete:
            self.deleted.add(docnum)
        else:
            self.deleted.discard(docnum)


class ColumnarCodec(base.Codec):  # type: ignore[misc]
    """Reads column files for Whoosh."""

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> TermsReader:
        return TermsReader(Segment(segment.path(Path(storage.folder))))

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> DocumentReader:
        return DocumentReader(Segment(segment.path(Path(storage.folder))), segment)


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of every field, and their postings."""

    def __init__(self, segment: Segment) -> None:
        self._columns = segment
        self._names = sorted(("id", *segment.texts, *segment.values))

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        return self._names

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in self._names:
            yield from self._terms(name)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        yield from self._terms(fieldname, prefix)
        for name in self._names[self._names.index(fieldname) + 1 :]:
            yield from self._terms(name)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        flat = self._postings(fieldname, text)
        lengths = self._lengths(fieldname, flat)
        frequencies = _frequencies(flat)
        return TermInfo(
            weight=float(sum(frequencies)),
            df=len(frequencies),
            minlength=min(lengths),
            maxlength=max(lengths),
            maxweight=float(max(frequencies)),
            minid=int(flat.documents[0]),
            maxid=int(flat.documents[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        number = self._find(fieldname, text)
        if number is None:
            return 0
        return 1 if fieldname == "id" else int(self._lists(fieldname).counts[number])

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0.0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Matcher:
        flat = self._postings(fieldname, text)
        return ListMatcher(
            flat.documents.tolist(),
            weights=[float(frequency) for frequency in _frequencies(flat)],
            values=list(_values(flat, format_)),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def cursor(self, fieldname: str, fieldobj: Any) -> Cursor:  # noqa: ARG002 Whoosh's signature
        return Cursor(self, fieldname)

    def _terms(self, name: str, first: bytes = b"") -> Iterator[tuple[str, bytes]]:
        strings = self._strings(name)
        start = strings.place(first.decode())
        numbers: Iterable[int] = range(start, len(strings))
        if name in self._columns.texts:
            own = self._columns.texts[name].numbers
            numbers = own[own.searchsorted(start) :].tolist()
        for number in numbers:
            yield name, strings.encoded(number)

    def _strings(self, name: str) -> Strings:
        if name == "id":
            return self._columns.ids
        return self._columns.texts[name].terms if name in self._columns.texts else self._columns.values[name].values

    def _find(self, name: str, text: bytes) -> int | None:
        """The number of the list of a term; of an id, its place in the order of ids."""
        if name in self._columns.texts:
            return self._columns.texts[name].find(text.decode())
        return self._strings(name).find(text.decode()) if name in self._names else None

    def _lists(self, name: str) -> Any:
        segment = self._columns
        return segment.texts[name].lists if name in segment.texts else segment.values[name].lists

    def _postings(self, name: str, text: bytes) -> Flat:
        number = self._find(name, text)
        if number is None:
            raise TermNotFound(f"{name}:{text!r}")
        if name == "id":
            return Flat(self._columns.by_id[:1], self._columns.by_id[number : number + 1], None, None)
        return unpack(self._lists(name), number, number + 1)

    def _lengths(self, name: str, flat: Flat) -> list[int]:
        if name not in self._columns.texts:
            return [0]
        found: list[int] = LENGTHS[self._columns.texts[name].lengths[flat.documents]].tolist()
        return found


class Cursor(base.FieldCursor):  # type: ignore[misc]
    """Walks over the terms of a field."""

    def __init__(self, reader: TermsReader, fieldname: str) -> None:
        self._reader = reader
        self._fieldname = fieldname
        self.first()

    def first(self) -> str | None:
        return self.find("")

    def find(self, string: str | bytes) -> str | None:
        first = string if isinstance(string, bytes) else string.encode()
        self._following = self._reader._terms(self._fieldname, first)
        return self.next()

    def next(self) -> str | None:
        _, encoded = next(self._following, (None, None))
        self._text = None if encoded is None else encoded.decode()
        return self._text

    def text(self) -> str | None:
        return self._text

    def term_info(self) -> TermInfo | None:
        return None if self._text is None else self._reader.term_info(self._fieldname, self._text.encode())

    def is_valid(self) -> bool:
        return self._text is not None


class DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """The documents: which are there, how long their fields are, what is stored with them."""

    def __init__(self, read: Segment, segment: ColumnarSegment) -> None:
        self._columns = read
        self._segment = segment
        self._reader = documents.DocumentReader(read)

    def doc_count(self) -> int:
        count: int = self._segment.doc_count()
        return count

    def doc_count_all(self) -> int:
        return self._segment.size

    def has_deletions(self) -> bool:
        return self._segment.has_deletions()

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname == "id"

    def column_reader(self, fieldname: str, column: Any) -> Ids:  # noqa: ARG002 Whoosh's signature
        return Ids(self._columns)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        text = self._columns.texts.get(fieldname)
        return int(LENGTHS[text.lengths[docnum]]) if text else default

    def field_length(self, fieldname: str) -> int:
        text = self._columns.texts.get(fieldname)
        return text.length if text else 0

    def min_field_length(self, fieldname: str) -> int:
        text = self._columns.texts.get(fieldname)
        return int(LENGTHS[text.lengths.min(initial=255)]) if text else 0

    def max_field_length(self, fieldname: str) -> int:
        text = self._columns.texts.get(fieldname)
        return int(LENGTHS[text.lengths.max(initial=0)]) if text else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        (document_id,), (values,) = self._reader.read([docnum])
        given = {"id": document_id, LANGUAGE: values.analysed_in, **values}
        days = {name: value.isoformat() for name, value in given.items() if isinstance(value, datetime.date)}
        return {name: value for name, value in (given | days).items() if value not in (None, ())}


class Ids(columns.ColumnReader):  # type: ignore[misc]
    """The id of each document, as a column of Whoosh's."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __len__(self) -> int:
        return self._segment.size

    def __getitem__(self, document: int) -> bytes:
        return self._segment.ids.encoded(int(self._segment.ranks[document]))


def _frequencies(flat: Flat) -> list[int]:
    found: list[int] = ones(flat).tolist()
    return found


def _values(flat: Flat, format_: Any) -> Iterator[bytes]:
    """What Whoosh's format would have written with each posting."""
    frequencies = _frequencies(flat)
    if flat.positions is None:
        for frequency in frequencies:
            yield frequency.to_bytes(4, "big") if format_.supports("weight") and format_.posting_size else b""
        return
    at = 0
    for frequency in frequencies:
        yield format_.encode(flat.positions[at : at + frequency].tolist())
        at += frequency
