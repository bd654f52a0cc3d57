"""From an engine's answer to the JSON body of the API: the same for the page, the API and the command line."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain
from typing import Any, TypeAlias

from archive.search import cursor
from archive.search.names import Names
from archive.search.question import Question
from archive.search.request import UNKNOWN, parameter
from archive.search.sentence import clause_phrase, filter_phrase, sentence
from index import (
    AllOf,
    AnyOf,
    Between,
    Bucket,
    Clause,
    Explanation,
    Facet,
    Filter,
    Hit,
    NoneOf,
    Phrase,
    Result,
    Snippet,
    TermCount,
    Word,
)

Body: TypeAlias = dict[str, Any]


def search_body(question: Question, result: Result, commit: str, names: Names) -> Body:
    """The answer to a search, without what only the moment or the address knows (time taken, links)."""
    request = question.request
    after = cursor.encode(result.next, request.sort, commit) if result.next else None
    return {
        "query": query_body(question, names),
        "total": result.total,
        "groups": result.groups,
        "page": None if request.cursor else request.page,
        "page_size": request.page_size,
        "pages": math.ceil((result.total if result.groups is None else result.groups) / request.page_size),
        "next_cursor": after,
        "hits": [_only(request.fields, hit) for hit in hit_bodies(result.hits, names)],
        "facets": {parameter(facet.field): facet_body(facet, names) for facet in result.facets},
    }


def query_body(question: Question, names: Names) -> Body:
    """The query as understood."""
    request = question.request
    return {
        "q": request.q,
        "sentence": sentence(question.query, names, request.match),
        "filters": [entry for filter_ in question.query.filters for entry in _filter_entries(filter_, names)],
        "q_op": request.q_op,
        "match": request.match,
        "expansions": [{"word": expansion.text, "terms": list(expansion.terms)} for expansion in question.expansions],
        "actor_op": request.actor_op,
        "country_op": request.country_op,
        "country_role": request.country_role,
        "sort": request.sort,
        "collapse": request.collapse,
        "ignored": [
            {"text": ignored.text, "position": ignored.position, "message": ignored.message}
            for ignored in question.ignored
        ],
    }


def hit_bodies(hits: Sequence[Hit], names: Names) -> list[Body]:
    """The hits of an answer."""
    actors, countries = ([_values(hit, field) for hit in hits] for field in ("actor", "country"))
    actor_labels = names.labels("actor", {*chain.from_iterable(actors)})
    country_labels = names.labels("country", {*chain.from_iterable(countries)})
    of_actor = {
        value: {"value": value, "label": label.text, "type": label.type} for value, label in actor_labels.items()
    }
    of_country = {value: {"value": value, "label": label.text} for value, label in country_labels.items()}
    return [
        _hit_body(hit, [of_actor[value] for value in named], [of_country[value] for value in mentioned])
        for hit, named, mentioned in zip(hits, actors, countries, strict=True)
    ]


def facet_body(facet: Facet, names: Names) -> Body:
    """The counts of one facet; a timeline says its interval, and how many articles each period has in all."""
    name = parameter(facet.field)
    timeline = {"interval": facet.interval} if name == "date" else {}
    return timeline | {
        "values": _bucket_bodies(name, facet.buckets, names),
        "total_values": facet.total_values,
        "other_count": facet.other_count,
        "missing_count": facet.missing_count,
        "missing_selected": facet.missing_selected,
        "exact": facet.exact,
    }


def _bucket_bodies(name: str, buckets: Sequence[Bucket], names: Names) -> list[Body]:
    listed = [bucket.value for bucket in buckets]
    labels = names.labels(name, listed)
    bodies: list[Body] = [
        {"value": value, "label": labels[value].text, "count": count, "selected": selected}
        for value, count, selected, _ in buckets
    ]
    if name == "actor":
        surfaces = names.surfaces(listed)
        for body, value in zip(bodies, listed, strict=True):
            if type_ := labels[value].type:
                body["type"], body["surfaces"] = type_, surfaces[value]
    elif name == "date":
        for body, bucket in zip(bodies, buckets, strict=True):
            body["all"] = bucket.all
    return bodies


def explanation_body(explanation: Explanation, q: str, names: Names) -> Body:
    """Why nothing was found: what each term and each filter alone would match, and the nearest spellings.

    With a spelling goes `q`, the words as typed with that word in place; `without` are the words typed but for that
    term, null where it is not one that can be left out so.
    """
    return {
        "without_filters": explanation.text_alone,
        "terms": [
            {
                "text": clause_phrase(term.clause, names),
                "count": term.count,
                "without": _without(term.clause, q),
                "suggestions": list(_suggestions(term, q)),
            }
            for term in explanation.terms
        ],
        "filters": [
            {
                "parameters": sorted({entry["parameter"] for entry in _filter_entries(counted.filter, names)}),
                "meaning": filter_phrase(counted.filter, names),
                "count": counted.count,
            }
            for counted in explanation.filters
        ],
    }


def _without(clause: Clause, q: str) -> str | None:
    """What was typed, but for a word or phrase that stands in it once."""
    if not isinstance(clause, Word | Phrase):
        return None
    typed = re.compile(
        rf'(?<!\S)[-+]?(?:\w+:)?(["“„”»«]?){re.escape(clause.text)}(?:["“„”»«]~?\d*)?(?!\S)', re.IGNORECASE
    )
    left, times = typed.subn(" ", q)
    return " ".join(left.split()) if times == 1 else None


def _suggestions(term: TermCount, q: str) -> Iterator[Body]:
    if isinstance(term.clause, Word | Phrase) and term.clause.text in q:
        for text, count in term.spellings:
            yield {"text": text, "count": count, "q": q.replace(term.clause.text, text)}


def snippet_html(snippet: Snippet) -> str:
    """The snippet as HTML: everything escaped, the matched words in <mark>."""
    text, end = snippet.text, 0
    parts: list[str] = []
    for start, stop in snippet.marks:
        parts += (escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>")
        end = stop
    return "".join((*parts, escape(text[end:])))


def _only(fields: tuple[str, ...], hit: Body) -> Body:
    return {name: value for name, value in hit.items() if name == "id" or name in fields} if fields else hit


def _hit_body(hit: Hit, actors: list[Body], countries: list[Body]) -> Body:
    values = hit.values
    date = values.get("date")
    return {
        "id": hit.id,
        "title": values.get("title"),
        "date": date.isoformat() if isinstance(date, datetime.date) else None,
        "date_precision": values.get("date_precision"),
        "date_source": values.get("date_source"),
        "source": values.get("source"),
        "language": values.get("language"),
        "url": values.get("url"),
        "copies": hit.copies,
        "actors": actors,
        "countries": countries,
        "snippets": [snippet_html(snippet) for snippet in hit.snippets],
        "score": hit.score,
    }


def _values(hit: Hit, field: str) -> tuple[str, ...]:
    values = hit.values.get(field)
    return values if isinstance(values, tuple) else ()


def _filter_entries(filter_: Filter, names: Names) -> Iterator[Body]:
    match filter_:
        case Between(first=first, last=last):
            for name, day in (("date_from", first), ("date_to", last)):
                if day:
                    yield {"parameter": name, "value": day.isoformat(), "label": names.label("date", day.isoformat())}
        case AnyOf() | AllOf() | NoneOf():
            facet = parameter(filter_.field)
            name = f"{facet}_not" if isinstance(filter_, NoneOf) else facet
            for value in filter_.values:
                yield {"parameter": name, "value": value or UNKNOWN, "label": names.label(facet, value)}
