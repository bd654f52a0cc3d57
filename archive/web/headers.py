"""Headers of every answer: a request id, and what a browser may do with it."""

from __future__ import annotations

import logging
import re
import time
import uuid
from http import HTTPStatus

from flask import Flask, Response, abort, g, request

from archive.web.state import state

_log = logging.getLogger("archive.web.access")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_LONGEST_ADDRESS = 7_500
_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_ASK_AGAIN = "no-cache"
"""What is kept of an answer must be asked for again before it is used: the archive may change at any time."""


def register(app: Flask) -> None:
    """Gives every request of the app an id, and every answer its headers."""
    app.before_request(_begin)
    app.after_request(_finish)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
    g.started = time.perf_counter()
    if len(request.full_path) > _LONGEST_ADDRESS:
        abort(HTTPStatus.REQUEST_URI_TOO_LONG)


def _finish(response: Response) -> Response:
    response.headers.extend(_SECURITY)
    response.headers.setdefault("Cache-Control", _ASK_AGAIN)
    response.headers["X-Request-Id"] = g.request_id
    if request.path.startswith("/api/"):
        _allow_origin(response)
    took_ms = (time.perf_counter() - g.started) * 1000
    address = request.full_path.rstrip("?")
    _log.info("%s %s %s %.1fms %s", request.method, address, response.status_code, took_ms, g.request_id)
    return response


def _allow_origin(response: Response) -> None:
    """Lets scripts of the origins in the settings read the API (CORS); the API takes no credentials."""
    allowed = state().settings.cors_origins.split()
    origin = request.headers.get("Origin", "")
    if "*" in allowed:
        response.headers["Access-Control-Allow-Origin"] = "*"
    elif origin in allowed:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.vary.add("Origin")
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, X-Request-Id, X-Total-Count"
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match, X-Request-Id"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
