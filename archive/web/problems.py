"""Every error as one shape, `application/problem+json` (RFC 9457), and as a page for people."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus

import orjson
from flask import Flask, Response, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException

from archive.catalogue import CatalogueMissing
from archive.search import BadParameters, ParameterError
from index import (
    BadCursor,
    CommitGone,
    EngineError,
    EngineUnavailable,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    QueryError,
    QueryTimeout,
    SearchError,
    TooManyBuckets,
    TooManyTerms,
    UnknownField,
    UnsupportedFeature,
)

_log = logging.getLogger(__name__)
_RETRY_SECONDS = "5"


class NotFound(Exception):
    """There is nothing at this address."""


class Gone(Exception):
    """There was something at this address, and it was deleted."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, its stable code, and what mends it where that is known.

    `said` is told instead of the error's own words where those are the operator's business: they go to the log.
    """

    status: int
    code: str
    remedy: str = ""
    said: str = ""


KINDS: dict[type[Exception], Kind] = {
    BadCursor: Kind(400, "bad_cursor"),
    TooManyTerms: Kind(400, "too_many_terms"),
    TooManyBuckets: Kind(400, "too_many_buckets"),
    UnknownField: Kind(400, "unknown_field"),
    UnsupportedFeature: Kind(400, "unsupported"),
    QueryError: Kind(400, "bad_query"),
    NotFound: Kind(404, "not_found"),
    Gone: Kind(410, "gone"),
    CommitGone: Kind(
        410,
        "cursor_expired",
        "Begin again at the first page, or sort by date: such a cursor stays good.",
        "The archive has changed since this cursor was given out, and no longer knows how it was then.",
    ),
    IndexLocked: Kind(409, "index_locked", "Try again in a moment.", "The index is being written."),
    QueryTimeout: Kind(503, "query_timeout"),
    IndexMissing: Kind(503, "index_missing", "Run `archive reindex`.", "There is no index yet."),
    IndexDamaged: Kind(503, "index_damaged", "Run `archive reindex`.", "The index cannot be read."),
    EngineUnavailable: Kind(503, "engine_unavailable", "Try again in a moment.", "The index does not answer."),
    EngineError: Kind(503, "engine_error", "Run `archive check`.", "The index cannot answer."),
    CatalogueMissing: Kind(503, "catalogue_missing", "Run `archive ingest PATH`.", "There is no catalogue yet."),
}
"""How each error is told over HTTP; a class stands for those derived from it too."""

_PARAMETER_KINDS = (
    Kind(400, "bad_parameter", "Mend the parameter that `errors` names."),
    Kind(400, "unknown_parameter", "Take the name that `errors` suggests."),
)
"""How BadParameters are told; a bad cursor is one of them too."""

_HTTP_CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    414: "address_too_long",
    415: "unsupported_media_type",
    500: "internal_error",
}
"""The code of each error of the protocol itself."""


def all_kinds() -> tuple[Kind, ...]:
    """Every kind of problem that can be answered, by status and code."""
    of_protocol = (Kind(status, code) for status, code in _HTTP_CODES.items())
    kinds = {kind.code: kind for kind in (*of_protocol, *KINDS.values(), *_PARAMETER_KINDS)}
    return tuple(sorted(kinds.values(), key=lambda kind: (kind.status, kind.code)))


@dataclass(frozen=True, slots=True)
class Problem:
    """One error as it is told."""

    status: int
    code: str
    detail: str
    errors: tuple[ParameterError, ...] = ()

    @property
    def title(self) -> str:
        """The name of the status."""
        return HTTPStatus(self.status).phrase


def register(app: Flask) -> None:
    """Answers every error of the app with a problem."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(BadParameters, _bad_parameters)
    for kind in (SearchError, CatalogueMissing, NotFound, Gone):
        app.register_error_handler(kind, _known_error)
    app.register_error_handler(Exception, _unforeseen)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    code = _HTTP_CODES.get(status, HTTPStatus(status).phrase.lower().replace(" ", "_"))
    answer = _answer(Problem(status, code, error.description or ""))
    answer.headers.extend((name, value) for name, value in error.get_headers() if name in ("Allow", "Location"))
    return answer


def _bad_parameters(error: BadParameters) -> Response:
    return _answer(Problem(400, error.code, str(error), error.errors))


def _known_error(error: Exception) -> Response:
    kind = next(kind for cls in type(error).__mro__ if (kind := KINDS.get(cls)))
    if kind.said:
        _log.warning("request %s: %s", g.get("request_id"), error)
    return _answer(Problem(kind.status, kind.code, f"{kind.said or _sentence(str(error))} {kind.remedy}".strip()))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"


def _unforeseen(error: Exception) -> Response:
    _log.error("request %s failed", g.get("request_id"), exc_info=error)
    return _answer(Problem(500, "internal_error", "Something went wrong here; the log says more under the request id."))


def _answer(problem: Problem) -> Response:
    response = _as_json(problem) if _for_programs() else _as_page(problem)
    response.status_code = problem.status
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _for_programs() -> bool:
    return request.path.startswith("/api/") or request.path in ("/healthz", "/readyz", "/metrics")


def _as_json(problem: Problem) -> Response:
    body = {
        "type": f"/help/errors#{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "errors": [
            {"parameter": error.parameter, "message": error.message, "position": error.position}
            for error in problem.errors
        ],
        "request_id": g.get("request_id"),
    }
    return current_app.response_class(orjson.dumps(body), mimetype="application/problem+json")


def _as_page(problem: Problem) -> Response:
    return current_app.make_response(render_template("error.html", problem=problem, request_id=g.get("request_id")))
