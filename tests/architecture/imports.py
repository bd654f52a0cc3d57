"""Reads which module imports which, without running any of them."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Import:
    """One import: what is imported by which module, and where that is written."""

    module: str
    target: str
    place: str
    is_inside_function: bool

    def is_from(self, *rooms: str) -> bool:
        """Whether it stands in one of the rooms: modules or packages."""
        return any(_is_in(self.module, room) for room in rooms)

    def is_of(self, *rooms: str) -> bool:
        """Whether what is imported is in one of the rooms."""
        return any(_is_in(self.target, room) for room in rooms)


def all_imports() -> tuple[Import, ...]:
    """Every import of the two packages and of wsgi.py."""
    files = [ROOT / "wsgi.py", *(ROOT / "archive").rglob("*.py"), *(ROOT / "index").rglob("*.py")]
    return tuple(found for file in sorted(files) for found in _imports_of(file))


def _imports_of(file: Path) -> Iterator[Import]:
    path = file.relative_to(ROOT)
    names = path.with_suffix("").parts
    module = ".".join(names[:-1] if names[-1] == "__init__" else names)
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for target in _targets(node, names):
                yield Import(module, target, f"{path}:{node.lineno}", id(node) in inside)


def _targets(node: ast.Import | ast.ImportFrom, names: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    package = [*names[: -node.level], *filter(None, [node.module])] if node.level else [node.module or ""]
    for alias in node.names:
        name = ".".join([*package, alias.name])
        is_module = _is_module(name) and alias.name not in _public_face(".".join(package))
        yield name if is_module else ".".join(package)


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


@functools.cache
def _public_face(package: str) -> frozenset[str]:
    """The names in the `__all__` of a package. They can hide a module: `from index import parse` gives the function."""
    file = ROOT.joinpath(*package.split("."), "__init__.py")
    body = ast.parse(file.read_text(encoding="utf-8")).body if file.exists() else []
    named = [node.value for node in body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"]
    return frozenset(name for names in named for name in ast.literal_eval(names))


def _is_in(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")
