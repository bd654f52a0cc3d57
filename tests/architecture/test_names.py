"""`archive` and `index` are common words: in this environment they are ours alone."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from pathlib import Path

import pytest

from tests.architecture.imports import ROOT

BOTH = pytest.mark.parametrize("package", ["archive", "index"])


@BOTH
def test_the_package_belongs_to_this_distribution_alone(package: str) -> None:
    assert set(importlib.metadata.packages_distributions()[package]) == {"news-archive"}


@BOTH
def test_the_package_is_the_one_in_this_folder(package: str) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None
    assert Path(spec.origin) == ROOT / package / "__init__.py"
