"""Measures the archive against named peers on the same work: see docs/performance.md."""
