"""The application: API and pages over one archive."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import flask
import orjson
from flask import Flask
from flask.json.provider import JSONProvider
from flask.logging import default_handler
from flask_smorest import Api
from flask_smorest.utils import prepare_response

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.web import (
    articles,
    compression,
    feeds,
    filters,
    headers,
    metrics,
    overviews,
    pages,
    problems,
    search,
    status,
    style,
)
from archive.web.service_schemas import ProblemSchema
from archive.web.state import State, keep
from index import Engine

_OPENAPI = {
    "API_TITLE": "News archive",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api/v1",
    "OPENAPI_JSON_PATH": "openapi.json",
}


def create_app(
    settings: Settings | None = None, engine: Engine | None = None, catalogue: Catalogue | None = None
) -> Flask:
    """The application. What is not given comes from the environment; each process opens it at its first request."""
    settings = settings or Settings.from_environment()
    _log_to_stderr(settings.log_level)
    app = _App("archive.web")
    app.config.update(_OPENAPI)
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    app.json = _OrJson(app)
    with app.app_context():
        keep(State(settings, engine, catalogue))
    api = _Api(app)
    for schema in articles.VIEWS.values():
        api.spec.components.schema(type(schema).__name__.removesuffix("Schema"), schema=schema)
    for blueprint in (search.blueprint, articles.blueprint, status.blueprint):
        api.register_blueprint(blueprint)
    for pages_for_people in (pages.blueprint, overviews.blueprint, feeds.blueprint):
        app.register_blueprint(pages_for_people)
    app.jinja_env.globals["archive_name"] = settings.name
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    filters.register(app)
    style.register(app)
    compression.register(app)
    headers.register(app)
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


class _Api(Api):
    """The OpenAPI document; errors are not its business but that of `problems`."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leaves errors to `problems`."""

    def _register_pagination_header(self) -> None:
        """Keeps out of the document a header that is not sent: pages are in the body."""

    def _register_responses(self) -> None:
        """Names the media type of problems in what the document says of every error."""
        for name in ("DEFAULT_ERROR", *(error.name for error in HTTPStatus if error >= HTTPStatus.BAD_REQUEST)):
            problem = {"description": name.replace("_", " ").capitalize(), "schema": ProblemSchema}
            prepare_response(problem, self.spec, "application/problem+json")
            self.spec.components.response(name, problem, lazy=True)


class _OrJson(JSONProvider):
    """JSON by orjson."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> flask.Response:
        return flask.Response(orjson.dumps(self._prepare_response_obj(args, kwargs)), mimetype="application/json")
