"""How thoroughly property tests look: the same examples on every run, a hundred times more of them on request."""

from __future__ import annotations

import hypothesis

hypothesis.settings.register_profile("ci", max_examples=100, derandomize=True, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=5_000, deadline=None)
hypothesis.settings.load_profile("ci")
