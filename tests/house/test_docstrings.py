"""All that is public says what it is for."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.house.sources import Function, Source, classes, product, tools

Documented = ast.Module | ast.ClassDef | Function


def undocumented(sources: Iterable[Source]) -> list[str]:
    """Modules, public classes, public functions, and public methods of classes that inherit nothing.

    A method of a class with bases may fulfil what its base has described.
    """
    return [
        name
        for source in sources
        for name, node in _public(source)
        if not (ast.get_docstring(node) or "").strip()
    ]


def _public(source: Source) -> Iterator[tuple[str, Documented]]:
    yield source.module, source.tree
    for node in source.tree.body:
        if isinstance(node, Function) and _is_public(node):
            yield f"{source.module}.{node.name}", node
    for owner in filter(_is_public, classes(source.tree)):
        yield f"{source.module}.{owner.name}", owner
        if not owner.bases:
            yield from ((f"{source.module}.{owner.name}.{method.name}", method) for method in _methods(owner))


def _methods(owner: ast.ClassDef) -> Iterator[Function]:
    return (node for node in owner.body if isinstance(node, Function) and _is_public(node))


def _is_public(node: ast.ClassDef | Function) -> bool:
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    return not node.name.startswith("_") and not any(
        it.endswith(("overload", ".setter")) for it in decorators
    )


def test_all_that_is_public_is_documented() -> None:
    assert undocumented([*product(), *tools()]) == []


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("x = 1", "claimgraph.rules.money"),
        ('"""Money."""\ndef part(): ...', "claimgraph.rules.money.part"),
        ('"""Money."""\nasync def part(): ...', "claimgraph.rules.money.part"),
        ('"""Money."""\nclass Amount:\n    x = 1', "claimgraph.rules.money.Amount"),
        (
            '"""Money."""\nclass Amount:\n    """An amount."""\n    def rounded(self): ...',
            "claimgraph.rules.money.Amount.rounded",
        ),
        ('"""Money."""\ndef part():\n    """  """', "claimgraph.rules.money.part"),
    ],
)
def test_a_missing_docstring_is_found(text: str, culprit: str) -> None:
    assert undocumented([Source("claimgraph.rules.money", text)]) == [culprit]


def test_what_is_private_or_inherited_may_stay_silent() -> None:
    text = '''
"""Money."""
def _part(): ...
class _Hidden:
    def method(self): ...
class Amount(Shown):
    """An amount."""
    def shown(self): ...
    class Meta: ...
'''
    assert undocumented([Source("claimgraph.rules.money", text)]) == []
