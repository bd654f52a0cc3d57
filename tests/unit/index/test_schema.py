"""Fields, and questions that a schema cannot answer."""

from __future__ import annotations

import pytest

from index import And, AnyOf, Clause, Field, Kind, Not, Or, Phrase, Query, Schema, UnknownField, Word
from index.errors import EngineError, IndexLocked, QueryError, QueryTimeout, SearchError, TooManyBuckets, TooManyTerms
from index.validation import check
from tests.contract.corpus import SCHEMA


def test_a_field_declared_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        Schema((Field("a", Kind.TEXT), Field("a", Kind.DAY)))


@pytest.mark.parametrize("name", ["id", "title_exact"])
def test_the_names_that_engines_use_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="reserved"):
        Schema((Field(name, Kind.KEYWORD),))


def test_a_field_is_found_by_its_name() -> None:
    assert SCHEMA.field("date").kind is Kind.DAY


def test_an_unknown_field_names_the_known_ones() -> None:
    with pytest.raises(UnknownField, match="no field 'colour'; the fields are title, text"):
        SCHEMA.field("colour")


def test_fields_of_a_kind_come_in_order_of_declaration() -> None:
    assert [field.name for field in SCHEMA.of_kind(Kind.KEYWORD)] == ["actor", "country", "source", "shelf"]


def test_searched_fields_are_those_marked_so() -> None:
    assert [field.name for field in SCHEMA.searched] == ["title", "text"]


@pytest.mark.parametrize("wrong", [Word("d", "colour"), Not(Phrase("b c", "colour")), AnyOf("colour", ("red",))])
def test_a_field_is_looked_up_wherever_it_stands_in_a_question(wrong: Clause) -> None:
    with pytest.raises(UnknownField, match="colour"):
        check(Query(And((Word("a"), Or((wrong, Word("d")))))), SCHEMA)


@pytest.mark.parametrize(
    ("error", "family", "message"),
    [
        (TooManyTerms("w*", 30_000, 2_000), QueryError, "30,000 words, more than the limit of 2,000"),
        (TooManyBuckets("day", 9_000, 4_000), QueryError, "timeline by day would have 9,000 periods"),
        (IndexLocked("process 7", "noon"), EngineError, "written by process 7 since noon"),
        (QueryTimeout(1.5), SearchError, "stopped after 1.5 s"),
    ],
)
def test_an_error_belongs_to_its_family_and_says_what_happened(
    error: SearchError, family: type[SearchError], message: str
) -> None:
    assert isinstance(error, family) and message in str(error)
