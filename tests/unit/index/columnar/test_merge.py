"""Segments become one that holds what they held; compiled loops make the same one, to the last byte."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from index import Document
from index.columnar import merging, plain_merging
from index.columnar.build import Batch
from index.columnar.commit import Part
from index.columnar.file import Array, ColumnFile
from index.columnar.hits import DocumentReader
from index.columnar.lists import unpack
from index.columnar.merge import merge
from index.columnar.segment import Segment
from index.columnar.strings import Strings
from index.document import Value
from tests.differential.corpora import SCHEMA, document

compiled = pytest.mark.skipif(not merging.COMPILED, reason="no compiler was there at install")

LOOPS = ("united", "gathered", "joined")


@pytest.fixture(params=range(12))
def draw(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


def segment(path: Path, documents: Sequence[Document]) -> Segment:
    Batch.of(SCHEMA, documents).write(path, b"")
    return Segment(path)


def parts(draw: random.Random, place: Path) -> tuple[list[Part], list[Document]]:
    """Segments with deleted documents, and the documents that are left, in their order."""
    made, left = [], []
    for number in range(draw.randint(1, 5)):
        documents = [document(draw, 100 * number + at) for at in range(draw.randint(1, 40))]
        share = draw.choice((0, 0, 0.3, 1))
        deleted = {at for at in range(len(documents)) if draw.random() < share}
        made.append(Part.of(segment(place / f"part{number}", documents), deleted))
        left += [given for at, given in enumerate(documents) if at not in deleted]
    return made, left


def arrays(path: Path) -> dict[str, list[int]]:
    file = ColumnFile(path)
    return {name: [file.array(name).dtype.itemsize, *file.array(name).tolist()] for name in file.names()}


def postings(of: Segment) -> dict[tuple[str, str], list[list[int]]]:
    """The list of every term, and of every value of a field."""
    found = {}
    named = [(name, text.lists, [text.terms[n] for n in text.numbers.tolist()]) for name, text in of.texts.items()]
    named += [(name, column.lists, list(column.values)) for name, column in of.values.items()]
    for name, lists, terms in named:
        for number, term in enumerate(terms):
            flat = unpack(lists, number, number + 1)
            given = (flat.documents, flat.frequencies, flat.positions)
            found[name, term] = [[] if numbers is None else numbers.tolist() for numbers in given]
    return found


def test_a_merged_segment_has_the_lists_of_one_written_from_the_documents_that_are_left(
    draw: random.Random, tmp_path: Path
) -> None:
    several, left = parts(draw, tmp_path)
    assert merge(several, tmp_path / "merged") == len(left)
    assert postings(Segment(tmp_path / "merged")) == postings(segment(tmp_path / "anew", left))


def test_a_merged_segment_gives_back_the_documents_that_are_left(draw: random.Random, tmp_path: Path) -> None:
    several, left = parts(draw, tmp_path)
    merge(several, tmp_path / "merged")
    merged, anew = Segment(tmp_path / "merged"), segment(tmp_path / "anew", left)
    every = range(len(left))
    assert everything(merged) == everything(anew)
    assert [merged.document(of.id) for of in left] == list(every)


def everything(of: Segment) -> list[tuple[str, dict[str, Value], str | None]]:
    ids, values = DocumentReader(of).read(range(of.size))
    return [(document_id, dict(one), one.analysed_in) for document_id, one in zip(ids, values, strict=True)]


def test_a_merged_segment_knows_how_words_are_written(draw: random.Random, tmp_path: Path) -> None:
    several, _ = parts(draw, tmp_path)
    merge(several, tmp_path / "merged")
    merged = Segment(tmp_path / "merged")
    spelt = {
        term: sorted({spelling for part in several for spelling in spellings(part.segment, term)})
        for term in merged.exact
    }
    assert {term: spellings(merged, term) for term in merged.exact} == spelt


def spellings(of: Segment, term: str) -> list[str]:
    number = of.exact.find(term)
    return [] if number is None else list(of.surfaces_of([number]))


@compiled
def test_compiled_loops_write_the_same_bytes(
    draw: random.Random, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    several, _ = parts(draw, tmp_path)
    merge(several, tmp_path / "compiled")
    for name in LOOPS:
        monkeypatch.setattr(merging, name, getattr(plain_merging, name))
    merge(several, tmp_path / "plain")
    assert arrays(tmp_path / "compiled") == arrays(tmp_path / "plain")


def table(*strings: str) -> tuple[Array, Array]:
    of = Strings.of([string.encode() for string in strings])
    return of.content, of.offsets


@pytest.mark.parametrize("loops", [plain_merging, pytest.param(merging._loops, marks=compiled)])
def test_strings_that_are_not_wanted_get_no_number(loops: ModuleType) -> None:
    numbers, content, offsets = np.empty(3, np.int64), np.empty(12, np.uint8), np.empty(4, np.uint32)
    wanted = np.array([True, False, True])
    assert loops.united(((*table("a", "b", "ć"), wanted, numbers),), content, offsets) == 2
    assert (numbers.tolist(), list(Strings(content, offsets[:3]))) == ([0, -1, 1], ["a", "ć"])


def lists(**changed: Array) -> tuple[Array, ...]:
    """The lists of two terms in four documents, packed, with something in them changed."""
    packed = {
        "content": np.array([1, 2, 2, 1, 5, 6, 9, 3, 7], np.uint8),
        "at": np.array([0, 7], np.int64),
        "counts": np.array([2, 1], np.uint32),
        "codes": np.array([0b010101, 0b010001], np.uint8),
        "terms": np.array([4, 6], np.int64),
        "documents": np.array([10, 11, 12, 13], np.int32),
    }
    return tuple((packed | changed).values())


def joined(source: tuple[Array, ...]) -> list[list[int]]:
    content, (occurrences, terms, sizes) = np.zeros(40, np.uint8), np.zeros((3, 2), np.int64)
    counts, codes = np.zeros(2, np.uint32), np.zeros(2, np.uint8)
    count = merging.joined((source,), content, occurrences, terms, sizes, counts, codes)
    return [content[: int(sizes.sum())].tolist(), *(out[:count].tolist() for out in (occurrences, terms, counts))]


def test_lists_are_joined_by_the_new_numbers_of_terms_and_documents() -> None:
    assert joined(lists()) == [[11, 2, 2, 1, 5, 6, 9, 13, 7], [3, 1], [4, 6], [2, 1]]


@compiled
@pytest.mark.parametrize(
    "changed",
    [
        {"content": np.array([1, 2, 2, 1, 5], np.uint8)},
        {"content": np.array([1, 2, 200, 1, 5, 6, 9, 3, 7], np.uint8)},
        {"content": np.array([1, 3, 2, 1, 5, 6, 9, 3, 7], np.uint8)},
        {"at": np.array([0, -7], np.int64)},
        {"at": np.array([0, 1 << 40], np.int64)},
        {"at": np.array([0], np.int64)},
        {"counts": np.array([2, (1 << 32) - 1], np.uint32)},
        {"codes": np.array([0, 0b010001], np.uint8)},
        {"codes": np.array([0b111111, 0b010001], np.uint8)},
        {"terms": np.array([4], np.int64)},
        {"documents": np.array([10, 11, 12], np.int32)},
    ],
)
def test_damaged_lists_lead_nowhere(changed: dict[str, Array]) -> None:
    with pytest.raises(IndexError):
        joined(lists(**changed))


@compiled
@pytest.mark.parametrize("offsets", [[0, 9], [0, 0], [2, 1], [0]])
def test_damaged_tables_lead_nowhere(offsets: list[int]) -> None:
    given = np.array([97, 0, 98, 0], np.uint8), np.array(offsets, np.uint32)
    numbers, content, out = np.empty(2, np.int64), np.empty(2, np.uint8), np.empty(2, np.uint32)
    if len(offsets) > 1:
        with pytest.raises(IndexError):
            merging.united(((*given, None, numbers),), content, out)
    first, terms = np.array([0, 1], np.uint32), np.array([0], np.int64)
    with pytest.raises(IndexError):
        merging.gathered(((*given, first, terms),), content, out, np.empty(2, np.uint32))


@compiled
def test_what_is_no_source_is_refused() -> None:
    for wrong in (None, [], ((),), (None,), (("text",) * 4,)):
        with pytest.raises(TypeError):
            merging.united(wrong, np.empty(2, np.uint8), np.empty(2, np.uint32))
