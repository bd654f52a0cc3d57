"""How thoroughly property tests look: the same examples on every run, a hundred times more of them on request.

A cluster is asked fewer: each of them costs it several indexes.
"""

from __future__ import annotations

import os

import hypothesis

from tests.opensearch.disposable import HOSTS_VARIABLE

hypothesis.settings.register_profile("ci", max_examples=100, derandomize=True, deadline=None)
hypothesis.settings.register_profile("cluster", max_examples=15, derandomize=True, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=5_000, deadline=None)
hypothesis.settings.load_profile("cluster" if HOSTS_VARIABLE in os.environ else "ci")
