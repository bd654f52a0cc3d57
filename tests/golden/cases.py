"""Golden cases: a case is a folder with a `source` and the `expected.json` that it must give, whole."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import Any

import orjson

from archive.article import to_json
from archive.catalogue import Catalogue
from archive.ingest import ingest
from archive.settings import Settings

CASES = Path(__file__).parent / "cases"


def names() -> list[str]:
    """The cases there are."""
    return sorted(folder.name for folder in CASES.iterdir())


def made(case: str) -> list[dict[str, Any]]:
    """The articles that the archive makes of the case's source, by tables and rules alone, in order of id."""
    with tempfile.TemporaryDirectory() as home:
        settings = dataclasses.replace(Settings(), home=Path(home), processes=1, name_finder="none")
        with Catalogue.open(settings.catalogue_path) as catalogue:
            ingest([CASES / case / "source"], catalogue, settings)
            return [orjson.loads(orjson.dumps(to_json(article))) for article in catalogue.articles()]


def expected(case: str) -> list[dict[str, Any]]:
    """What the case must give."""
    articles: list[dict[str, Any]] = orjson.loads((CASES / case / "expected.json").read_bytes())
    return articles


def write(case: str) -> None:
    """Writes down what the case gives now, for a person to read before it is committed."""
    (CASES / case / "expected.json").write_bytes(orjson.dumps(made(case), option=orjson.OPT_INDENT_2) + b"\n")
