"""A receipt of a search: what was asked, what was found, and how to check later that it still is."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from archive.search.body import Body, query_body
from archive.search.moment import Moment
from archive.search.question import understand
from archive.search.request import SHOWING, Request

_ASKED = tuple(field.name for field in dataclasses.fields(Request) if field.name == "sort" or field.name not in SHOWING)
"""What a receipt holds of a request: the order too, for it is of the ids in order."""

_DAYS = ("date_from", "date_to")


class BadReceipt(ValueError):
    """This is not a receipt that this program wrote."""


def make_receipt(request: Request, moment: Moment) -> Body:
    """The receipt of a search; `ids_sha256` is over the ids in order, each followed by a line feed."""
    names = moment.names
    question = understand(request, names)
    searcher = moment.searcher
    total, digest = _digest(hit.id for hit in searcher.scan(dataclasses.replace(question.query, snippets=None)))
    return {
        "parameters": _parameters(question.request),
        "query": query_body(question, names),
        "generation": searcher.generation,
        "total": total,
        "ids_sha256": digest,
        "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def verify_receipt(receipt: Mapping[str, Any], moment: Moment) -> tuple[str, ...]:
    """What differs when the search of a receipt is made again now, a sentence each; raises BadReceipt."""
    try:
        request = _request(receipt["parameters"])
        given = {name: receipt[name] for name in ("total", "ids_sha256", "generation")}
    except (KeyError, TypeError, ValueError) as error:
        raise BadReceipt(f"this is no receipt of a search: {error}") from error
    now = make_receipt(request, moment)
    differences = []
    if now["total"] != given["total"]:
        differences.append(f"The search finds {now['total']:,} articles, not {given['total']:,}.")
    elif now["ids_sha256"] != given["ids_sha256"]:
        differences.append("The search finds as many articles, but others, or in another order.")
    if differences and now["generation"] != given["generation"]:
        differences.append(f"The index is at generation {now['generation']}, the receipt at {given['generation']}.")
    return tuple(differences)


def _digest(ids: Iterable[str]) -> tuple[int, str]:
    total, digest = 0, hashlib.sha256()
    for total, id in enumerate(ids, start=1):  # noqa: B007 - the last number is the total
        digest.update(f"{id}\n".encode())
    return total, digest.hexdigest()


def _parameters(request: Request) -> dict[str, Any]:
    """The parameters that were given, with values as they were understood."""
    plain = Request()
    given = {name: getattr(request, name) for name in _ASKED if getattr(request, name) != getattr(plain, name)}
    return {name: value.isoformat() if name in _DAYS else value for name, value in given.items()}


def _request(parameters: Mapping[str, Any]) -> Request:
    if unknown := set(parameters) - set(_ASKED):
        raise ValueError(f"there is no parameter {sorted(unknown)[0]!r}")
    days = {name: datetime.date.fromisoformat(parameters[name]) for name in _DAYS if name in parameters}
    lists = {name: tuple(value) for name, value in parameters.items() if isinstance(value, list | tuple)}
    return Request(**{**parameters, **lists, **days})
