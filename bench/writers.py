"""How many articles a second several processes put into one catalogue: `python -m bench.writers`.

Each has its part of the corpus, extracted already, and keeps it as an ingest does: a batch of pages a transaction, by
turns with the others. Beside it stands what one core extracts (`python -m bench.ingest`): the quotient is the number of
workers that keep one catalogue busy.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from multiprocessing.synchronize import Barrier
from pathlib import Path

from archive import stories
from archive.article import Article
from archive.catalogue import Catalogue, SourcePage
from archive.ingest import BATCH_PAGES
from bench.corpus import read
from bench.home import article_of
from bench.ingest import craft, extract_all, pages, rate

ARTICLES = 8_000
WRITERS = (1, 2, 4, 8)


def written(path: Path, articles: Sequence[Article], writers: int) -> float:
    """Articles a second that so many processes put in."""
    start = multiprocessing.Barrier(writers + 1)
    processes = [
        multiprocessing.Process(target=_write, args=(path, articles[number::writers], start))
        for number in range(writers)
    ]
    for process in processes:
        process.start()
    start.wait()
    before = time.perf_counter()
    for process in processes:
        process.join()
    return len(articles) / (time.perf_counter() - before)


def _write(path: Path, articles: Sequence[Article], start: Barrier) -> None:
    with Catalogue.open(path) as catalogue:
        start.wait()
        for first in range(0, len(articles), BATCH_PAGES):
            with catalogue.transaction():
                for article in articles[first : first + BATCH_PAGES]:
                    catalogue.put(article, _page(article))
                    stories.link(catalogue, article)


def _page(article: Article) -> SourcePage:
    body = f"{article.title}\n\n{article.text}".encode()
    digest = hashlib.sha256(body).hexdigest()
    return SourcePage(article.source, f"{article.id}.txt", "dump", body, "utf-8", digest)


def main() -> None:
    """Print the rates."""
    of = pages()
    extracted = rate(len(of), lambda: extract_all(of, craft(of)))
    print(f"one core extracts {extracted:,.0f} pages a second, without the model that finds names")
    articles = [article_of(document) for document in islice(read(20_000), ARTICLES)]
    print("| processes that write | articles/s | as many as so many cores extract |\n|---|---|---|")
    for writers in WRITERS:
        with tempfile.TemporaryDirectory() as folder:
            found = written(Path(folder, "catalogue.sqlite"), articles, writers)
        print(f"| {writers} | {found:,.0f} | {found / extracted:.1f} |", flush=True)


if __name__ == "__main__":
    main()
