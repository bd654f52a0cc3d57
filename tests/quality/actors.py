"""Measures of actors: people and bodies against editors' labels, and organisations as a person judged them."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from archive.text.actors import Actor, NameFinder, find_actors_batch
from archive.text.candidates import confirm
from archive.text.known import known_labels
from archive.text.namesakes import NameCount
from archive.text.ner import load_name_finder
from archive.text.slugs import slug
from tests.quality.data import pages
from tests.quality.gate import Measured, digest_of
from tests.quality.labelled import Labelled, held_out
from tests.quality.scores import Score

VERDICTS = Path(__file__).with_name("organisations.tsv")
WIRES_JUDGED = 90
WIRES_COMPARED = 1000
LEAST_WORDS = 40

BODIES: Mapping[str, frozenset[str]] = {
    label: frozenset(values.split())
    for label, values in {
        "adb-africa": "african-development-bank",
        "adb-asia": "asian-development-bank",
        "asean": "asean",
        "atpc": "association-of-tin-producing-countries",
        "bis": "bank-for-international-settlements",
        "comecon": "comecon",
        "ec": "european-community european-commission european-union",
        "efta": "european-free-trade-association",
        "eib": "european-investment-bank",
        "euratom": "euratom",
        "fao": "food-and-agriculture-organization",
        "gatt": "gatt",
        "gcc": "gulf-cooperation-council",
        "icco": "international-cocoa-organization",
        "ico-coffee": "international-coffee-organization",
        "ida": "international-development-association",
        "iea": "international-energy-agency",
        "imco": "international-maritime-organization",
        "imf": "international-monetary-fund",
        "inro": "international-natural-rubber-organization",
        "isa": "international-sugar-organization",
        "itc": "international-tin-council",
        "iwc-wheat": "international-wheat-council",
        "oapec": "oapec",
        "oecd": "oecd",
        "opec": "opec",
        "un": "united-nations",
        "unctad": "unctad",
        "worldbank": "world-bank",
    }.items()
}
"""The editors' labels of bodies, and the values that stand for them."""


SPELLINGS: Mapping[str, str] = {
    "ec": r"\b(?:EC|EEC|European Community|Common Market|European Commission)\b",
    "fao": r"\bFAO\b|\bFood and Agricultur\w+ Organi[sz]ation\b",
    "gatt": r"\bGATT\b|\bGeneral Agreement on Tariffs\b",
    "icco": r"\bICCO\b|\bInternational Cocoa Organi[sz]ation\b",
    "ico-coffee": r"\bICO\b|\bInternational Coffee Organi[sz]ation\b",
    "iea": r"\bIEA\b|\bInternational Energy Agency\b",
    "imf": r"\bIMF\b|\bInternational Monetary Fund\b",
    "inro": r"\bINRO\b|\bInternational Natural Rubber Organi[sz]ation\b",
    "itc": r"\bInternational Tin Council\b",
    "oecd": r"\bOECD\b|\bfor Economic Co-?operation and Development\b",
    "opec": r"\bOPEC\b|\bPetroleum Exporting Countries\b",
    "un": r"\bUnited Nations\b|\bU\.N\.",
    "unctad": r"\bUNCTAD\b",
    "worldbank": r"\bWorld Bank\b",
}
"""How a text names the bodies that are labelled most, for telling those it names from those it only means."""


def measure() -> Iterator[Measured]:
    """Measure people and bodies by the tables and rules alone, and open organisations with the model."""
    articles = [article for article in held_out() if article.people or article.bodies]
    actors = list(find_actors_batch(((a.title, a.body, "en") for a in articles), None))
    values = [frozenset(actor.value for actor in found) for found in actors]
    yield from _people(articles, values)
    yield from _bodies(articles, values)
    if finder := load_name_finder():
        yield _organisations(finder)


