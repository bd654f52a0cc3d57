"""Commands that change what the archive holds: ingest, add, delete, learn."""

from __future__ import annotations

import dataclasses
import hashlib
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from types import FrameType
from typing import Any

import click
import orjson

from archive import ingest as ingesting
from archive.catalogue import Skipped
from archive.commands.drawing import progress
from archive.commands.updating import update_index
from archive.commands.workplace import Workplace, pass_workplace, say
from archive.ingest import Stop
from archive.partition import WHOLE, Partition
from archive.report import Report
from archive.text.ner import is_installed

SHOWN_PATHS = 3


class _Partition(click.ParamType[Partition, str]):
    name = "K/N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Partition:
        try:
            return Partition.parse(value)
        except ValueError:
            self.fail(f"{value!r} is no part such as 2/8, the second of eight", param, ctx)


_paths = click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
_as_json = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


@click.command()
@_paths
@click.option("--sample", is_flag=True, help="Take in the sample archive that comes with the program.")
@click.option("--no-index", is_flag=True, help="Leave the index as it is.")
@click.option(
    "--partition",
    type=_Partition(),
    default="1/1",
    help="Only this part of the sources; others take in theirs meanwhile.",
)
@_as_json
@pass_workplace
def ingest(
    workplace: Workplace, paths: tuple[Path, ...], sample: bool, no_index: bool, partition: Partition, as_json: bool
) -> None:
    """Take in pages: text dumps, HTML, JSON lines and WARC files, or folders of them.

    What was taken in before and has not changed is passed over, so the same command goes on after an interruption.
    Then the index is brought up to date, or built.

    \b
    Example:
      archive ingest pages/
      archive ingest --sample
      archive ingest --no-index --partition 2/8 pages/
    """
    if not paths and not sample:
        raise click.UsageError("Name a file or folder to take in, or use --sample.")
    with _sample(sample) as extra:
        _take_in(workplace, [*paths, *extra], as_json, again=False, index=not no_index, partition=partition)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@_as_json
@pass_workplace
def add(workplace: Workplace, paths: tuple[Path, ...], as_json: bool) -> None:
    """Add pages, also ones that were deleted or taken in before; `-` reads JSON lines from the standard input.

    \b
    Example:
      archive add page.html
      echo '{"title": "…", "text": "…", "date": "2019-05-29"}' | archive add -
    """
    with _standard_input(paths) as named:
        _take_in(workplace, named, as_json, again=True, index=True)


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@pass_workplace
def delete(workplace: Workplace, ids: tuple[str, ...]) -> None:
    """Delete articles. The catalogue remembers what they were; `archive add` takes a page in again.

    \b
    Example:
      archive delete 1d6120e88717e8b7
    """
    with workplace.catalogue() as catalogue:
        unknown = [id for id in ids if not ingesting.delete(id, catalogue)]
        say(f"Deleted {len(ids) - len(unknown):,}.")
        update_index(workplace, catalogue)
    if unknown:
        raise click.ClickException(f"There is no article {', '.join(unknown)}.\nList ids with `archive search`.")


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@_as_json
@pass_workplace
def learn(workplace: Workplace, sources: tuple[str, ...], as_json: bool) -> None:
    """Learn the furniture of sources anew (all, when none is named) and clean their articles again.

    The ids of the articles that this changes are printed.

    \b
    Example:
      archive learn moscow-times
    """
    with workplace.catalogue() as catalogue, progress() as drawn:
        known = [counted.source for counted in catalogue.sources()]
        if unknown := [source for source in sources if source not in known]:
            raise click.UsageError(f"No source {', '.join(unknown)}. There are: {', '.join(known)}.")
        report = ingesting.relearn(sources or known, catalogue, workplace.settings, drawn)
        update_index(workplace, catalogue)
    click.echo(orjson.dumps(report.recleaned).decode() if as_json else "\n".join(report.recleaned))
    say(f"{len(report.recleaned):,} articles changed.")


def _take_in(
    workplace: Workplace,
    paths: Sequence[Path],
    as_json: bool,
    again: bool,
    index: bool,
    partition: Partition = WHOLE,
) -> None:
    if workplace.settings.name_finder != "none" and not is_installed():
        say("spaCy's English model is not installed, so fewer actors are found: pip install 'news-archive[ner]'")
    with workplace.catalogue() as catalogue:
        with progress() as drawn, _stop_on_signal() as stop:
            report = ingesting.ingest(paths, catalogue, workplace.settings, drawn, stop, again, partition)
        _tell(report, as_json)
        if report.interrupted:
            raise click.ClickException("Stopped; what was done is kept.\nRun the same command again to go on.")
        if not report.pages and partition == WHOLE:
            raise click.ClickException(f"No pages in {', '.join(map(str, paths))}.\nName a folder that has some.")
        if index:
            update_index(workplace, catalogue)
    if report.pages and not report.taken:
        raise click.ClickException("No page could be taken in.\nThe reasons are above.")


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(dataclasses.asdict(report)).decode())
    say(
        f"{report.added:,} added, {report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{report.duplicates:,} duplicates, {len(report.skipped):,} skipped"
    )
    if report.recleaned:
        say(f"{len(report.recleaned):,} earlier articles cleaned anew, because more was learned of their sources")
    for heading, problems in (("Skipped", report.skipped), ("Taken in, but", report.warnings)):
        for line in _grouped(problems):
            say(f"{heading}: {line}")


def _grouped(problems: Iterable[Skipped]) -> Iterator[str]:
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for problem in problems:
        by_reason[problem.reason].append(problem.path)
    for reason, paths in sorted(by_reason.items()):
        more = f" and {len(paths) - SHOWN_PATHS:,} more" if len(paths) > SHOWN_PATHS else ""
        yield f"{', '.join(paths[:SHOWN_PATHS])}{more} {reason}"


@contextmanager
def _sample(wanted: bool) -> Iterator[list[Path]]:
    if not wanted:
        yield []
        return
    with as_file(files("archive") / "sample" / "pages") as folder:
        yield [folder]


@contextmanager
def _standard_input(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The paths, with the standard input, if named, as a file whose name tells its content."""
    named = [path for path in paths if str(path) != "-"]
    if len(named) == len(paths):
        yield named
        return
    content = sys.stdin.buffer.read()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "standard-input", f"{hashlib.sha256(content).hexdigest()[:16]}.jsonl")
        file.parent.mkdir()
        file.write_bytes(content)
        yield [*named, file]


@contextmanager
def _stop_on_signal() -> Iterator[Stop]:
    """Answers whether someone asked to stop; who asks a second time is not kept waiting."""
    asked = False

    def ask(number: int, _: FrameType | None) -> None:
        nonlocal asked
        asked = True
        say("Finishing what was begun; again to stop at once.")
        signal.signal(number, signal.default_int_handler)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
