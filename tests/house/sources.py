"""Source text as the house's lints read it: a value, so that a lint can be shown a culprit."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A module's dotted name and its text."""

    module: str
    text: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        """The text, parsed."""
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The first name below the package; empty for the package itself."""
        return room_of(self.module)

    @property
    def imports(self) -> list[Import]:
        """All that the module imports, wherever it stands."""
        return list(_imports(self, self.tree, is_deferred=False))


@dataclass(frozen=True)
class Import:
    """One imported name, in full, and whether it is imported inside a function."""

    line: int
    name: str
    is_deferred: bool


def room_of(module: str) -> str:
    """The room that a module of the package belongs to: `claimgraph.rules.money` to `rules`."""
    return module.partition(".")[2].partition(".")[0]


def product() -> list[Source]:
    """The package as it stands."""
    return _below(ROOT / "src")


def tools() -> list[Source]:
    """The commands that build and test it."""
    return _below(ROOT / "tools")


def functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Functions and methods with their names; those inside a function are part of it."""
    for prefix, node in _members(tree, ""):
        if isinstance(node, Function):
            yield prefix + node.name, node


def classes(tree: ast.Module) -> list[ast.ClassDef]:
    """The classes of a module that stand in no other."""
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def _members(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        yield prefix, child
        if isinstance(child, ast.ClassDef):
            yield from _members(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.If | ast.Try | ast.With):
            yield from _members(child, prefix)


def _below(folder: Path) -> list[Source]:
    return [_read(path, folder) for path in sorted(folder.rglob("*.py"))]


def _read(path: Path, folder: Path) -> Source:
    parts = path.relative_to(folder).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Source(".".join(parts[:-1] if is_package else parts), path.read_text(encoding="utf8"), is_package)


def _imports(source: Source, node: ast.AST, is_deferred: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield from (Import(child.lineno, name, is_deferred) for name in _names(source, child))
        else:
            yield from _imports(source, child, is_deferred or isinstance(child, Function | ast.Lambda))


def _names(source: Source, node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    origin = _origin(source, node)
    return [f"{origin}.{alias.name}" for alias in node.names]


def _origin(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    here = source.module.split(".")
    up = here[: len(here) - node.level + source.is_package]
    return ".".join([*up, *([node.module] if node.module else [])])
