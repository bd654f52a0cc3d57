"""The OpenAPI document is valid, and what the API answers is what it says."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate


@pytest.fixture(scope="session")
def document(client: FlaskClient) -> dict[str, Any]:
    body: dict[str, Any] = client.get("/api/v1/openapi.json").json
    return body


def closed(schema: Any) -> Any:
    """The schema with every object refusing properties that it does not name."""
    if isinstance(schema, list):
        return [closed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(value) for name, value in schema.items()}
    is_object = "properties" in inner and isinstance(inner["properties"], dict)
    return inner | {"additionalProperties": False} if is_object else inner


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    validate(document)
    assert document["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/api/v1/search?q=kosovo", "Search"),
        ("/api/v1/search?q=kosvo&date=unknown", "Search"),
        ("/api/v1/search?facet=source&facet=language&facet=date&interval=year", "Search"),
        ("/api/v1/facets/actor?prefix=n", "OneFacet"),
        ("/api/v1/articles/lavrov-blames", "Article"),
        ("/api/v1/articles/lavrov-blames?view=raw", "Page"),
        ("/api/v1/articles/lavrov-blames?view=cuts", "Cuts"),
        ("/api/v1/articles/lavrov-blames/similar", "Similar"),
        ("/api/v1/suggest?q=vuc", "Suggest"),
        ("/api/v1/network?q=kosovo", "Network"),
        ("/api/v1/receipt?q=kosovo", "Receipt"),
        ("/api/v1/status", "Status"),
        ("/healthz", "Health"),
        ("/readyz", "Health"),
        ("/api/v1/search?page=0", "Problem"),
        ("/api/v1/articles/none", "Problem"),
    ],
)
def test_a_body_is_what_the_document_says(
    client: FlaskClient, document: dict[str, Any], path: str, schema: str
) -> None:
    whole = closed({"$ref": f"#/components/schemas/{schema}", "components": document["components"]})
    assert list(Draft202012Validator(whole).iter_errors(client.get(path).json)) == []


def test_every_operation_says_what_it_is_for(document: dict[str, Any]) -> None:
    operations = [operation for path in document["paths"].values() for name, operation in path.items() if name == "get"]
    assert operations and all(operation["summary"] for operation in operations)


def test_every_parameter_is_described(document: dict[str, Any]) -> None:
    parameters = [
        parameter
        for path in document["paths"].values()
        for parameter in path.get("get", {}).get("parameters", [])
        if parameter["in"] == "query"
    ]
    assert parameters and all(parameter["description"] for parameter in parameters)


def test_the_browsable_page_lists_every_path(client: FlaskClient, document: dict[str, Any]) -> None:
    page = client.get("/api/v1/docs").text
    assert all(path in page for path in document["paths"])


def described(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every answer of every operation: where it stands, and its content."""
    return [
        (f"{path} {status} {media}", content)
        for path, operations in document["paths"].items()
        for status, answer in operations.get("get", {}).get("responses", {}).items()
        for media, content in answer.get("content", {}).items()
        if status != "default"
    ]


def test_every_operation_and_every_error_has_an_example(document: dict[str, Any]) -> None:
    without = [place for place, content in described(document) if "json" in place and "example" not in content]
    assert without == []


def test_every_example_is_of_the_shape_it_shows(document: dict[str, Any]) -> None:
    for place, content in described(document):
        if "example" in content:
            whole = closed({**content["schema"], "components": document["components"]})
            assert list(Draft202012Validator(whole).iter_errors(content["example"])) == [], place
