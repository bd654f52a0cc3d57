"""How fast pages become articles, on one core: `python -m bench.ingest`. One line a rate: `name rate target`.

Text dumps with furniture around newswire articles (ARCHIVE_TEST_DATA, or ../shared/data). Rates are per second of this
process's processor time, so that what else the machine does changes them little; files are read from a warm cache.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from archive.catalogue import Catalogue, SourcePage
from archive.extract import Craft, extract
from archive.ingest import BATCH_PAGES, ingest
from archive.settings import Settings
from archive.text.furniture import learn
from archive.text.ner import load_name_finder
from archive.text.similarity import stories
from bench.corpus import Piece, pieces

DUMPS = 2_000
NAMED = 320
SOURCES = 4
ABOVE = ("Home", "World", "Politics", "Business", "Sign in")
BELOW = ("Share on Facebook", "Related articles", "Sign up to our newsletter", "© 2024 Example. All rights reserved.")


def dump(piece: Piece, others: Sequence[Piece]) -> str:
    """An article as a scraper leaves it: with the site's furniture around, and other articles' headlines below."""
    listed = [other.title for other in others]
    return "\n\n".join([*ABOVE, piece.title, *piece.paragraphs, *BELOW[:2], *listed, *BELOW[2:]])


def pages() -> list[SourcePage]:
    """The dumps, as pages of a few sources."""
    drawn = [piece for piece in pieces() if piece.title and sum(map(len, piece.paragraphs)) >= 300][:DUMPS]
    texts = [dump(piece, drawn[place + 1 : place + 5]) for place, piece in enumerate(drawn)]
    return [
        SourcePage(
            f"source-{place % SOURCES}", f"{place:05}.txt", "dump", body, "utf-8", hashlib.sha256(body).hexdigest(), {}
        )
        for place, body in enumerate(text.encode() for text in texts)
    ]


def craft(of: Sequence[SourcePage]) -> Craft:
    """The furniture that the first pages of each source teach."""
    by_source = {source: [page.text for page in of if page.source == source][:50] for source in {p.source for p in of}}
    return Craft({source: learn(texts, source) for source, texts in by_source.items()})


def rate(count: int, work: Callable[[], object]) -> float:
    """How many a second of processor time."""
    began = time.process_time()
    work()
    return count / (time.process_time() - began)


def rates() -> Iterator[tuple[str, float, int]]:
    """Each rate with its name and target."""
    of = pages()
    plain = craft(of)
    extract(of[:1], plain)  # the tables are read once
    yield "clean-and-gazetteer", rate(len(of), lambda: extract_all(of, plain)), 400
    if finder := load_name_finder():
        named = Craft(plain.furniture, finder=finder)
        yield "with-names", rate(NAMED, lambda: extract_all(of[:NAMED], named)), 25
    texts = [(page.path, page.text) for page in of]
    yield "near-duplicates", rate(len(texts), lambda: stories(texts)), 2_000
    with tempfile.TemporaryDirectory() as folder:
        yield from _ingest(Path(folder), of)


def extract_all(of: Sequence[SourcePage], by: Craft) -> None:
    """Extracts the pages, a batch at a time."""
    for start in range(0, len(of), BATCH_PAGES):
        extract(of[start : start + BATCH_PAGES], by)


def _ingest(folder: Path, of: Sequence[SourcePage]) -> Iterator[tuple[str, float, int]]:
    for page in of:
        path = folder / "pages" / page.source / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.body)
    settings = Settings(home=folder, processes=1, name_finder="none")
    with Catalogue.open(settings.catalogue_path) as catalogue:
        yield "ingest", rate(len(of), lambda: ingest([folder / "pages"], catalogue, settings)), 0
        yield "ingest-unchanged", rate(len(of), lambda: ingest([folder / "pages"], catalogue, settings)), 5_000


def main() -> None:
    """Print the rates."""
    for name, measured, target in rates():
        print(f"{name} {measured:.0f}/s{f' >={target}' if target else ''}", flush=True)


if __name__ == "__main__":
    main()
