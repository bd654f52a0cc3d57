"""Our schema as a mapping, our documents as its source.

    id          the document's id, to order by
    language    which stems its texts have, so that snippets are found by the same
    stored      its values as they were given: kept, not indexed
    fields      what is searched; sent with the document, not kept

| ours | in `fields` |
|---|---|
| TEXT `title` | `title`: stem terms; `title_exact`: exact terms with their positions |
| KEYWORD `actor` | `actor`: one keyword a value |
| DAY `date` | `date`: a date without a time of day |

A text is sent as the terms that our analysis finds in it: a line a word, the terms that share its place between tabs,
and a sign of its end.
The index's analyzer only takes that apart again, and no term holds a tab or a line's end.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator

from index.analysis import exact_terms, stem_terms, tokens
from index.document import Document, Value
from index.engines.opensearch.client import Json
from index.schema import Field, Kind, Schema

_NOTHING = "\x01"
"""Holds the place of a word of which analysis leaves nothing."""

_END = ("\x02",)
"""Stands behind the last word of every text, also of one that is empty: so every document counts for every field."""

_MAX_ID_BYTES = 512

_ANALYSIS = {
    "tokenizer": {"places": {"type": "char_group", "tokenize_on_chars": ["\n"], "max_token_length": 4096}},
    "filter": {"terms": {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^\t]+)"]}},
    "analyzer": {"given": {"type": "custom", "tokenizer": "places", "filter": ["terms"]}},
}

_SIMILARITY = {
    "type": "scripted",
    "weight_script": {"source": "query.boost * (Math.log(field.docCount / (term.docFreq + 1.0)) + 1)"},
    "script": {
        "source": """
            double average = (field.sumTotalTermFreq - field.docCount) / (double) field.docCount;
            double length = (doc.length - 1) / average;
            return weight * doc.freq * 2.2 / (doc.freq + 1.2 * (0.25 + 0.75 * length));
        """
    },
}
"""BM25F as Whoosh defines it, with its K1 = 1.2 and B = 0.75.

Lucene's own BM25 has another inverse document frequency: common words count for next to nothing in it. Every text is
one word longer here than it is, by `_END`.
"""

WORDS_WINDOW = 100_000
"""How many words one question to the index of words may bring."""


def documents_index(schema: Schema, shards: int) -> Json:
    """Settings and mapping of the index of documents, for filling: no replicas, no refresh but at commits."""
    fields: Json = {}
    for field in schema.fields:
        fields |= _properties(field)
    return {
        "settings": _settings(shards) | {"analysis": _ANALYSIS, "similarity": {"bm25f": _SIMILARITY}},
        "mappings": {
            "dynamic": "strict",
            "_source": {"excludes": ["fields"]},
            "properties": {
                "id": {"type": "keyword"},
                "language": {"type": "keyword", "index": False, "doc_values": False},
                "stored": {"type": "object", "enabled": False},
                "fields": {"properties": fields},
            },
        },
    }


def words_index(schema: Schema) -> Json:
    """Settings and mapping of the index of words: a document for each exact term of each TEXT field."""
    words = {field.name: {"type": "keyword"} for field in schema.of_kind(Kind.TEXT)}
    return {
        "settings": _settings(1) | {"max_result_window": WORDS_WINDOW},
        "mappings": {"dynamic": "strict", "properties": words},
    }


def key(document_id: str) -> str:
    """What OpenSearch knows the document by: its id, or the hash of one longer than OpenSearch takes."""
    raw = document_id.encode()
    return document_id if len(raw) <= _MAX_ID_BYTES else f"sha256:{hashlib.sha256(raw).hexdigest()}"


def source(document: Document, schema: Schema) -> Json:
    """What is sent for a document."""
    fields: Json = {}
    stored: Json = {}
    for field in schema.fields:
        value = document.values.get(field.name)
        if field.kind is Kind.TEXT:
            words = [token.text for token in tokens(str(value or ""))]
            fields[field.name] = joined([*(stem_terms(word, document.language) for word in words), _END])
            fields[f"{field.name}_exact"] = joined([*(exact_terms(word) for word in words), _END])
        if value is None or value == () or value == "":
            continue
        plain = document.kept(field.name) if field.multiple else _plain(value)
        if field.stored:
            stored[field.name] = plain
        if field.kind not in (Kind.TEXT, Kind.STORED):
            fields[field.name] = plain
    return {"id": document.id, "language": document.language, "stored": stored, "fields": fields}


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, datetime.date) else value


def joined(places: Iterable[tuple[str, ...]]) -> str:
    """Terms, place by place, as the index's analyzer takes them apart."""
    return "\n".join("\t".join(terms) or _NOTHING for terms in places)


def words(sent: Json, schema: Schema) -> Iterator[tuple[str, str]]:
    """The field and the term of every word in what is sent for a document, none twice."""
    for field in schema.of_kind(Kind.TEXT):
        text = sent["fields"].get(f"{field.name}_exact", "")
        for term in dict.fromkeys(text.replace("\t", "\n").split("\n")):
            if term and term not in (_NOTHING, *_END):
                yield field.name, term


def values(stored: Json, schema: Schema) -> dict[str, Value]:
    """Our values of a document from what was kept, every stored field of the schema among them."""
    return {field.name: _value(stored.get(field.name), field) for field in schema.fields if field.stored}


def _value(kept: str | list[str] | None, field: Field) -> Value:
    if kept is None:
        return () if field.multiple else None
    if isinstance(kept, list):
        return tuple(kept)
    return datetime.date.fromisoformat(kept) if field.kind is Kind.DAY else kept


def _properties(field: Field) -> Json:
    text = {"type": "text", "analyzer": "given", "similarity": "bm25f"}
    match field.kind:
        case Kind.TEXT:
            return {field.name: text | {"index_options": "freqs"}, f"{field.name}_exact": text}
        case Kind.KEYWORD:
            return {field.name: {"type": "keyword"}}
        case Kind.DAY:
            return {field.name: {"type": "date", "format": "strict_date"}}
        case Kind.STORED:
            return {}


def _settings(shards: int) -> Json:
    return {"number_of_shards": shards, "number_of_replicas": 0, "refresh_interval": "-1"}
