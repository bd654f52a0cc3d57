"""From the catalogue into the index: a new generation, or the changes since the current one, and whether both agree.

The index is the catalogue as of one change, and its mark says which. Whoever writes the index goes on until nothing is
left to apply, so someone who finds it locked may leave his changes to the holder of the lock.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.catalogue import Catalogue
from archive.fields import document
from archive.progress import SILENT, Progress
from index import Build, Engine, IndexDamaged, IndexMissing, Writer

COMMIT_EVERY = 20_000
SHOWN_IDS = 3


@dataclass(frozen=True, slots=True)
class _Applied:
    """How far the catalogue was applied, how many articles it had there, and how many changes that took."""

    mark: int
    articles: int
    changes: int


def reindex(catalogue: Catalogue, engine: Engine, keep: int = 3, progress: Progress = SILENT) -> int:
    """Builds a new generation from the catalogue and switches to it; returns its number.

    Whatever stops it before the switch leaves the current generation answering. It goes on with what one that was
    stopped had filled, where the engine keeps that. Raises IndexLocked when somebody else writes the index,
    VerificationFailed when the new generation does not hold what the catalogue does.
    """
    with engine.build() as build:
        applied = _fill(catalogue, build, progress)
        progress.start("Verifying")
        build.verify(applied.articles)
        build.switch()
    engine.prune(keep)
    update(catalogue, engine, progress)
    return build.number


def update(catalogue: Catalogue, engine: Engine, progress: Progress = SILENT) -> int:
    """Applies what changed in the catalogue since the current generation's mark; returns how many changes.

    Raises IndexLocked, IndexMissing or IndexDamaged.
    """
    changes = 0
    while mark_of(engine) < catalogue.last_change():
        progress.start("Updating the index")
        with engine.writer() as writer:
            changes += _apply(catalogue, writer, mark_of(engine), progress).changes
    return changes


def mark_of(engine: Engine) -> int:
    """The change up to which the catalogue is in the current generation; raises IndexMissing when there is none."""
    for generation in engine.generations():
        if generation.current:
            return int(generation.mark or 0)
    raise IndexMissing("there is no index yet: run `archive reindex`")


def check(catalogue: Catalogue, engine: Engine) -> tuple[str, ...]:
    """What is wrong with catalogue and index, and which command mends it, a sentence each; empty when all is well.

    Raises EngineError where the engine cannot be asked.
    """
    broken = tuple(f"the catalogue is damaged ({problem}): restore it from a backup" for problem in catalogue.check())
    try:
        unsound = tuple(f"{problem}: run `archive reindex`" for problem in engine.check())
        return broken + unsound or _disagreements(catalogue, engine)
    except (IndexMissing, IndexDamaged) as error:
        return (*broken, f"{error}: run `archive reindex`")


def _fill(catalogue: Catalogue, build: Build, progress: Progress) -> _Applied:
    """Puts in every article that is not there yet, and then, until none is left, what was changed meanwhile."""
    since = int(build.mark or 0)
    if since > catalogue.last_change():  # it was begun from another catalogue: verifying tells what is left of that
        since = 0
    progress.start("Going on with the index" if since else "Indexing", None if since else catalogue.count())
    applied = _apply(catalogue, build, since, progress)
    while applied.mark < catalogue.last_change():
        applied = _apply(catalogue, build, applied.mark, progress)
    return applied


def _apply(catalogue: Catalogue, writer: Writer, since: int, progress: Progress) -> _Applied:
    """Applies the changes in their order, with a commit now and then, so that memory stays small."""
    changes = 0
    with catalogue.snapshot():
        last, articles = catalogue.last_change(), catalogue.count()
        for change in catalogue.changes(since):
            if change.article is None:
                writer.delete(change.id)
            else:
                writer.put(document(change.article))
            changes += 1
            if changes % COMMIT_EVERY == 0:
                writer.commit(str(change.change))
            progress.advance()
    writer.commit(str(last))
    return _Applied(last, articles, changes)


def _disagreements(catalogue: Catalogue, engine: Engine) -> tuple[str, ...]:
    mark, last = mark_of(engine), catalogue.last_change()
    if mark < last:
        return (f"the index has the catalogue as of change {mark}, which is now at {last}: run `archive reindex`",)
    if mark > last:
        return (f"the index is of a later catalogue (change {mark}, not {last}): run `archive reindex`",)
    recorded, indexed = set(catalogue.ids()), set(engine.searcher().ids())
    missing, stray = recorded - indexed, indexed - recorded
    problems = [
        f"{len(ids):,} articles {where} ({_some(ids)}): run `archive reindex`"
        for ids, where in ((missing, "are not in the index"), (stray, "are in the index but not in the catalogue"))
        if ids
    ]
    return tuple(problems)


def _some(ids: set[str]) -> str:
    return ", ".join(sorted(ids)[:SHOWN_IDS]) + (", …" if len(ids) > SHOWN_IDS else "")
