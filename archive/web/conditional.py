"""Answers that depend on the archive alone are not computed again while it stays as it is."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from http import HTTPStatus
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, request

from archive.web.remembered import Remembered
from archive.web.state import state


def conditional(view: Callable[..., Any]) -> Callable[..., Response]:
    """Gives the view's answers a weak ETag by commit and address.

    Who has that one is answered 304, and an answer that is remembered under it is given again.
    """

    @functools.wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        etag = _etag()
        if request.if_none_match.contains_weak(etag):
            response = Response(status=HTTPStatus.NOT_MODIFIED)
        else:
            response = _remembered(etag, functools.partial(view, *args, **kwargs))
        response.set_etag(etag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
        return response

    return answer


def _remembered(etag: str, view: Callable[[], Any]) -> Response:
    if known := state().answers.get(etag):
        return known.response()
    response = make_response(view())
    is_of_that_state = _etag() == etag  # and not of one that came while it was being made
    if response.status_code == HTTPStatus.OK and is_of_that_state:
        state().answers.keep(etag, Remembered.of(response))
    return response


def _etag() -> str:
    """Names a state of the archive and what is asked of it: the same parameters in another order are the same."""
    change, searcher = state().catalogue.last_change(), state().engine.searcher()
    asked = urlencode(sorted(request.args.items(multi=True), key=itemgetter(0)))
    held = f"{searcher.generation} {searcher.commit} {change} {request.host_url} {request.path}?{asked}"
    return hashlib.sha256(held.encode()).hexdigest()[:32]
