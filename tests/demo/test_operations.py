"""Every saved operation runs as it stands, for its role, on the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.server.operations import SavedOperation, filled, saved_operations
from tests.demo.asking import Company, company_in
from tests.demo.made import Made

OPERATIONS = saved_operations()
AS = {"administrator": ("ines",), "contact": ("daniel",), "explorer": ("ines", "daniel", "priya", "tom")}


def test_there_are_the_operations_of_the_first_release() -> None:
    assert len(OPERATIONS) == 49
    assert {operation.role for operation in OPERATIONS} == set(AS)


@pytest.mark.parametrize("order", [1, -1], ids=["in their order", "from the last to the first"])
async def test_all_run_one_after_the_other(made: Made, tmp_path: Path, order: int) -> None:
    inner = made.copied(tmp_path / "data") / "demo"
    async with company_in(f"sqlite:///{inner / 'claimgraph.sqlite3'}", inner) as company:
        wrong = [
            found
            for operation in OPERATIONS[::order]
            for who in AS[operation.role]
            for found in await against(company, who, operation)
        ]
    assert wrong == []


async def against(company: Company, who: str, operation: SavedOperation) -> list[str]:
    """What is wrong with the answer to an operation, as somebody."""
    variables = filled(operation.variables, company.values)
    if "<" in str(variables):
        return [f"{operation.name} has an empty place: {variables}"]
    told = await company.ask(who, operation.query, variables)
    wrong = [f"{operation.name} as {who}: {error}" for error in told.errors]
    for name, payload in (told.data or {}).items():
        errors = payload.get("userErrors") if isinstance(payload, dict) else None
        wrong += [f"{operation.name} as {who}: {name} {error}" for error in errors or ()]
    return wrong
