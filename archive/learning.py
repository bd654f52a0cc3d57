"""What a source's pages teach about its furniture, and what the operator decided over it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from archive.catalogue import Catalogue, SourcePage
from archive.text.furniture import BadRules, Furniture, Rules, learn, parse_rules

_PREFIX = "furniture:"

SAMPLE_PAGES = 200
"""Pages that a source's furniture is learned from at most."""

GROWTH = 2
"""A source is learned again when it has so many times the pages it was learned from."""


class BadRuleFile(ValueError):
    """A rule file cannot be read; the message names the file and the line."""


class Sample:
    """An even sample of one source's dumps, the same whatever order they come in: those of the smallest digests."""

    def __init__(self) -> None:
        self._paths: set[str] = set()
        self._pages: dict[str, SourcePage] = {}

    @property
    def count(self) -> int:
        """How many pages were added, in the sample or not."""
        return len(self._paths)

    def add(self, page: SourcePage) -> None:
        """Takes the page into account, unless another version of it came before."""
        if page.path in self._paths:
            return
        self._paths.add(page.path)
        self._pages[page.digest] = page
        if len(self._pages) > SAMPLE_PAGES:
            del self._pages[max(self._pages)]

    def texts(self) -> list[str]:
        """The sampled pages, in a fixed order."""
        return [self._pages[digest].text for digest in sorted(self._pages)]


@dataclass(frozen=True, slots=True)
class Learned:
    """A source's furniture, and how many pages the source had when it was learned."""

    furniture: Furniture
    pages: int


def learn_from(catalogue: Catalogue, source: str, fresh: Sample, always: bool = False) -> bool:
    """Learns the source's furniture from fresh dumps and the catalogue's, and keeps it; says whether it changed.

    A source that has not grown much since the last time is left alone unless `always`.
    """
    known = learned_of(catalogue, source)
    if known and not always and fresh.count + catalogue.count_pages(source, "dump") < GROWTH * known.pages:
        return False
    for page in catalogue.pages(source):
        if page.kind == "dump":
            fresh.add(page)
    found = learn(fresh.texts(), source)
    catalogue.memory.learn(_name(source), orjson.dumps([found.to_json(), fresh.count]).decode())
    return known is None or known.furniture.sides != found.sides


def learned_of(catalogue: Catalogue, source: str) -> Learned | None:
    """What was learned of the source; None when nothing was."""
    stored = catalogue.memory.learned(_name(source))
    if stored is None:
        return None
    furniture, pages = orjson.loads(stored)
    return Learned(Furniture.from_json(furniture), pages)


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """The operator's rules: one file for each source, `SOURCE.txt`."""

    rules: Mapping[str, Rules]
    digests: Mapping[str, str]


def learned_of_all(catalogue: Catalogue) -> dict[str, Learned]:
    """What was learned of each source."""
    sources = [name.removeprefix(_PREFIX) for name in catalogue.memory.learned_names() if name.startswith(_PREFIX)]
    found = {source: learned_of(catalogue, source) for source in sources}
    return {source: learned for source, learned in found.items() if learned}


def read_rules(folder: Path) -> RuleFiles:
    """The rule files in a folder, which need not be there; raises BadRuleFile."""
    rules, digests = {}, {}
    for file in sorted(folder.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        try:
            rules[file.stem] = parse_rules(text)
        except BadRules as error:
            raise BadRuleFile(f"{file}: {error}") from error
        digests[file.stem] = hashlib.sha256(text.encode()).hexdigest()[:8]
    return RuleFiles(rules, digests)


def _name(source: str) -> str:
    return f"{_PREFIX}{source}"
