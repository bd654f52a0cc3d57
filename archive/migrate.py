"""From one engine to another: a new generation there, from the catalogue, and the proof that both answer alike.

The proof asks both engines the same questions, made from articles all over the catalogue: their words, phrases,
beginnings of words, misspellings, actors, countries and years. Totals, facets and the order by date have to be the
same. The order by relevance may differ: engines score by formulas of their own; how much it does is told.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from archive.article import Article
from archive.catalogue import Catalogue
from archive.fields import SCHEMA
from archive.progress import SILENT, Progress
from archive.reindex import reindex
from index import AnyOf, Engine, FacetRequest, Filter, Query, Result, Searcher, SearchError, Sort, parse

ARTICLES = 40
"""Articles that questions are made from."""

_FACETS = tuple(FacetRequest(name) for name in ("actor", "country", "source", "language", "date"))
_DEPTH = 100
_BEST = 10


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of both engines: words as a person types them, filters, and whether a story is shown once."""

    typed: str
    filters: tuple[Filter, ...] = ()
    once: bool = False

    def __str__(self) -> str:
        chosen = [f"{filter_.field}={filter_.values[0]}" for filter_ in self.filters if isinstance(filter_, AnyOf)]
        return " ".join((self.typed, *chosen, *(["once a story"] if self.once else []))) or "everything"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two engines answered: what differed, a sentence each, and which share of the best ten hits both have."""

    questions: int
    differences: tuple[str, ...]
    shared_best: float


def migrate(catalogue: Catalogue, source: Engine, target: Engine, keep: int, progress: Progress = SILENT) -> Comparison:
    """Builds the catalogue into the target, makes that its current generation, and compares it with the source."""
    reindex(catalogue, target, keep, progress)
    return compare(catalogue, source, target, progress)


def compare(catalogue: Catalogue, left: Engine, right: Engine, progress: Progress = SILENT) -> Comparison:
    """Asks both engines the same questions. Both should have the catalogue as of the same change."""
    asked = tuple(questions(catalogue))
    progress.start("Comparing", len(asked))
    searchers = left.searcher(), right.searcher()
    differences: list[str] = []
    shared: list[float] = []
    for question in asked:
        differences += _differences(question, *searchers)
        shared += _shared_best(question, *searchers)
        progress.advance()
    return Comparison(len(asked), tuple(differences), sum(shared) / len(shared) if shared else 1.0)


def questions(catalogue: Catalogue) -> Iterator[Question]:
    """Questions about everything, and about articles spread over the catalogue; the same ones every time."""
    yield Question("")
    ids = sorted(catalogue.ids())
    for number, id_ in enumerate(ids[:: max(1, len(ids) // ARTICLES)][:ARTICLES]):
        article = catalogue.get(id_)
        if article is not None:
            yield from _about(article, random.Random(number))  # noqa: S311 to choose words, not secrets


def _about(article: Article, chance: random.Random) -> Iterator[Question]:
    words = [word.strip(".,;:!?()\"'“”„«»") for word in f"{article.title} {article.text}".split()]
    words = [word for word in words if len(word) > 1 and word.isalpha()]
    if len(words) < 3:
        return
    at = chance.randrange(len(words) - 2)
    first, second, third = words[at : at + 3]
    far = chance.choice(words)
    narrowing = _filters(article)
    yield Question(first)
    yield Question(f"{first} {far}", narrowing[:1])
    yield Question(f"{first} OR {far}", narrowing[1:2])
    yield Question(f"{far} -{first}", narrowing[2:3])
    yield Question(f'"{first} {second} {third}"')
    yield Question(f'"{third} {first}"~4')
    yield Question(f"{far[: max(2, len(far) - 2)]}*")
    yield Question(f"{far[:1]}{far[2:]}~" if len(far) > 4 else far)
    yield Question("", narrowing)
    yield Question(far, once=True)


def _filters(article: Article) -> tuple[Filter, ...]:
    return (
        *(AnyOf("actor", (actor.value,)) for actor in article.actors[:1]),
        *(AnyOf("country", (country.value,)) for country in article.countries[:1]),
        AnyOf("date", (f"{article.date:%Y}" if article.date else None,)),
    )


def _differences(question: Question, left: Searcher, right: Searcher) -> Iterator[str]:
    clause, collapse = parse(question.typed, SCHEMA).clause, "story" if question.once else None
    query = Query(clause, question.filters, Sort("date"), limit=_DEPTH, facets=_FACETS, collapse=collapse)
    one, other = _answer(left, query), _answer(right, query)
    if isinstance(one, str) or isinstance(other, str):
        if type(one) is not type(other):
            yield f"{question}: {_told(one)} and {_told(other)}"
    elif one.total != other.total:
        yield f"{question}: {one.total:,} and {other.total:,} articles"
    else:
        pairs = zip(one.facets, other.facets, strict=True)
        yield from (f"{question}: other counts of {facet.field}" for facet, counted in pairs if facet != counted)
        if _shown(one) != _shown(other):
            yield f"{question}: the same number of articles, but others, in another order or for other copies"


def _answer(searcher: Searcher, query: Query) -> Result | str:
    """The answer, or why there is none."""
    try:
        return searcher.search(query)
    except SearchError as error:
        return str(error)


def _shown(answer: Result) -> tuple[int | None, list[tuple[str, int]]]:
    return answer.groups, [(hit.id, hit.copies) for hit in answer.hits]


def _told(answer: Result | str) -> str:
    return answer if isinstance(answer, str) else f"{answer.total:,} articles"


def _shared_best(question: Question, left: Searcher, right: Searcher) -> Iterator[float]:
    """The share of the best hits by relevance that both have; nothing for a question without words."""
    query = Query(parse(question.typed, SCHEMA).clause, question.filters, limit=_BEST)
    answers = [_answer(searcher, query) for searcher in (left, right)]
    best = [{hit.id for hit in answer.hits} for answer in answers if isinstance(answer, Result)]
    if question.typed and len(best) == 2 and all(best):
        yield len(best[0] & best[1]) / max(map(len, best))
