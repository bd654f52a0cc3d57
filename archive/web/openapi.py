"""The API's document, and what is said in it of every operation."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, TypeAlias

import marshmallow as ma
from apispec import BasePlugin
from flask import Flask
from flask_smorest import Api, Blueprint
from flask_smorest.utils import prepare_response

from archive.web.service_schemas import ProblemSchema

Operations: TypeAlias = dict[str, dict[str, Any]]

_ABOUT = {
    "API_TITLE": "News archive",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api/v1",
    "OPENAPI_JSON_PATH": "openapi.json",
}


def register(app: Flask, schemas: Iterable[ma.Schema], *blueprints: Blueprint) -> None:
    """Serves the operations of the blueprints, and their document, in which the schemas have names."""
    app.config.update(_ABOUT)
    api = _Api(app, spec_kwargs={"extra_plugins": [_EmptyIsLeftOut()]})
    for schema in schemas:
        api.spec.components.schema(type(schema).__name__.removesuffix("Schema"), schema=schema)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)


class _EmptyIsLeftOut(BasePlugin):
    """Says of every single parameter of a query string that it may be given without a value."""

    def operation_helper(self, path: object = None, operations: Operations | None = None, **_: Any) -> None:  # noqa: ARG002
        """Is called with the operations of each path; the rest is of no use here."""
        for operation in (operations or {}).values():
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "query" and parameter["schema"].get("type") != "array":
                    parameter["allowEmptyValue"] = True


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
