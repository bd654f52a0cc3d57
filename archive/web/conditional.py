"""Answers that depend on the archive alone are not computed again while it stays as it is."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from flask import Response, make_response, request

from archive.search.moment import Moment
from archive.web.remembered import Remembered
from archive.web.state import now, state

_VERSION = version("news-archive")


def conditional(view: Callable[..., Any]) -> Callable[..., Response]:
    """Gives the view's answers a weak ETag by commit and address.

    Who has that one is answered 304, and an answer that is remembered under it is given again.
    """

    @functools.wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        archive, answers = now().state, state().answers
        etag = _etag(archive)
        if request.if_none_match.contains_weak(etag):
            response = Response(status=HTTPStatus.NOT_MODIFIED)
        elif known := answers.get(etag):
            response = known.response()
        else:
            response = make_response(view(*args, **kwargs))
            if answers.keeps_any and response.status_code == HTTPStatus.OK and _unchanged():
                answers.keep(etag, Remembered.of(response))  # the archive did not change meanwhile
        response.set_etag(etag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
        return response

    return answer


def _unchanged() -> bool:
    """Whether the archive is still as it was when the request began."""
    return Moment(state().engine, state().catalogue).state == now().state


def _etag(archive: tuple[int, str, int]) -> str:
    """Names that state, what is asked of it, and the version of the program, whose pages may look otherwise.

    The same parameters in another order are the same.
    """
    asked = "&".join(sorted(request.query_string.decode("latin-1").split("&"), key=_name))
    held = f"{_VERSION} {archive} {request.scheme}://{request.host}{request.path}?{asked}"
    return hashlib.sha256(held.encode()).hexdigest()[:32]


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]
