"""The two real pages that the archive was first asked to read, when the measuring data is there."""

from __future__ import annotations

import pytest

from archive.text.dates import find_date
from archive.text.furniture import Cleaned, clean, learn
from tests.quality import data

pytestmark = pytest.mark.skipif(not data.present(), reason=data.ABSENT)

FURNITURE = (
    "donate",
    "ad-free",
    "undesirable",
    "support us",
    "read more",
    "dear readers",
    "moscow times",
    "tass",
    "kryeziu",
)


@pytest.fixture(scope="module")
def raws() -> list[str]:
    return [path.read_text("utf-8") for path in sorted((data.folder() / "seeds").glob("*.txt"))]


@pytest.fixture(params=["each alone", "with what both teach"])
def seeds(request: pytest.FixtureRequest, raws: list[str]) -> list[Cleaned]:
    furniture = learn(raws, "seeds") if request.param == "with what both teach" else None
    return [clean(raw, furniture) for raw in raws]


def test_both_headlines_are_right(seeds: list[Cleaned]) -> None:
    assert [cleaned.title for cleaned in seeds] == [
        "Moscow Blames EU and NATO for Latest Balkan Tensions",
        "Moscow Calls for ‘Diplomatic’ Solution to Kosovo Tensions",
    ]


@pytest.mark.parametrize("word", FURNITURE)
def test_no_furniture_is_left_in_either_text(seeds: list[Cleaned], word: str) -> None:
    assert [word in cleaned.text.casefold() for cleaned in seeds] == [False, False]


def test_both_texts_run_from_their_first_word_to_their_last(seeds: list[Cleaned]) -> None:
    ends = [(cleaned.text.split()[0:3], cleaned.text.split()[-2:]) for cleaned in seeds]
    assert ends == [
        (["Rising", "tensions", "between"], ["do", "so."]),
        (["The", "Kremlin", "on"], ["for", "mid-December."]),
    ]


def test_the_credit_is_kept_apart(seeds: list[Cleaned]) -> None:
    assert [cleaned.credit for cleaned in seeds] == ["Reuters contributed reporting to this article.", None]


def test_the_caption_names_whom_the_photo_shows_and_not_who_made_it(seeds: list[Cleaned]) -> None:
    assert [cleaned.caption for cleaned in seeds] == [
        None,
        "Serbian President Aleksandar Vucic with Russian President Vladimir Putin",
    ]


def test_both_dates_are_unknown(seeds: list[Cleaned]) -> None:
    found = [find_date(given=None, meta=None, url=None, filename=None, dateline=cleaned.dateline) for cleaned in seeds]
    assert found == [None, None]
