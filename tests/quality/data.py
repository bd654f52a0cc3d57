"""Where the real text for measuring is: beside the checkout, or where ARCHIVE_TEST_DATA says; never inside it."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "data"

ABSENT = "the measuring data is absent: set ARCHIVE_TEST_DATA, or put it at ../shared/data"


def folder() -> Path:
    """Give the folder of the measuring data, there or not."""
    return Path(os.environ.get("ARCHIVE_TEST_DATA", _DEFAULT))


def present() -> bool:
    """Tell whether the measuring data is there."""
    return (folder() / "html" / "ground-truth.json").exists()


@dataclass(frozen=True)
class Page:
    """An HTML page with the body of its article as a person marked it."""

    name: str
    url: str
    html: str
    body: str


def is_held_out(name: str) -> bool:
    """Tell whether a page is for reporting; rules are tuned on the others alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 >= 6


@cache
def pages() -> tuple[Page, ...]:
    """Read the pages of the article-extraction benchmark, in the order of their names."""
    truth = json.loads((folder() / "html" / "ground-truth.json").read_text("utf-8"))
    return tuple(
        Page(
            name,
            truth[name]["url"],
            gzip.decompress((folder() / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace"),
            truth[name]["articleBody"],
        )
        for name in sorted(truth)
    )


@dataclass(frozen=True)
class Wire:
    """A newswire article of 1987."""

    title: str
    dateline: str
    body: str
    places: tuple[str, ...]


@cache
def wires() -> tuple[Wire, ...]:
    """Read the Reuters articles that have a title and at least 40 words."""
    with gzip.open(folder() / "reuters" / "reuters-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        stored = [json.loads(line) for line in lines]
    return tuple(
        Wire(article["title"], article["dateline"] or "", article["body"], tuple(article["places"]))
        for article in stored
        if article["title"] and len(article["body"].split()) >= 40
    )
