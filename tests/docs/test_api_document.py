"""docs/api.md names every parameter, facet and error code that there is, and its examples run."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.search import FACETS
from archive.settings import Settings
from archive.web import create_app
from archive.web.parameters import ArticleParameters, ExportParameters, FacetParameters, SearchParameters
from archive.web.problems import all_kinds
from tests.small_archive import fill

DOCUMENT = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
PARAMETERS = {
    name
    for schema in (SearchParameters(), FacetParameters(), ExportParameters(), ArticleParameters())
    for name in schema.fields
}
CODES = sorted(kind.code for kind in all_kinds())


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_every_parameter_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCUMENT or f"`{name}=" in DOCUMENT


@pytest.mark.parametrize("name", FACETS)
def test_every_facet_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCUMENT


@pytest.mark.parametrize("code", CODES)
def test_every_error_code_is_documented(code: str) -> None:
    assert f"`{code}`" in DOCUMENT


def test_every_example_runs(tmp_path: Path) -> None:
    fill(tmp_path)
    client = create_app(Settings(home=tmp_path)).test_client()
    addresses = [urlsplit(address) for address in re.findall(r"curl '(http[^']+)'", DOCUMENT)]
    answers = [client.get(f"{address.path}?{address.query}") for address in addresses]
    assert answers and all(answer.status_code == 200 for answer in answers)
