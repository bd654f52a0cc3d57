"""The sample archive cleaned as a reader would: what `truth.jsonl` says of each page is what comes out."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.text.dates import find_date
from archive.text.furniture import Cleaned, Furniture, clean, learn
from archive.text.html import Extracted, extract_html
from archive.text.language import detect_language

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "archive" / "sample" / "pages"
TRUTH = [
    case
    for line in (Path(__file__).parent / "sample" / "truth.jsonl").read_text("utf-8").splitlines()
    if "#" not in (case := json.loads(line))["path"]
]

each_page = pytest.mark.parametrize("case", TRUTH, ids=[case["path"] for case in TRUTH])


def _read(path: Path) -> str:
    raw = path.read_bytes()
    return raw.decode("windows-1251" if b"windows-1251" in raw[:1000] else "utf-8")


@cache
def _furniture(folder: Path) -> Furniture:
    return learn([_read(path) for path in sorted(folder.glob("*.txt"))], folder.name)


@cache
def _article(path: Path) -> Cleaned | Extracted:
    if path.suffix == ".html":
        return extract_html(_read(path), None)
    return clean(_read(path), _furniture(path.parent))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@each_page
def test_the_headline_is_found(case: dict[str, Any]) -> None:
    assert _article(PAGES / case["path"]).title == case["title"]


@each_page
def test_the_text_starts_where_the_article_does(case: dict[str, Any]) -> None:
    first = _words(case["first_words"])
    assert _words(_article(PAGES / case["path"]).text)[: len(first)] == first


@each_page
def test_the_text_ends_where_the_article_does(case: dict[str, Any]) -> None:
    last = _words(case["last_words"])
    assert _words(_article(PAGES / case["path"]).text)[-len(last) :] == last


@each_page
def test_no_furniture_is_left(case: dict[str, Any]) -> None:
    text = _article(PAGES / case["path"]).text
    assert [line for line in case["furniture_lines"] if line in text] == []


@each_page
def test_nothing_is_missing_from_the_text(case: dict[str, Any]) -> None:
    assert abs(len(_article(PAGES / case["path"]).text.split()) - case["body_words"]) <= 3


@each_page
def test_the_language_is_told(case: dict[str, Any]) -> None:
    assert detect_language(_article(PAGES / case["path"]).text) == case["language"]


@each_page
def test_the_date_is_the_one_the_source_gives(case: dict[str, Any]) -> None:
    path = PAGES / case["path"]
    article = _article(path)
    sidecar = path.with_suffix(".json")
    given = json.loads(sidecar.read_text("utf-8")) if sidecar.exists() else {}
    found = find_date(
        given=given.get("date"),
        meta=article.meta_date if isinstance(article, Extracted) else article.printed_date,
        url=given.get("url") or (article.url if isinstance(article, Extracted) else None),
        filename=path.name,
        dateline=article.dateline,
    )
    assert (found and found.day.isoformat(), found and found.source) == (case["date"], case["date_source"])