def _people(articles: Sequence[Labelled], values: Sequence[frozenset[str]]) -> Iterator[Measured]:
    named = [(article, found) for article, found in zip(articles, values, strict=True) if article.people]
    best = _best_values(named)
    labels = {value: label for label, value in best.items()}
    score = Score.of(
        (frozenset(labels[value] for value in found if value in labels), article.people) for article, found in named
    )
    digest = _digest(article for article, _ in named)
    on = f"{len(named)} held-out wires labelled with people"
    yield Measured("actors.people.f1", score.f1, f"{on} (F1)", digest)
    yield Measured("actors.people.recall", score.recall, f"{on} (each person's best single value)", digest)


def _best_values(named: Iterable[tuple[Labelled, frozenset[str]]]) -> dict[str, str]:
    """label → the one value of ours found in most of its articles; labels never found are left out."""
    together: defaultdict[str, Counter[str]] = defaultdict(Counter)
    alone: Counter[str] = Counter()
    for article, found in named:
        alone.update(found)
        for label in article.people:
            together[label].update(found)
    return {
        label: max(counts, key=lambda value: (counts[value], -alone[value], value))
        for label, counts in together.items()
        if counts
    }


def _bodies(articles: Sequence[Labelled], values: Sequence[frozenset[str]]) -> Iterator[Measured]:
    named = [(article, found) for article, found in zip(articles, values, strict=True) if article.bodies]
    score = Score.of(
        (frozenset(label for label, own in BODIES.items() if own & found), article.bodies & BODIES.keys())
        for article, found in named
    )
    digest = _digest(article for article, _ in named)
    on = f"{len(named)} held-out wires labelled with bodies"
    yield Measured("actors.bodies.f1", score.f1, f"{on} (F1)", digest)
    spelled = Score.of(
        (frozenset(label for label in expected if BODIES[label] & found), expected)
        for article, found in named
        if (expected := frozenset(label for label in article.bodies & SPELLINGS.keys() if _spells(article, label)))
    )
    yield Measured("actors.bodies.mention_recall", spelled.recall, f"{on} (bodies named in the text)", digest)


def _spells(article: Labelled, label: str) -> bool:
    words = " ".join(f"{article.title} {article.body}".split())
    return re.search(SPELLINGS[label], words, re.IGNORECASE) is not None


def judged_texts() -> list[str]:
    """Give the bodies whose organisations were judged: every modern page, and some held-out wires."""
    return [*(page.body for page in pages()), *_wires(WIRES_JUDGED)]


def _wires(count: int) -> list[str]:
    long = (article for article in held_out() if len(article.body.split()) >= LEAST_WORDS)
    drawn = sorted(long, key=lambda article: hashlib.sha256(article.id.encode()).hexdigest())
    return [article.body for article in drawn[:count]]


def open_organisations(actors: Iterable[Actor]) -> Iterator[str]:
    """Give the organisations among `actors` that no table knows."""
    return (actor.label for actor in actors if actor.type == "organisation" and actor.label not in known_labels())


def borne_out(articles: Iterable[Sequence[Actor]]) -> set[str]:
    """Give the candidates that a second article bears out."""
    counts = Counter(actor.label for actors in articles for actor in actors if actor.type == "candidate")
    return {
        alias.label or ""
        for alias in confirm(NameCount(slug(name), name, n) for name, n in counts.items()).table.values()
    }


def _organisations(finder: NameFinder) -> Measured:
    with VERDICTS.open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        right = {row["name"] for row in rows if row["verdict"] == "right"}
    texts, more = judged_texts(), _wires(WIRES_COMPARED)
    names = {name for actors in _read(texts, finder) for name in open_organisations(actors)}
    names |= borne_out(_read(more, finder))
    digest = digest_of([VERDICTS.read_bytes(), *(text.encode() for text in (*texts, *more))])
    on = f"{len(names)} organisations no table knows, judged one by one (share right; unjudged are wrong)"
    return Measured("actors.organisations.precision", len(names & right) / len(names), on, digest)


def _read(texts: Iterable[str], finder: NameFinder) -> Iterator[tuple[Actor, ...]]:
    return find_actors_batch((("", text, "en") for text in texts), finder)


def _digest(articles: Iterable[Labelled]) -> str:
    return digest_of(article.id.encode() + article.body.encode() for article in articles)
