"""Style sheets under addresses that change with their content: a browser keeps them, and waits for them only once."""

from __future__ import annotations

import functools
import hashlib
from importlib.resources import files

from flask import Flask, Response, request, url_for

_DIGEST_LENGTH = 12
_FOR_GOOD = "public, max-age=31536000, immutable"


def register(app: Flask) -> None:
    """Gives the app's templates `sheet`, and what it leads to its header."""
    app.add_template_global(sheet)
    app.after_request(_keep_for_good)


def sheet(name: str) -> str:
    """The address of a style sheet of ours."""
    return url_for("static", filename=f"css/{name}.css", v=_digest(name))


@functools.cache
def _digest(name: str) -> str:
    content = (files("archive.web") / "static" / "css" / f"{name}.css").read_bytes()
    return hashlib.sha256(content).hexdigest()[:_DIGEST_LENGTH]


def _keep_for_good(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = _FOR_GOOD
    return response
