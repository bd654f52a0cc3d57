"""Our schema as a Whoosh schema, our documents as Whoosh fields.

| ours | Whoosh |
|---|---|
| TEXT `title` | `title`: stems with frequencies; `title_exact`: exact terms with positions; text stored under `title` |
| KEYWORD `actor` | `actor`: one term a value, not analysed |
| DAY `date` | `date`: one term such as 2019-05-29, so that ranges of terms are ranges of days |
| STORED `url` | `url`: stored only |
| id | `id`: one term, stored, and a column, which is read whole when an index is opened |
| language of the document | `analysed_in`: stored, so that snippets are found by the same stems |

The analyzers are ours, wrapped so that plain Whoosh can use them: a Whoosh query parser over this schema finds the
same words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from whoosh import analysis, fields, formats

from index.analysis import exact_terms, query_terms, stem_terms, tokens
from index.document import Document, Value
from index.schema import Kind, Schema

LANGUAGE = "analysed_in"


class Text(str):
    """A text that knows its language, so that a Whoosh analyzer can be told it."""

    __slots__ = ("language",)
    language: str | None

    def __new__(cls, text: str, language: str | None) -> Text:
        self = super().__new__(cls, text)
        self.language = language
        return self


class ExactAnalyzer(analysis.Analyzer):  # type: ignore[misc]
    """The exact terms of a text."""

    def __call__(self, value: str, **options: Any) -> Iterator[analysis.Token]:
        return _whoosh_tokens(value, options)


class StemAnalyzer(analysis.Analyzer):  # type: ignore[misc]
    """The stem terms of a text in its language; in a query, those of every language."""

    def __call__(self, value: str, **options: Any) -> Iterator[analysis.Token]:
        return _whoosh_tokens(value, options, stems=True)


def whoosh_schema(schema: Schema) -> fields.Schema:
    """The Whoosh schema of an index with our schema."""
    document_id = fields.ID(unique=True, stored=True, sortable=True)
    compiled: dict[str, fields.FieldType] = {"id": document_id, LANGUAGE: fields.STORED()}
    for field in schema.fields:
        if field.kind is Kind.TEXT:
            compiled[field.name] = fields.FieldType(
                formats.Frequency(), StemAnalyzer(), scorable=True, stored=field.stored, multitoken_query="or"
            )
            compiled[f"{field.name}_exact"] = fields.FieldType(
                formats.Positions(), ExactAnalyzer(), scorable=True, multitoken_query="phrase"
            )
        elif field.kind is Kind.STORED:
            compiled[field.name] = fields.STORED()
        else:
            compiled[field.name] = fields.ID(stored=field.stored)
    return fields.Schema(**compiled)


def whoosh_fields(document: Document, schema: Schema) -> dict[str, Any]:
    """The keyword arguments with which a Whoosh writer adds the document."""
    given: dict[str, Any] = {"id": document.id, LANGUAGE: document.language}
    for field in schema.fields:
        value = document.values.get(field.name)
        if value is None or value == () or value == "":
            continue
        if field.kind is Kind.TEXT:
            text = Text(_string(value), document.language)
            given |= {field.name: text, f"{field.name}_exact": text, f"_stored_{field.name}": _string(value)}
        elif field.kind is Kind.DAY:
            given |= {field.name: _string(value)}
        elif field.kind is Kind.KEYWORD:
            values = document.kept(field.name)
            given |= {field.name: list(values), f"_stored_{field.name}": values if field.multiple else values[0]}
        else:
            given[field.name] = value
    return given


def values_of(stored: Mapping[str, Any], schema: Schema) -> dict[str, Value]:
    """Our values of a document from its Whoosh stored fields, every stored field of the schema among them."""
    values: dict[str, Value] = {}
    for field in schema.fields:
        if field.stored:
            value = stored.get(field.name)
            if field.kind is Kind.DAY and value is not None:
                value = datetime.date.fromisoformat(value)
            values[field.name] = () if value is None and field.multiple else value
    return values


def _string(value: Value) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _whoosh_tokens(value: str, options: Mapping[str, Any], stems: bool = False) -> Iterator[analysis.Token]:
    language = getattr(value, "language", None)
    token = analysis.Token(
        options.get("positions", False),
        options.get("chars", False),
        options.get("removestops", True),
        options.get("mode", ""),
    )
    token.boost = 1.0
    for position, word in enumerate(tokens(value)):
        token.pos, token.startchar, token.endchar = position, word.start, word.end
        for term in _terms(word.text, language, stems, token.mode):
            token.text = token.original = term
            yield token


def _terms(word: str, language: str | None, stems: bool, mode: str) -> tuple[str, ...]:
    if not stems:
        return exact_terms(word)
    return query_terms(word) if mode == "query" else stem_terms(word, language)
