"""The engines that the suite runs over. A new engine is added here, in `FACTORIES`, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from index import Document, Engine, Limits, Schema, open_engine
from tests.contract.reference_engine import ReferenceEngine
from tests.opensearch.disposable import HOSTS_VARIABLE, open_disposable


@dataclass(frozen=True)
class EngineFactory:
    """Opens an engine of one kind with its index, still missing, at a place of its own."""

    name: str
    open: Callable[[Path, Schema, Limits], Engine]


FACTORIES = (
    EngineFactory("reference", lambda _, schema, limits: ReferenceEngine(schema, limits)),
    EngineFactory("whoosh", lambda place, schema, limits: open_engine(f"whoosh:{place}", schema, limits)),
    *([EngineFactory("opensearch", open_disposable)] if HOSTS_VARIABLE in os.environ else []),
)


def fill(engine: Engine, documents: Iterable[Document], mark: str | None = None) -> None:
    """Makes a new generation of these documents the current one."""
    given = {document.id: document for document in documents}
    with engine.build() as build:
        for document in given.values():
            build.put(document)
        build.commit(mark)
        build.verify(len(given))
        build.switch()


def put(engine: Engine, *documents: Document) -> None:
    """Adds the documents to the current generation, in one commit."""
    with engine.writer() as writer:
        for document in documents:
            writer.put(document)
        writer.commit()


def delete(engine: Engine, *ids: str) -> None:
    """Removes the documents from the current generation, in one commit."""
    with engine.writer() as writer:
        for document_id in ids:
            writer.delete(document_id)
        writer.commit()
