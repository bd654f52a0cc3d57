"""What a search means, as a plain English sentence."""

from __future__ import annotations

from collections.abc import Sequence

from archive.search.names import Names
from archive.search.request import parameter
from index import (
    AllOf,
    And,
    AnyOf,
    Between,
    Clause,
    Everything,
    Filter,
    Fuzzy,
    Match,
    NoneOf,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)

_OF_FACET = {
    "actor": "with {}",
    "country": "that mention {}",
    "country_about": "about {}",
    "source": "from {}",
    "language": "in {}",
    "date": "from {}",
    "date_source": "dated by {}",
}
_UNKNOWN = {
    "actor": "with no actor",
    "country": "that mention no country",
    "country_about": "about no country",
    "source": "from an unknown source",
    "language": "in an unknown language",
    "date": "of unknown date",
    "date_source": "without a date",
}


def sentence(query: Query, names: Names, match: Match = "folded") -> str:
    """The question in words, such as: Articles about Serbia, that mention “cordon sanitaire”, from May 2019."""
    parts = [filter_phrase(filter_, names) for filter_ in query.filters]
    if not isinstance(query.text, Everything):
        how = ", word for word" if match == "exact" else ""
        parts.insert(0, f"{_outer(query.text, names)}{how}")
    once = ", one of each story" if query.collapse else ""
    return f"Articles {', '.join(parts)}{once}." if parts else f"All articles{once}."


def _outer(clause: Clause, names: Names) -> str:
    match clause:
        case Nothing():
            return "that match nothing"
        case AnyOf() | AllOf() | NoneOf() | Between():
            return filter_phrase(clause, names)
    return f"that mention {clause_phrase(clause, names)}"


def clause_phrase(clause: Clause, names: Names) -> str:
    """What is looked for, such as: “kosovo” and words beginning with “vuc”."""
    match clause:
        case And(clauses):
            return _join([_inner(inner, names) for inner in clauses], "and")
        case Or(clauses):
            return _join([_inner(inner, names) for inner in clauses], "or")
        case Not(inner):
            return f"not {_inner(inner, names)}"
        case Everything():
            return "anything"
        case Nothing():
            return "nothing"
        case AnyOf() | AllOf() | NoneOf() | Between():
            return f"(articles {filter_phrase(clause, names)})"
    return _term(clause)


def _inner(clause: Clause, names: Names) -> str:
    text = clause_phrase(clause, names)
    return f"({text})" if isinstance(clause, And | Or) else text


def _term(clause: Word | Phrase | Prefix | Wildcard | Fuzzy) -> str:
    match clause:
        case Phrase(slop=slop) if slop:
            text = f"“{clause.text}” within {slop} words"
        case Prefix():
            text = f"words beginning with “{clause.text}”"
        case Wildcard():
            text = f"words of the form “{clause.text}”"
        case Fuzzy():
            text = f"words like “{clause.text}”"
        case _:
            text = f"“{clause.text}”"
    return f"{text} in the {clause.field}" if clause.field else text


def filter_phrase(filter_: Filter, names: Names) -> str:
    """What one filter means, such as: from May 2019 or June 2019."""
    if isinstance(filter_, Between):
        return _between(filter_, names)
    word = "and" if isinstance(filter_, AllOf) else "or"
    labels = [names.label(parameter(filter_.field), value) for value in filter_.values if value is not None]
    phrases = [_OF_FACET[filter_.field].format(_join(labels, word))] if labels else []
    if None in filter_.values:
        phrases.append(_UNKNOWN[filter_.field])
    positive = _join(phrases, word)
    return f"not {positive}" if isinstance(filter_, NoneOf) else positive


def _between(between: Between, names: Names) -> str:
    first = names.label("date", between.first.isoformat()) if between.first else None
    last = names.label("date", between.last.isoformat()) if between.last else None
    if first and last:
        return f"from {first} to {last}"
    return f"since {first}" if first else f"until {last}"


def _join(parts: Sequence[str], word: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
