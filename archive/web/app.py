"""The application: API and pages over one archive."""

from __future__ import annotations

import logging
from typing import Any

import flask
import orjson
from flask import Flask
from flask.json.provider import JSONProvider
from flask_smorest import Api

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.web import articles, filters, headers, metrics, pages, problems, search, status
from archive.web.schemas import ProblemSchema
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
    logging.getLogger("archive").setLevel(settings.log_level)
    app = Flask("archive.web")
    app.config.update(_OPENAPI)
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    app.json = _OrJson(app)
    with app.app_context():
        keep(State(settings, engine, catalogue))
    api = _Api(app)
    for blueprint in (search.blueprint, articles.blueprint, status.blueprint):
        api.register_blueprint(blueprint)
    app.register_blueprint(pages.blueprint)
    app.jinja_env.globals["archive_name"] = settings.name
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    filters.register(app)
    headers.register(app)
    metrics.register(app)
    problems.register(app)
    return app


class _Api(Api):  # type: ignore[misc]
    """The OpenAPI document; errors are not its business but that of `problems`."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leaves errors to `problems`."""


class _OrJson(JSONProvider):
    """JSON by orjson."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> flask.Response:
        body: flask.Response = self._app.response_class(
            orjson.dumps(self._prepare_response_obj(args, kwargs)), mimetype="application/json"
        )
        return body
