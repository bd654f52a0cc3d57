"""The application: API and pages over one archive."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import flask
import orjson
from flask import Flask
from flask.json.provider import JSONProvider
from flask.logging import default_handler

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.web import (
    articles,
    compression,
    feeds,
    filters,
    headers,
    metrics,
    openapi,
    overviews,
    pages,
    problems,
    search,
    status,
    style,
)
from archive.web.state import State, keep
from index import Engine


def create_app(
    settings: Settings | None = None, engine: Engine | None = None, catalogue: Catalogue | None = None
) -> Flask:
    """The application. What is not given comes from the environment; each process opens it at its first request."""
    settings = settings or Settings.from_environment()
    _log_to_stderr(settings.log_level)
    app = _App("archive.web")
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    app.json = _OrJson(app)
    with app.app_context():
        keep(State(settings, engine, catalogue))
    openapi.register(app, articles.VIEWS.values(), search.blueprint, articles.blueprint, status.blueprint)
    for pages_for_people in (pages.blueprint, overviews.blueprint, feeds.blueprint):
        app.register_blueprint(pages_for_people)
    app.jinja_env.globals["archive_name"] = settings.name
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    filters.register(app)
    style.register(app)
    compression.register(app)
    headers.register(app, settings.cors_origins)
    metrics.register(app)
    problems.register(app)
    return app


def _log_to_stderr(level: str) -> None:
    """The archive's log, unless whoever runs it has set up logging."""
    logger = logging.getLogger("archive")
    logger.setLevel(level)
    if not logger.hasHandlers():
        logger.addHandler(default_handler)


class _App(Flask):
    """Flask, without asking of every function of every request whether it is a coroutine: none here is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


class _OrJson(JSONProvider):
    """JSON by orjson."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> flask.Response:
        return flask.Response(orjson.dumps(self._prepare_response_obj(args, kwargs)), mimetype="application/json")
