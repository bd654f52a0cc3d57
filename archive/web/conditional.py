"""Answers that depend on the index alone are not computed again while it stays as it is."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from flask import Response, make_response, request

from archive.web.state import state


def conditional(view: Callable[..., Any]) -> Callable[..., Response]:
    """Gives the view's answers a weak ETag by commit and address, and answers 304 to who has that one."""

    @functools.wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        etag = _etag()
        if request.if_none_match.contains_weak(etag):
            response = Response(status=304)
        else:
            response = make_response(view(*args, **kwargs))
        response.set_etag(etag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
        return response

    return answer


def _etag() -> str:
    change, searcher = state().catalogue.last_change(), state().engine.searcher()
    held = f"{searcher.generation} {searcher.commit} {change} {request.full_path}"
    return hashlib.sha256(held.encode()).hexdigest()[:32]
