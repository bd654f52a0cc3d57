"""Plain Whoosh opens the index and reads it as one of its own: same terms, postings, stored fields, queries."""

from __future__ import annotations

import random

import pytest
from whoosh import index as whoosh_index
from whoosh import query
from whoosh.index import FileIndex
from whoosh.qparser import QueryParser

from index import Document, open_engine
from index.engines.whoosh_schema import whoosh_fields, whoosh_schema
from tests.contract.engines import fill
from tests.differential.corpora import SCHEMA, document


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


def test_positions_are_the_same(pair: tuple[FileIndex, FileIndex]) -> None:
    ours, theirs = (
        [
            list(ix.reader().postings("text_exact", term).items_as("positions"))
            for term in ix.reader().lexicon("text_exact")
        ]
        for ix in pair
    )
    assert ours == theirs and ours


def test_stored_fields_are_the_same(pair: tuple[FileIndex, FileIndex]) -> None:
    ours, theirs = ({stored["id"]: stored for stored in ix.reader().all_stored_fields()} for ix in pair)
    for stored in theirs.values():
        for name in [name for name, value in stored.items() if value in ((), "", None)]:
            del stored[name]
    assert ours == theirs


@pytest.mark.parametrize(
    "typed",
    [
        "police",
        "police AND tension",
        "title_exact:vucic",
        'text_exact:"police tension"',
        "date:[2019-02-01 TO 2019-09-01]",
    ]
    + ["text_exact:pol*", "text_exact:poli?e", "actor:a NOT source:herald", "note:police^2 OR police"],
)
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
            wanted = query.FuzzyTerm("text_exact", "polcie")
            found.append({hit["id"] for hit in searcher.search(wanted, limit=None)})
    assert found[0] == found[1] and found[0]
