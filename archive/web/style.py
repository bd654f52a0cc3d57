"""The style sheet of all pages, of one piece under an address that changes with it.

A browser waits for it once, at its first visit, and keeps it for good.
"""

from __future__ import annotations

import functools
import hashlib
from importlib.resources import files

from flask import Flask, Response

_PARTS = ("base", "controls", "search", "timeline", "article", "overviews", "docs")
_DIGEST_LENGTH = 12
_PATH = "/style.css"


def register(app: Flask) -> None:
    """Serves the style sheet, and gives the app's templates its address, `style_sheet`."""
    app.add_url_rule(_PATH, "style", _answer)
    digest = hashlib.sha256(_style()).hexdigest()[:_DIGEST_LENGTH]
    app.jinja_env.globals["style_sheet"] = f"{_PATH}?v={digest}"


def _answer() -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(_style(), mimetype="text/css", headers=headers)


@functools.cache
def _style() -> bytes:
    folder = files("archive.web") / "static" / "css"
    return b"\n".join((folder / f"{part}.css").read_bytes() for part in _PARTS)
