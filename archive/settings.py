"""Every setting once: name, type, default and help. Read from the environment as ARCHIVE_<NAME>."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import Access


class BadSetting(ValueError):
    """A setting has a value that cannot be used, or there is no setting of that name."""


def _setting(default: Any, help: str, is_secret: bool = False) -> Any:
    return dataclasses.field(default=default, repr=not is_secret, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one archive."""

    home: Path = _setting(Path("var"), "Folder of the archive's data: catalogue and index.")
    engine: str = _setting("", "Which engine answers, as kind:place; empty for whoosh:HOME/index.")
    opensearch_user: str = _setting("", "User of the OpenSearch cluster, where it wants one.")
    opensearch_password: str = _setting(
        "", "That user's password; never in the engine's address, and never shown.", is_secret=True
    )
    opensearch_ca: str = _setting("", "File of the certificate authority to trust over TLS; empty for the usual ones.")
    name: str = _setting("News archive", "Name shown on the search page and in feeds.")
    host: str = _setting("127.0.0.1", "Address that `archive serve` listens on.")
    port: int = _setting(8000, "Port that `archive serve` listens on.")
    workers: int = _setting(2, "Processes that answer requests.")
    threads: int = _setting(4, "Threads in each of them.")
    processes: int = _setting(0, "Processes that ingest and reindex; 0 for one per core.")
    name_finder: str = _setting("spacy", "Model that finds names in English text, if installed: spacy, or none.")
    page_size: int = _setting(10, "Hits on a page when a request does not say.")
    max_page_size: int = _setting(100, "Hits on a page at most.")
    max_depth: int = _setting(10_000, "Hits that can be reached by page number; deeper goes by cursor.")
    max_query_length: int = _setting(1_000, "Characters of a query at most.")
    max_query_terms: int = _setting(100, "Words, phrases and operators in a query at most.")
    max_expansions: int = _setting(2_000, "Words that one prefix, wildcard or fuzzy word may stand for.")
    max_facet_size: int = _setting(1_000, "Values of a facet in one answer at most.")
    answer_cache_bytes: int = _setting(
        16_000_000, "Answers that each process remembers while the archive stays as it is; 0 for none."
    )
    search_timeout_seconds: float = _setting(10.0, "A search that takes longer is stopped.")
    max_file_bytes: int = _setting(20_000_000, "A source page larger than this is reported and skipped.")
    keep_generations: int = _setting(3, "Generations of the index that a reindex leaves in place.")
    cors_origins: str = _setting("*", "Origins whose scripts may read the API, separated by spaces; empty for none.")
    log_level: str = _setting("INFO", "How much the log says: DEBUG, INFO, WARNING or ERROR.")

    @property
    def engine_url(self) -> str:
        """The engine's kind and place; the embedded one lives in the archive's home."""
        return self.engine or f"whoosh:{self.home / 'index'}"

    @property
    def access(self) -> Access:
        """With which rights the engine is asked."""
        return Access(self.opensearch_user, self.opensearch_password, self.opensearch_ca or None)

    @property
    def catalogue_path(self) -> Path:
        """The catalogue's file, in the archive's home."""
        return self.home / "catalogue.sqlite"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment gives; raises BadSetting, which names the variable and what it takes."""
        environment = os.environ if environment is None else environment
        given = {}
        for field in dataclasses.fields(cls):
            variable = f"ARCHIVE_{field.name.upper()}"
            if variable in environment:
                given[field.name] = _convert(variable, environment[variable], type(field.default))
        return cls(**given)


def _convert(variable: str, text: str, wanted: type) -> Any:
    try:
        value = wanted(text)
    except ValueError as error:
        raise BadSetting(f"{variable} is {text!r}, but takes a value of type {wanted.__name__}") from error
    if isinstance(value, int | float) and not value >= 0:
        raise BadSetting(f"{variable} is {text!r}, but must not be negative")
    return value
