"""The same story in several places: articles whose texts are nearly the same, and corrections, know each other."""

from __future__ import annotations

from archive import corrections
from archive.article import Article
from archive.catalogue import Catalogue
from archive.text.similarity import THRESHOLD, bands, jaccard, shingles


def link(catalogue: Catalogue, article: Article) -> None:
    """Finds the copies of an article with a new text and what corrects what, and makes them all know each other."""
    found = shingles(article.text)
    fingerprint = bands(found)
    others = catalogue.match_bands(article.id, fingerprint)
    catalogue.note_bands(article.id, (*fingerprint, *corrections.marks(article)))
    story = {article.id}
    for id in others:
        other = catalogue.get(id)
        if other and jaccard(found, shingles(other.text)) >= THRESHOLD:
            story |= {id, *other.copies}
    _agree(catalogue, story)
    corrections.link(catalogue, article.id)


def unlink(catalogue: Catalogue, article: Article) -> None:
    """Takes an article whose text is about to change, or go, out of its story."""
    catalogue.note_bands(article.id, ())
    _agree(catalogue, set(article.copies))
    corrections.unlink(catalogue, article)


def _agree(catalogue: Catalogue, story: set[str]) -> None:
    for id in sorted(story):
        member = catalogue.get(id)
        copies = tuple(sorted(story - {id}))
        if member and member.copies != copies:
            catalogue.amend(id, copies=copies)
