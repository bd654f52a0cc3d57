"""Headers of every answer: a request id, and what a browser may do with it."""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, g, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger("archive.web.access")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_LONGEST_ADDRESS = 7_500
_SECURITY = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
]
_FOR_SCRIPTS = [
    ("Access-Control-Expose-Headers", "ETag, Link, X-Request-Id, X-Total-Count"),
    ("Access-Control-Allow-Headers", "If-None-Match, X-Request-Id"),
    ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
]
_ASK_AGAIN = "no-cache"
"""What is kept of an answer must be asked for again before it is used: the archive may change at any time."""


def register(app: Flask, cors_origins: str) -> None:
    """Gives every request of the app an id, and every answer its headers.

    Scripts of the origins, separated by spaces, may read the API; `*` stands for all.
    """
    app.before_request(_begin)
    app.after_request(_finish)
    app.wsgi_app = _SameForAll(app.wsgi_app, frozenset(cors_origins.split()))  # type: ignore[method-assign]


class _SameForAll:
    """The application with headers that no answer changes: put behind its own, they take next to no time."""

    def __init__(self, app: WSGIApplication, origins: frozenset[str]) -> None:
        self._app = app
        self._origins = origins

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        added = self._added(environ)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, headers + added, *error)

        return self._app(environ, start)

    def _added(self, environ: WSGIEnvironment) -> list[tuple[str, str]]:
        return _SECURITY + self._cors(environ) if environ["PATH_INFO"].startswith("/api/") else _SECURITY

    def _cors(self, environ: WSGIEnvironment) -> list[tuple[str, str]]:
        """Lets scripts of other origins read the API, which takes no credentials."""
        origin = environ.get("HTTP_ORIGIN", "")
        if "*" in self._origins:
            return [("Access-Control-Allow-Origin", "*"), *_FOR_SCRIPTS]
        if origin in self._origins:
            return [("Access-Control-Allow-Origin", origin), ("Vary", "Origin"), *_FOR_SCRIPTS]
        return _FOR_SCRIPTS


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if given and _REQUEST_ID.fullmatch(given) else f"{random.getrandbits(128):032x}"
    g.started = time.perf_counter()
    if len(request.path) + len(request.query_string) > _LONGEST_ADDRESS:
        abort(HTTPStatus.REQUEST_URI_TOO_LONG)


def _finish(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", _ASK_AGAIN)
    response.headers["X-Request-Id"] = g.request_id
    if _log.isEnabledFor(logging.INFO):
        took_ms = (time.perf_counter() - g.started) * 1000
        address = request.full_path.rstrip("?")
        _log.info("%s %s %s %.1fms %s", request.method, address, response.status_code, took_ms, g.request_id)
    return response
