"""WARC files: the HTML pages that a crawler was answered with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.catalogue import Skipped
from archive.sources.item import SourceItem
from archive.sources.place import BadGzip, Place, TooLarge, read_at_most

HTML_TYPES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


def read_warc(place: Place) -> Iterator[SourceItem | Skipped]:
    """Every answer of type HTML with status 200; its source is the site, without `www.`.

    The time of the crawl is not when an article was published, and is not given on.
    """
    number = answers = 0
    with place.file.open("rb") as stream:  # warcio unpacks it itself, record by record
        records = ArchiveIterator(stream)
        try:
            for record in records:
                number += 1
                answers += _is_answer(record)
                if _is_page(record):
                    yield _read_record(place, number, record)
        except (ArchiveLoadFailed, EOFError, OSError) as error:
            yield Skipped(place.source, f"{place.path}#{number + 1}", f"is damaged, and so is what follows: {error}")
    if answers == 0:
        yield Skipped(place.source, place.path, "has no answers of a server in it")


def _is_answer(record: ArcWarcRecord) -> bool:
    """Whether a server said this; of a file that is no WARC, warcio makes records too."""
    http = record.http_headers
    return record.rec_type == "response" and http is not None and http.get_statuscode().isdigit()


def _is_page(record: ArcWarcRecord) -> bool:
    http = record.http_headers
    if not _is_answer(record) or http.get_statuscode() != "200":
        return False
    return (http.get_header("Content-Type") or "").split(";")[0].strip().lower() in HTML_TYPES


def _read_record(place: Place, number: int, record: ArcWarcRecord) -> SourceItem | Skipped:
    path = f"{place.path}#{number}"
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    source = (urlsplit(url).hostname or place.source).removeprefix("www.")
    try:
        body = read_at_most(record.content_stream(), place.max_bytes)
    except (TooLarge, BadGzip) as error:
        return Skipped(source, path, str(error))
    charset = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    return SourceItem(source, path, "html", body, {"url": url} if url else {}, charset[1] if charset else None)
