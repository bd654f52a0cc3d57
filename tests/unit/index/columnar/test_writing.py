"""The compiled loops that write segments give what those in Python give; words are those of `index.analysis`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Document, Field, Kind, Schema
from index.analysis import exact_terms, stem_terms, tokens
from index.columnar import plain_writing, writing
from index.columnar.build import Batch
from index.columnar.segment import Segment
from index.columnar.words import Words

compiled = pytest.mark.skipif(not writing.COMPILED, reason="no compiler was there at install")

SIGNS = "abSsTt19.,'’-\"_ \n\x1c\u00a0\u2003éđЖя東\u200d"
TEXTS = st.lists(st.text(SIGNS, max_size=40) | st.text(max_size=20), max_size=6)
LANGUAGES = st.sampled_from((None, "en", "sr", "ru", "fr"))


@compiled
@given(TEXTS.flatmap(lambda texts: st.tuples(st.just(texts), st.lists(st.integers(0, 2), min_size=len(texts)))))
def test_texts_are_cut_alike(given_texts: tuple[list[str], list[int]]) -> None:
    texts, languages = given_texts
    answers = []
    for loops in (writing._loops, plain_writing):
        pieces, numbers, counts = loops.cut(texts, languages[: len(texts)])
        answers.append((pieces, bytes(numbers), bytes(counts)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "text",
    [
        *("U.S.", "U.S.Army", "a.b.cd", "a.bc", "Mr.T.J", "U.S.A1", "x.y.", "x.y.z's", "3.5.", "10,000th", "1990's"),
        *(
            "1.2.3,4,5a",
            "it's",
            "IT'S",
            "x's's",
            "O'Brien's",
            "don't",
            "ab'1",
            "'90s",
            "a_b",
            "F16",
            "s'",
            "a.1",
            "1.a",
        ),
    ],
)
def test_words_of_ascii_begin_and_end_as_everywhere(text: str) -> None:
    (pieces, _), numbers, _ = writing.cut([text], [0])
    assert [pieces[number] for number in np.frombuffer(numbers, np.int32)] == [token.text for token in tokens(text)]


@given(st.lists(st.tuples(st.text(SIGNS, max_size=40), LANGUAGES), min_size=1, max_size=6))
def test_words_are_those_of_the_analysis(documents: list[tuple[str, str | None]]) -> None:
    words = Words.of([text for text, _ in documents], [language for _, language in documents])
    found = iter(words.found)
    for (text, language), count in zip(documents, words.counts, strict=True):
        expected = [token.text for token in tokens(text)]
        assert count == len(expected)
        for surface, word in zip(expected, found, strict=False):
            assert _terms(words.surfaces, word) == [surface]
            assert _terms(words.exact, word) == list(exact_terms(surface))
            assert _terms(words.stems, word) == list(stem_terms(surface, language))


def _terms(terms, word):  # type: ignore[no-untyped-def]
    rows = terms.of_words
    return [terms.table[int(number)] for number in rows.values[rows.first[word] : rows.first[word + 1]]]


ROWS = st.lists(st.lists(st.integers(0, 9), max_size=3), min_size=1, max_size=12)
DOCUMENTS = st.lists(st.lists(st.integers(0, 11), max_size=20), max_size=8)


@compiled
@given(ROWS, DOCUMENTS, st.integers(10, 12), st.booleans())
def test_words_are_inverted_alike(
    rows: list[list[int]], documents: list[list[int]], size: int, has_positions: bool
) -> None:
    words = np.array([word % len(rows) for document in documents for word in document], np.int32)
    counts = np.array(list(map(len, documents)), np.uint32)
    answers = inverted_both_ways(words, counts, rows, size, has_positions)
    assert answers[0] == answers[1]


@compiled
@pytest.mark.parametrize("has_positions", [False, True])
@pytest.mark.parametrize("far", [1, 300, 70_000])
def test_wide_numbers_are_inverted_alike(far: int, has_positions: bool) -> None:
    """Gaps, frequencies and positions of one, two and four bytes."""
    counts = np.array([1, *[0] * far, far, 2], np.uint32)
    words = np.array([0, *([1] * (far - 1)), 2, 0, 1], np.int32)
    answers = inverted_both_ways(words, counts, [[0], [1], [2, 0]], 3, has_positions)
    assert answers[0] == answers[1]


def inverted_both_ways(words, counts, rows, size, has_positions):  # type: ignore[no-untyped-def]
    first = np.cumsum([0, *map(len, rows)]).astype(np.uint32)
    terms = np.array([term for row in rows for term in row], np.uint32)
    answers = []
    for loops in (writing._loops, plain_writing):
        lists, lengths = loops.inverted(words, counts, first, terms, size, has_positions)
        answers.append([bytes(column) for column in (*lists, lengths)])
    return answers


@pytest.mark.parametrize("loops", [writing._loops, plain_writing])
@pytest.mark.parametrize(
    ("words", "counts", "first", "terms"),
    [
        ([2], [1], [0, 1, 2], [0, 1]),
        ([-1], [1], [0, 1, 2], [0, 1]),
        ([0], [2], [0, 1, 2], [0, 1]),
        ([0], [1], [0, 3, 2], [0, 1]),
        ([0], [1], [0, 1, 3], [0, 1]),
        ([0], [1], [0, 1, 2], [0, 9]),
        ([0], [1], [], []),
    ],
)
def test_numbers_that_lead_outside_are_refused(loops, words, counts, first, terms):  # type: ignore[no-untyped-def]
    arguments = np.array(words, np.int32), *(np.array(array, np.uint32) for array in (counts, first, terms))
    with pytest.raises(IndexError):
        loops.inverted(*arguments, 9, True)


def test_a_schema_without_texts_can_be_written(tmp_path: Path) -> None:
    schema = Schema((Field("topic", Kind.KEYWORD), Field("url", Kind.STORED)))
    documents = [Document("b", {"topic": "oil\0gas", "url": "there"}), Document("a")]
    Batch.of(schema, documents).write(tmp_path / "segment", b"")
    segment = Segment(tmp_path / "segment")
    assert (list(segment.ids), list(segment.values["topic"].values), len(segment.exact)) == (
        ["a", "b"],
        ["oil\0gas"],
        0,
    )
    assert segment.stored.rows(np.arange(2)) == [[None, "there"], [None, None]]


@compiled
def test_what_is_no_text_is_refused() -> None:
    for texts, languages in (([1], [0]), (["a"], ["en"]), (["a"], []), ("a", [0])):
        with pytest.raises(TypeError):
            writing.cut(texts, languages)  # type: ignore[arg-type]


@compiled
@given(st.lists(st.text(max_size=12) | st.text("ab\0é東", max_size=20), max_size=30))
def test_strings_are_ranked_alike(strings: list[str]) -> None:
    ours, theirs = ([bytes(array) for array in loops.ranked(strings)] for loops in (writing._loops, plain_writing))
    assert ours == theirs


@compiled
@given(st.lists(st.text("abSs19.,'’-é\n", max_size=70), max_size=9))
def test_words_are_folded_alike(words: list[str]) -> None:
    assert writing.folded(words) == plain_writing.folded(words)


@given(st.text("abSs19.,'", max_size=70))
def test_a_word_of_ascii_is_folded_as_everywhere(text: str) -> None:
    words = [token.text for token in tokens(text)]
    assert [(term,) for term in writing.folded(words)] == [exact_terms(word) for word in words]
