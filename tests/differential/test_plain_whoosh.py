"""Plain Whoosh opens the index and reads it as one of its own: same terms, postings, stored fields, queries."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from whoosh import index as whoosh_index
from whoosh import query
from whoosh.index import FileIndex
from whoosh.matching import Matcher
from whoosh.qparser import QueryParser

from index import Document, open_engine
from index.engines.whoosh_schema import whoosh_fields, whoosh_schema
from tests.contract.engines import fill
from tests.differential.corpora import SCHEMA, document

TYPED = (
    *("police", "police AND tension", "note:police^2 OR police", "title_exact:vucic", "actor:a NOT source:herald"),
    *('text_exact:"police tension"', "text_exact:pol*", "date:[2019-02-01 TO 2019-09-01]"),
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[FileIndex, FileIndex]:
    """The same documents in an index of ours and in one that Whoosh has written, in the same order."""
    draw = random.Random(5)
    documents = {given.id: given for given in (document(draw, number) for number in range(40))}
    place = tmp_path_factory.mktemp("whoosh")
    fill(open_engine(f"whoosh:{place / 'ours'}", SCHEMA), documents.values())
    (place / "theirs").mkdir()
    theirs = whoosh_index.create_in(place / "theirs", whoosh_schema(SCHEMA))
    write(theirs, list(documents.values()))
    return whoosh_index.open_dir(place / "ours" / "000001"), theirs


def write(ix: FileIndex, documents: list[Document]) -> None:
    writer = ix.writer()
    for given in documents:
        writer.add_document(**whoosh_fields(given, SCHEMA))
    writer.commit()


def test_terms_and_their_statistics_are_the_same(pair: tuple[FileIndex, FileIndex]) -> None:
    ours, theirs = ([(term, info.weight(), info.doc_frequency()) for term, info in ix.reader()] for ix in pair)
    assert sorted(ours) == sorted(theirs)


def test_postings_are_the_same(pair: tuple[FileIndex, FileIndex]) -> None:
    ours, theirs = (sorted((n, t, d, w) for n, t, d, w, _ in ix.reader().iter_postings()) for ix in pair)
    assert ours == theirs


def positions(ix: FileIndex) -> Iterator[tuple[bytes, list[tuple[int, list[int]]]]]:
    reader = ix.reader()
    for term in reader.lexicon("text_exact"):
        matcher = reader.postings("text_exact", term)
        yield term, [(matcher.id(), matcher.value_as("positions")) for _ in steps(matcher)]


def steps(matcher: Matcher) -> Iterator[None]:
    while matcher.is_active():
        yield
        matcher.next()


def test_positions_are_the_same(pair: tuple[FileIndex, FileIndex]) -> None:
    ours, theirs = (dict(positions(ix)) for ix in pair)
    assert ours == theirs and ours


def test_stored_fields_are_the_same(pair: tuple[FileIndex, FileIndex]) -> None:
    ours, theirs = ({stored["id"]: stored for stored in ix.reader().all_stored_fields()} for ix in pair)
    for stored in theirs.values():
        for name in [name for name, value in stored.items() if value in ((), "", None)]:
            del stored[name]
    assert ours == theirs


@pytest.mark.parametrize("typed", TYPED)
def test_plain_whoosh_answers_every_query_alike(pair: tuple[FileIndex, FileIndex], typed: str) -> None:
    found = []
    for ix in pair:
        with ix.searcher() as searcher:
            results = searcher.search(QueryParser("text", ix.schema).parse(typed), limit=None)
            found.append({hit["id"]: pytest.approx(hit.score) for hit in results})
    assert found[0] == found[1] and found[0]


def test_plain_whoosh_finds_fuzzy_words_alike(pair: tuple[FileIndex, FileIndex]) -> None:
    found = []
    for ix in pair:
        with ix.searcher() as searcher:
            wanted = query.FuzzyTerm("text_exact", "polic")
            found.append({hit["id"] for hit in searcher.search(wanted, limit=None)})
    assert found[0] == found[1] and found[0]
