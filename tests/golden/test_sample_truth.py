"""The sample archive and its hand-made truth agree: every page has a truth, and every truth is about its page."""

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest

PAGES = Path(__file__).parents[2] / "archive" / "sample" / "pages"
TRUTH_FILE = Path(__file__).parent / "sample" / "truth.jsonl"
TRUTHS: list[dict[str, Any]] = [json.loads(line) for line in TRUTH_FILE.read_text("utf-8").splitlines()]
BY_PATH = {truth["path"]: truth for truth in TRUTHS}


def one_spaced(text: str) -> str:
    """Text with every run of whitespace, the non-breaking ones too, as one space."""
    return re.sub(r"\s+", " ", text).strip()


def json_line(path: str) -> dict[str, Any]:
    """The record that `file.jsonl#line` names; lines count from 1."""
    name, _, line = path.partition("#")
    record: dict[str, Any] = json.loads((PAGES / name).read_text("utf-8").splitlines()[int(line) - 1])
    return record


def page_text(path: str) -> str:
    """Everything a reader of the page could see, furniture included."""
    if "#" in path:
        record = json_line(path)
        return one_spaced(f"{record['title']} {record['text']}")
    raw = (PAGES / path).read_bytes()
    text = raw.decode("windows-1251" if b'charset="windows-1251"' in raw else "utf-8")
    return one_spaced(unescape(re.sub(r"<[^>]+>", " ", text)) if path.endswith(".html") else text)


def paths_on_disk() -> list[str]:
    pages = [path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*") if path.suffix in {".txt", ".html"}]
    for path in PAGES.rglob("*.jsonl"):
        count = len(path.read_text("utf-8").splitlines())
        pages += [f"{path.relative_to(PAGES).as_posix()}#{line}" for line in range(1, count + 1)]
    return sorted(pages)


def test_every_page_has_one_truth_and_every_truth_a_page() -> None:
    assert sorted(truth["path"] for truth in TRUTHS) == paths_on_disk()


def test_every_sidecar_stands_beside_a_page() -> None:
    assert all(path.with_suffix(".txt").exists() for path in PAGES.rglob("*.json"))


@pytest.mark.parametrize("path", BY_PATH)
def test_title_and_both_ends_of_the_body_are_on_the_page(path: str) -> None:
    truth, text = BY_PATH[path], page_text(path)
    assert truth["title"] in text
    assert text.index(truth["first_words"]) <= text.rindex(truth["last_words"])


@pytest.mark.parametrize("path", BY_PATH)
def test_every_furniture_line_is_on_the_page(path: str) -> None:
    text = page_text(path)
    assert [line for line in BY_PATH[path]["furniture_lines"] if one_spaced(line) not in text] == []


@pytest.mark.parametrize("path", BY_PATH)
def test_a_date_has_a_source_and_an_undated_article_has_none(path: str) -> None:
    truth = BY_PATH[path]
    assert truth["undated"] == (truth["date"] is None) == (truth["date_source"] is None)
    assert truth["undated"] or re.fullmatch(r"(199|20[012])\d-[01]\d-[0-3]\d", truth["date"])


@pytest.mark.parametrize("path", BY_PATH)
def test_countries_are_distinct_codes(path: str) -> None:
    countries = BY_PATH[path]["countries"]
    assert len(set(countries)) == len(countries)
    assert all(re.fullmatch(r"[A-Z]{2}|[A-Z]{4}", code) for code in countries)


def test_a_copied_wire_article_has_the_same_body_on_both_sites() -> None:
    copies = [truth for truth in TRUTHS if "copy_of" in truth]
    for copy in copies:
        original = BY_PATH[copy["copy_of"]]
        assert all(copy[key] == original[key] for key in ("body_words", "countries", "persons", "bodies"))
    assert copies


def test_a_correction_names_an_article_of_the_sample() -> None:
    corrections = [json_line(truth["path"])["corrects"] for truth in TRUTHS if "corrects" in truth]
    ids = {json_line(path)["id"] for path in BY_PATH if "#" in path and "id" in json_line(path)}
    assert corrections and set(corrections) <= ids


def test_the_sample_has_the_kinds_of_article_it_promises() -> None:
    formats = Counter(re.sub(r"#.*", "", truth["path"]).rpartition(".")[2] for truth in TRUTHS)
    scripts = Counter((truth["language"], truth["script"]) for truth in TRUTHS)
    assert len(TRUTHS) >= 64
    assert sum(truth["undated"] for truth in TRUTHS) >= 8
    assert formats["html"] >= 10 and formats["jsonl"] >= 12
    assert scripts["sr", "Latn"] >= 3 and scripts["sr", "Cyrl"] >= 3 and scripts["ru", "Cyrl"] >= 3
    assert {truth["date_source"] for truth in TRUTHS} == {
        "json",
        "meta",
        "url",
        "filename",
        "dateline",
        "estimated",
        None,
    }


def test_the_sample_has_a_very_long_and_a_very_short_article() -> None:
    words = [truth["body_words"] for truth in TRUTHS]
    assert max(words) >= 3000 and min(words) <= 45
