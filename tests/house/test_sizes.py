"""Functions and files stay small: half of the bodies within five lines, none beyond a screen."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from statistics import median

from tests.house.sources import Function, Source, functions, product, tools


def bodies(sources: Iterable[Source]) -> dict[str, int]:
    """Lines of each function from `def` to its end, its docstring left out."""
    return {
        f"{source.module}.{name}": _body(function)
        for source in sources
        for name, function in functions(source.tree)
        if not _is_overload(function)
    }


def files(sources: Iterable[Source]) -> dict[str, int]:
    """Lines of each file that are neither blank nor a comment."""
    return {source.module: sum(_counts(line) for line in source.text.splitlines()) for source in sources}


def too_large(sizes: dict[str, int], *, nine_of_ten: int, most: int, half: int | None = None) -> list[str]:
    """What breaks a limit: the longest by name, and the shares with the names that would have to shrink."""
    longest = sorted(sizes, key=lambda name: -sizes[name])
    findings = [f"{name}: {sizes[name]} lines, {most} at most" for name in longest if sizes[name] > most]
    if half and sizes and median(sizes.values()) > half:
        findings.append(f"the median is {median(sizes.values())} lines, {half} at most")
    beyond = [name for name in longest if sizes[name] > nine_of_ten]
    if len(beyond) * 10 > len(sizes):
        findings.append(f"more than one of ten beyond {nine_of_ten} lines: {', '.join(beyond)}")
    return findings


def _body(function: Function) -> int:
    length = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return length
    text = function.body[0]
    return length - ((text.end_lineno or 0) - text.lineno + 1)


def _is_overload(function: Function) -> bool:
    return any(ast.unparse(decorator).endswith("overload") for decorator in function.decorator_list)


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.strip().startswith("#")


def test_bodies_are_short() -> None:
    assert too_large(bodies([*product(), *tools()]), half=5, nine_of_ten=20, most=50) == []


def test_files_are_short() -> None:
    assert too_large(files([*product(), *tools()]), nine_of_ten=200, most=400) == []


def test_a_long_body_is_found() -> None:
    long = "def long():\n" + "    print()\n" * 60
    short = "".join(f"def short_{n}(): print()\n" for n in range(20))
    sizes = bodies([Source("claimgraph.rules.money", long + short)])
    assert too_large(sizes, half=5, nine_of_ten=20, most=50) == [
        "claimgraph.rules.money.long: 61 lines, 50 at most"
    ]


def test_too_many_longish_ones_are_found() -> None:
    sizes = {"a": 30, "b": 30, **{f"c{n}": 1 for n in range(8)}}
    assert too_large(sizes, half=5, nine_of_ten=20, most=50) == ["more than one of ten beyond 20 lines: a, b"]


def test_a_high_median_is_found() -> None:
    assert too_large({"a": 6, "b": 6, "c": 1}, half=5, nine_of_ten=20, most=50) == [
        "the median is 6 lines, 5 at most"
    ]


def test_a_docstring_and_comments_cost_nothing() -> None:
    source = Source(
        "claimgraph.rules.money", '# About.\n\ndef part():\n    """Says\n    much."""\n    return 1\n'
    )
    assert bodies([source]) == {"claimgraph.rules.money.part": 2}
    assert files([source]) == {"claimgraph.rules.money": 4}
