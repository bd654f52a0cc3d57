"""Searching the archive, without HTTP: from public parameters to the engine's question, and from its answer to JSON."""

from archive.search.errors import BadParameters, ParameterError
from archive.search.names import Names
from archive.search.question import check
from archive.search.request import DEFAULT_FACETS, FACETS, HIT_FIELDS, SHOWING, UNKNOWN, Request
from archive.search.run import run, run_facet

__all__ = [
    "DEFAULT_FACETS",
    "FACETS",
    "HIT_FIELDS",
    "SHOWING",
    "UNKNOWN",
    "BadParameters",
    "Names",
    "ParameterError",
    "Request",
    "check",
    "run",
    "run_facet",
]
