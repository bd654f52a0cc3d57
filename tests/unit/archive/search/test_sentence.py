"""A question in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.search import Names, Request
from archive.search.question import understand
from archive.search.sentence import sentence


@pytest.fixture
def names(tmp_path: Path) -> Iterator[Names]:
    with Catalogue.open(tmp_path / "catalogue.sqlite") as catalogue:
        yield Names(catalogue)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (Request(), "All articles."),
        (Request(q="kosovo police"), "Articles that mention “kosovo” and “police”."),
        (
            Request(q="(serbia OR kosovo) -police"),
            "Articles that mention (“serbia” or “kosovo”) and not “police”.",
        ),
        (Request(q='"cordon sanitaire"'), "Articles that mention “cordon sanitaire”."),
        (Request(q='"a b"~5'), "Articles that mention “a b” within 5 words."),
        (Request(q="vuc* kosvo~"), "Articles that mention words beginning with “vuc” and words like “kosvo”."),
        (Request(q="title:kosovo"), "Articles that mention “kosovo” in the title."),
        (Request(q="country:Serbia"), "Articles that mention Serbia."),
        (Request(q="gas country:RS"), "Articles that mention “gas” and (articles that mention Serbia)."),
        (
            Request(country=("RS", "XK"), country_role="about", date=("2019-05",)),
            "Articles about Serbia or Kosovo, from May 2019.",
        ),
        (Request(country=("RS", "XK"), country_op="and"), "Articles that mention Serbia and Kosovo."),
        (Request(actor_not=("nobody",)), "Articles not with nobody."),
        (Request(date=("unknown",)), "Articles of unknown date."),
        (Request(date=("2019", "unknown")), "Articles from 2019 or of unknown date."),
        (Request(language=("sr",), source=("wire",)), "Articles from wire, in Serbian."),
        (
            Request(date_from=datetime.date(2019, 5, 1), date_to=datetime.date(2019, 5, 31)),
            "Articles from 1 May 2019 to 31 May 2019.",
        ),
        (Request(date_from=datetime.date(2019, 5, 1)), "Articles since 1 May 2019."),
        (Request(date_to=datetime.date(2019, 5, 1)), "Articles until 1 May 2019."),
    ],
)
def test_a_question_reads_as_a_sentence(names: Names, request_: Request, words: str) -> None:
    assert sentence(understand(request_, names).query, names) == words
