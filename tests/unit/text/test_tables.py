"""The committed tables are whole: each row complete, each name once, each with its attribution."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from archive.text.gazetteer import read_table

TABLES = (
    *("agencies", "bodies", "countries", "countries_ru", "countries_sr", "country_names", "organisation_heads"),
    *("economy", "offices", "persons", "places", "state_bodies", "titles"),
)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_where_it_is_from(name: str) -> None:
    text = (files("archive.text") / "data" / f"{name}.tsv").read_text("utf-8")
    assert text.startswith("#")
    assert "CC0" in text.partition("\n")[0] + text.partition("\n")[2].partition("\ncode")[0]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_every_column(name: str) -> None:
    rows = list(read_table(f"{name}.tsv"))
    assert rows
    assert [row for row in rows if None in row or None in row.values()] == []


@pytest.mark.parametrize("name", ["agencies", "bodies", "persons"])
def test_every_actor_is_listed_once(name: str) -> None:
    counts = Counter(row["label"] for row in read_table(f"{name}.tsv"))
    assert [label for label, count in counts.items() if count > 1] == []


def test_the_public_figures_are_many() -> None:
    assert sum(1 for _ in read_table("persons.tsv")) >= 300
