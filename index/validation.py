"""Refuses a question that an index cannot answer, before anything is searched."""

from __future__ import annotations

from index import periods
from index.errors import QueryError, UnsupportedFeature
from index.query import (
    AllOf,
    And,
    AnyOf,
    Between,
    Clause,
    Filter,
    Fuzzy,
    NoneOf,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)
from index.schema import Kind, Schema


def check(query: Query, schema: Schema) -> None:
    """Raises UnknownField, UnsupportedFeature or QueryError where the schema cannot answer the question."""
    _check_clause(query.text, schema)
    for filter_ in query.filters:
        _check_filter(filter_, schema)
    if query.sort.field is not None:
        need(schema, query.sort.field, "sorted by", Kind.DAY)
    for request in query.facets:
        need(schema, request.field, "counted", Kind.KEYWORD, Kind.DAY)
    for name in query.snippets.fields if query.snippets else ():
        need(schema, name, "quoted", Kind.TEXT)
    if query.collapse is not None:
        _check_collapse(schema, query.collapse)
    if query.offset < 0 or query.limit < 0:
        raise QueryError("offset and limit must not be negative")


def _check_clause(clause: Clause, schema: Schema) -> None:
    match clause:
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            if clause.field is not None:
                need(schema, clause.field, "searched for words", Kind.TEXT)
        case And(clauses) | Or(clauses):
            for inner in clauses:
                _check_clause(inner, schema)
        case Not(inner):
            _check_clause(inner, schema)
        case AnyOf() | AllOf() | NoneOf() | Between():
            _check_filter(clause, schema)


def _check_filter(filter_: Filter, schema: Schema) -> None:
    if isinstance(filter_, Between):
        need(schema, filter_.field, "filtered by days", Kind.DAY)
        return
    need(schema, filter_.field, "filtered", Kind.KEYWORD, Kind.DAY)
    if schema.field(filter_.field).kind is Kind.DAY:
        for value in filter_.values:
            _check_period(value)


def _check_collapse(schema: Schema, name: str) -> None:
    need(schema, name, "collapsed by", Kind.KEYWORD)
    if schema.field(name).multiple:
        raise UnsupportedFeature(f"field {name!r} holds several values and cannot be collapsed by")


def _check_period(value: str | None) -> None:
    try:
        if value is not None:
            periods.bounds(value)
    except ValueError as error:
        raise QueryError(str(error)) from error


def need(schema: Schema, name: str, verb: str, *kinds: Kind) -> None:
    """Raises UnknownField or UnsupportedFeature unless the field is of one of the kinds; `verb` says what it is for."""
    kind = schema.field(name).kind
    if kind not in kinds:
        raise UnsupportedFeature(f"field {name!r} is of kind {kind} and cannot be {verb}")
