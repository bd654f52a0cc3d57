"""Sends text compressed to those who can read it so, streams included."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import zstandard
from flask import Flask, Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

_COMPRESSIBLE = ("text/", "application/json", "application/problem", "application/x-ndjson", "application/atom")
_LEAST_BYTES = 600
_GZIP = 16 + zlib.MAX_WBITS


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


def register(app: Flask) -> None:
    """Compresses the answers of the app."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not response.headers.get("Content-Type", "").startswith(_COMPRESSIBLE):
        return response
    response.headers.add("Vary", "Accept-Encoding")
    encoding = _best(request.headers.get("Accept-Encoding", ""))
    if encoding and not _is_small(response) and response.status_code not in (204, 304):
        response.direct_passthrough = False
        response.response = _compressed(response.iter_encoded(), encoding)
        response.headers["Content-Encoding"] = encoding
        response.headers.pop("Content-Length", None)
    return response


@functools.lru_cache(maxsize=256)
def _best(accepted: str) -> str | None:
    """The encoding to send to who accepts these; browsers send a handful of such headers."""
    return parse_accept_header(accepted, Accept).best_match(("zstd", "gzip"))


def _is_small(response: Response) -> bool:
    return not response.is_streamed and (response.content_length or 0) < _LEAST_BYTES


def _compressed(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    compressor = _compressor(encoding)
    for chunk in chunks:
        if piece := compressor.compress(chunk):
            yield piece
    yield compressor.flush()


def _compressor(encoding: str) -> _Compressor:
    return zlib.compressobj(wbits=_GZIP) if encoding == "gzip" else zstandard.ZstdCompressor().compressobj()
