"""Whatever is asked, the API answers as its document says, and never fails inside (by Schemathesis)."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.settings import Settings
from archive.web import create_app

ROOT = Path(__file__).parents[2]
PATHS = sorted(create_app(Settings(home=Path("nowhere"))).test_client().get("/api/v1/openapi.json").json["paths"])


@pytest.fixture(scope="session")
def document(client: FlaskClient) -> schemathesis.BaseSchema:
    config = schemathesis.config.SchemathesisConfig.from_path(ROOT / "schemathesis.toml")
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", client.application, config=config)


@pytest.mark.parametrize("path", PATHS)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_request_is_answered_as_the_document_says(
    document: schemathesis.BaseSchema, path: str, data: st.DataObject
) -> None:
    case = data.draw(document[path]["GET"].as_strategy())
    answer = case.call_and_validate(headers={"Accept-Encoding": "identity"})
    assert answer.status_code != HTTPStatus.INTERNAL_SERVER_ERROR
