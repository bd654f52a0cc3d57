"""What corrects what: an article that says it corrects an earlier one of its source, and that one, know each other."""

from __future__ import annotations

import datetime
import hashlib

from archive.article import Article
from archive.catalogue import Catalogue
from archive.text.correction import NOTE_RULE, headline_key, says_it_corrects

_NOTICE_PARAGRAPHS = 2
"""Paragraphs at either end of a text among which a notice of correction is looked for."""

_CUT_NOTES = frozenset({NOTE_RULE, "under-title"})


def marks(article: Article) -> tuple[int, ...]:
    """Numbers kept among the bands of a text, by which corrections and what they correct find each other."""
    kind = "corrects" if _is_correction(article) else "is"
    named = (_mark("names", article.corrects),) if article.corrects else ()
    return (_mark(kind, article.source, headline_key(article.title)), *named)


def link(catalogue: Catalogue, id: str) -> None:
    """Makes the article, what it corrects and what corrects it know each other, whichever of them came first."""
    article = catalogue.get(id)
    if article is None:
        return
    waiting = (_mark("names", id), _mark("corrects", article.source, headline_key(article.title)))
    for one in dict.fromkeys((id, *article.copies, *catalogue.match_bands(id, waiting))):
        correction = catalogue.get(one)
        if correction and (correction.corrects or _is_correction(correction)):
            _settle(catalogue, correction)


def unlink(catalogue: Catalogue, article: Article) -> None:
    """Takes an article whose text is about to change, or go, from what it corrected."""
    original = catalogue.get(article.corrects) if article.corrects else None
    if original:
        catalogue.amend(original.id, corrected_by=tuple(id for id in original.corrected_by if id != article.id))


def _settle(catalogue: Catalogue, correction: Article) -> None:
    original = catalogue.get(correction.corrects) if correction.corrects else _original(catalogue, correction)
    if original is None:
        return
    if correction.corrects is None:
        catalogue.amend(correction.id, corrects=original.id)
    if correction.id not in original.corrected_by:
        catalogue.amend(original.id, corrected_by=tuple(sorted({*original.corrected_by, correction.id})))


def _original(catalogue: Catalogue, correction: Article) -> Article | None:
    """The newest near-duplicate that a correction can correct, else the one article that has its headline."""
    copies = _earlier(catalogue, correction, correction.copies)
    if copies:
        return max(copies, key=lambda one: (_same_headline(one, correction), one.date or datetime.date.min, one.id))
    same_headline = _mark("is", correction.source, headline_key(correction.title))
    others = _earlier(catalogue, correction, catalogue.match_bands(correction.id, (same_headline,)))
    return others[0] if len(others) == 1 else None


def _earlier(catalogue: Catalogue, correction: Article, ids: tuple[str, ...]) -> list[Article]:
    articles = (article for id in ids if (article := catalogue.get(id)))
    return [article for article in articles if _can_be_corrected(article, correction)]


def _can_be_corrected(article: Article, correction: Article) -> bool:
    is_later = article.date and correction.date and article.date > correction.date
    return article.source == correction.source and not is_later and not _is_correction(article)


def _same_headline(one: Article, other: Article) -> bool:
    return headline_key(one.title) == headline_key(other.title)


def _is_correction(article: Article) -> bool:
    paragraphs = article.text.split("\n\n")
    notes = (*paragraphs[:_NOTICE_PARAGRAPHS], *paragraphs[-_NOTICE_PARAGRAPHS:])
    cut = (cut.text for cut in article.cuts if cut.rule in _CUT_NOTES)
    return says_it_corrects(article.title, (*notes, *cut))


def _mark(*facts: str) -> int:
    """A number for these facts, as far from those of texts and of other facts as chance goes."""
    digest = hashlib.blake2b("\n".join(facts).encode(), digest_size=8, person=b"correction").digest()
    return int.from_bytes(digest, "big", signed=True)
