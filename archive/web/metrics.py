"""Counts and times of requests, for Prometheus."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from archive.catalogue import CatalogueMissing
from archive.web.state import state
from index import EngineError

Meter = TypeVar("Meter", Counter, Histogram)

_SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Environment variable of prometheus-client: the folder through which several workers add up their counts."""


class _Meters:
    """What is measured. Looking a meter up by its labels takes longer than counting, so those in use are kept."""

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ("endpoint", "method", "status")
        self.requests = _kept(Counter("archive_requests", "Requests answered.", labels, registry=registry))
        seconds = Histogram("archive_request_seconds", "Seconds until the answer began.", labels[:1], registry=registry)
        self.seconds = _kept(seconds)


def _kept(meter: Meter) -> Callable[..., Meter]:
    return functools.lru_cache(maxsize=1_000)(meter.labels)


def register(app: Flask) -> None:
    """Measures every request of the app and serves the sums at /metrics."""
    registry = CollectorRegistry()
    meters = _Meters(registry)
    app.after_request(lambda response: _measure(meters, response))
    blueprint = Blueprint("metrics", __name__)
    blueprint.add_url_rule("/metrics", view_func=lambda: _metrics(registry), endpoint="metrics")
    app.register_blueprint(blueprint)


class _Holdings(Collector):
    """What the archive holds at the moment of asking."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            searcher = state().engine.searcher()
            yield GaugeMetricFamily("archive_documents", "Articles in the index.", searcher.document_count())
            yield GaugeMetricFamily("archive_generation", "Generation being served.", searcher.generation)
            yield GaugeMetricFamily("archive_articles", "Articles in the catalogue.", state().catalogue.count())
        except (EngineError, CatalogueMissing):
            yield GaugeMetricFamily("archive_ready", "Whether searches can be answered.", 0)
        else:
            yield GaugeMetricFamily("archive_ready", "Whether searches can be answered.", 1)


def _measure(meters: _Meters, response: Response) -> Response:
    endpoint = request.endpoint or "none"
    meters.requests(endpoint, request.method, response.status_code).inc()
    meters.seconds(endpoint).observe(time.perf_counter() - g.started)
    return response


def _metrics(registry: CollectorRegistry) -> Response:
    """The sums over every worker process when they share a folder, else of this process."""
    shown = registry
    if os.environ.get(_SHARED_FOLDER):
        shown = CollectorRegistry()
        MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
    holdings = CollectorRegistry()
    holdings.register(_Holdings())
    return Response(generate_latest(shown) + generate_latest(holdings), content_type=CONTENT_TYPE_LATEST)
