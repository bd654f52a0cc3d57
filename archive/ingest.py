"""From files and folders into the catalogue: read, skip what is known, learn furniture, extract, keep.

Work is kept batch by batch: whatever stops it, what was done stays done, and the next ingest goes on from there.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from archive import stories
from archive.actor_names import ActorFile, read_actors, settle
from archive.article import Article
from archive.catalogue import Catalogue, Skipped, SourcePage
from archive.extract import Craft, Extraction, extractor_version, has_own_id
from archive.extraction_pool import ExtractionPool, LoadFinder
from archive.learning import RuleFiles, Sample, learn_from, learned_of_all, read_rules
from archive.partition import WHOLE, Partition
from archive.progress import SILENT, Progress
from archive.report import Report, Tally
from archive.settings import Settings
from archive.sources import SourceItem, find_encoding, read
from archive.text.actors import NameFinder
from archive.text.ner import is_installed, load_name_finder

BATCH_PAGES = 32
DELETED = "is of an article that was deleted; `archive add` takes it in again"

Stop: TypeAlias = Callable[[], bool]


def never() -> bool:
    """Nothing asks to stop."""
    return False


def ingest(
    paths: Sequence[Path],
    catalogue: Catalogue,
    settings: Settings,
    progress: Progress = SILENT,
    stop: Stop = never,
    again: bool = False,
    partition: Partition = WHOLE,
) -> Report:
    """Takes in every page under the paths; one that cannot be read is reported and never stops the others.

    With a partition it takes those of its sources alone, and others may take in theirs at the same time. Once `stop`
    answers yes, no further page is begun; what was begun is finished and kept. With `again`, pages that were read
    before, or whose article was deleted, are taken in too. Raises BadRuleFile or BadActorFile when what an operator
    wrote is wrong.
    """
    work = _Ingest(catalogue, settings, progress, stop, again, partition)
    survey = work.survey(paths)
    if survey.fresh:
        with ExtractionPool(settings.processes, work.craft(), work.load_finder, survey.fresh) as pool:
            for source in survey.relearned:
                work.reclean(source, pool)
            work.take_in(paths, survey.fresh, pool)
    work.settle_names()
    return work.tally.report(interrupted=stop()) if survey.fresh else work.nothing_new(survey)


def relearn(sources: Sequence[str], catalogue: Catalogue, settings: Settings, progress: Progress = SILENT) -> Report:
    """Learns the furniture of these sources anew from the catalogue, and extracts their articles again."""
    work = _Ingest(catalogue, settings, progress, never, again=True)
    for source in sources:
        learn_from(catalogue, source, Sample(), always=True)
    with ExtractionPool(settings.processes, work.craft(), work.load_finder, catalogue.count()) as pool:
        for source in sources:
            work.reclean(source, pool)
    work.settle_names()
    return work.tally.report(interrupted=False)


def finds_names(settings: Settings) -> bool:
    """Whether names are found by a model: it is wanted, and it is installed."""
    return settings.name_finder != "none" and is_installed()


def no_name_finder() -> NameFinder | None:
    """Stands for the model where there is none."""
    return None


def delete(id: str, catalogue: Catalogue) -> bool:
    """Deletes an article and takes it out of its story; False when there was no such article."""
    with catalogue.transaction():
        article = catalogue.get(id)
        if article:
            stories.unlink(catalogue, article)
        return catalogue.delete(id)


@dataclass(frozen=True, slots=True)
class _Survey:
    """How many pages are to be taken in, what came of the others, and the sources of which more was learned."""

    fresh: int
    known: Tally
    relearned: list[str]


class _Ingest:
    """The state of one ingest."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        progress: Progress,
        stop: Stop,
        again: bool,
        partition: Partition = WHOLE,
    ) -> None:
        self.tally = Tally()
        self._catalogue = catalogue
        self._max_bytes = settings.max_file_bytes
        self._progress = progress
        self._stop = stop
        self._again = again
        self._partition = partition
        self._rules: RuleFiles = read_rules(settings.home / "rules")
        self._actors: ActorFile = read_actors(settings.home)
        with_names = finds_names(settings)
        self.load_finder: LoadFinder = load_name_finder if with_names else no_name_finder
        self._version = extractor_version(with_names)

    def craft(self) -> Craft:
        """What was learned and decided of every source so far."""
        furniture = {source: learned.furniture for source, learned in learned_of_all(self._catalogue).items()}
        return Craft(furniture, self._rules.rules)

    def survey(self, paths: Sequence[Path]) -> _Survey:
        """Looks at every page, and learns from the dumps among those that are to be taken in."""
        self._progress.start("Reading")
        samples: defaultdict[str, Sample] = defaultdict(Sample)
        known = Tally()
        fresh = 0
        for item in self._items(paths):
            if isinstance(item, Skipped):
                known.skipped.append(item)
            elif self._is_known(item):
                known.counts["unchanged"] += 1
            else:
                fresh += 1
                if item.kind == "dump":
                    samples[item.source].add(_page(item))
            self._progress.advance()
        relearned = [source for source, sample in samples.items() if learn_from(self._catalogue, source, sample)]
        return _Survey(fresh, known, relearned)

    def nothing_new(self, survey: _Survey) -> Report:
        """What there is to say when no page is to be taken in."""
        with self._catalogue.transaction():
            for skipped in survey.known.skipped:
                self._catalogue.memory.note_skipped(skipped)
        return survey.known.report(interrupted=self._stop())

    def reclean(self, source: str, pool: ExtractionPool) -> None:
        """Extracts the articles of a source again from the pages in the catalogue."""
        self._progress.start(f"Cleaning {source} again", self._catalogue.count_pages(source, "dump"))
        for results in pool.map(_batches(self._catalogue.pages(source))):
            with self._catalogue.transaction():
                for result in results:
                    self._keep_again(result)
            self._progress.advance(len(results))

    def take_in(self, paths: Sequence[Path], total: int, pool: ExtractionPool) -> None:
        """Extracts and keeps every page that is not known."""
        self._progress.start("Ingesting", total)
        batches = itertools.takewhile(lambda _: not self._stop(), _batches(self._fresh(paths)))
        for results in pool.map(batches):
            with self._catalogue.transaction():
                for result in results:
                    self._keep(result)
            self._progress.advance(len(results))

    def settle_names(self) -> None:
        """Learns from all articles which names are one actor."""
        self._progress.start("Comparing names")
        settle(self._catalogue, self._actors)

    def _items(self, paths: Sequence[Path]) -> Iterator[SourceItem | Skipped]:
        for path in paths:
            yield from (item for item in read(path, self._max_bytes) if self._partition.holds(item.source))

    def _fresh(self, paths: Sequence[Path]) -> Iterator[SourcePage]:
        for item in self._items(paths):
            if isinstance(item, Skipped):
                self._skip(item)
            elif self._is_known(item):
                self.tally.counts["unchanged"] += 1
            else:
                self._warn(item.source, item.path, item.warnings)
                yield self._decoded(item)

    def _decoded(self, item: SourceItem) -> SourcePage:
        encoding = find_encoding(item.body, item.kind, item.charset)
        if encoding.warning:
            self._warn(item.source, item.path, (encoding.warning,))
        return _page(item, encoding.name)

    def _is_known(self, item: SourceItem) -> bool:
        return not self._again and self._catalogue.memory.seen(item.source, item.path) == (
            item.digest,
            self._extractor(item.source),
        )

    def _extractor(self, source: str) -> str:
        return f"{self._version}/{self._rules.digests.get(source, '')}"

    def _keep(self, result: Extraction | Skipped) -> None:
        if isinstance(result, Skipped):
            self._skip(result)
            return
        page = result.page
        self._warn(page.source, page.path, result.warnings)
        self._catalogue.memory.note_seen(page.source, page.path, page.digest, self._extractor(page.source))
        if not self._again and self._catalogue.is_deleted(result.article.id):
            self._skip(Skipped(page.source, page.path, DELETED))
        elif original := self._original(result):
            self.tally.counts["duplicates"] += 1
            self._catalogue.memory.note_duplicate(original, page.source, page.path)
        else:
            self.tally.counts[self._put(result)] += 1

    def _keep_again(self, result: Extraction | Skipped) -> None:
        if isinstance(result, Skipped):
            self._warn(result.source, result.path, (f"{result.reason}; its earlier article stays",))
        elif self._put(result) == "updated":
            self.tally.recleaned.append(result.article.id)

    def _put(self, result: Extraction) -> str:
        earlier = self._catalogue.get(result.article.id)
        same = earlier is not None and _words(earlier) == _words(result.article)
        if earlier is not None and not same:
            stories.unlink(self._catalogue, earlier)
        outcome = self._catalogue.put(result.article, result.page)
        if not same:
            stories.link(self._catalogue, result.article)
        return outcome

    def _original(self, result: Extraction) -> str | None:
        """The id of the article that this page shows a second time."""
        article, page = result.article, result.page
        earlier = self._catalogue.get(article.id)
        if earlier is None:
            return None if has_own_id(page, article) else self._catalogue.same_text(article)
        place = self._catalogue.place(article.id)
        if place == (page.source, page.path):
            return None
        if _words(earlier) == _words(article):
            return article.id
        self._warn(page.source, page.path, (f"has the id of {'/'.join(place or ())} and takes its place",))
        return None

    def _skip(self, skipped: Skipped) -> None:
        self.tally.skipped.append(skipped)
        self._catalogue.memory.note_skipped(skipped)

    def _warn(self, source: str, path: str, warnings: Iterable[str]) -> None:
        self.tally.warnings.extend(Skipped(source, path, warning) for warning in warnings)


def _page(item: SourceItem, encoding: str | None = None) -> SourcePage:
    encoding = encoding or find_encoding(item.body, item.kind, item.charset).name
    return SourcePage(item.source, item.path, item.kind, item.body, encoding, item.digest, item.given)


def _words(article: Article) -> tuple[str, str]:
    return article.title, article.text


def _batches(pages: Iterable[SourcePage]) -> Iterator[list[SourcePage]]:
    pages = iter(pages)
    while batch := list(itertools.islice(pages, BATCH_PAGES)):
        yield batch
