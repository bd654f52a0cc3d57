"""The system of record: every article ever ingested, as extracted, with its source page and its history, in SQLite."""

from archive.catalogue.catalogue import Catalogue
from archive.catalogue.records import (
    ActorLabel,
    CatalogueDamaged,
    CatalogueError,
    CatalogueMissing,
    CatalogueTooNew,
    CatalogueTooOld,
    Change,
    PageKind,
    PutOutcome,
    Revision,
    Skipped,
    SourceCount,
    SourcePage,
)

__all__ = [
    "ActorLabel",
    "Catalogue",
    "CatalogueDamaged",
    "CatalogueError",
    "CatalogueMissing",
    "CatalogueTooNew",
    "CatalogueTooOld",
    "Change",
    "PageKind",
    "PutOutcome",
    "Revision",
    "Skipped",
    "SourceCount",
    "SourcePage",
]
