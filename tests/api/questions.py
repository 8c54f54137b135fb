"""Mutations and questions that many stories use."""

from __future__ import annotations

from typing import Any

from tests.reached import REACHED
from tests.world import Person, World

ERRORS = "userErrors { code message path } warnings { code message path }"

CLAIM = """
id number version status claimType claimedAmount certifiedAmount isLate isOnBehalf isFinal isAssessmentStarted
lines {
  id itemNumber isOpen note
  claimed { scheduledValue previousWork workThisPeriod storedMaterials previousStoredMaterials builtIn
      movement
            totalToDate percentComplete balanceToFinish retentionOnWork retentionOnStored retentionReleased
            retentionHeld tax quantityToDate quantityThisPeriod }
  assessment { decision reason difference valuation { workThisPeriod totalToDate } }
}
claimed { originalSum revisedSum totalToDate retentionHeld totalLessRetention previousCertificates
          amountThisClaim balanceIncludingRetention percentComplete tax amountWithTax retentionThisClaim }
"""


async def do(world: World, viewer: Person | None, mutation: str, shown: str, **given: Any) -> dict[str, Any]:
    """What a mutation answers, with its errors of the request under "errors"."""
    name = f"{mutation[0].upper()}{mutation[1:]}"
    query = f"mutation M($input: {name}Input!) {{ {mutation}(input: $input) {{ {shown} {ERRORS} }} }}"
    told = await world.ask(viewer, query, {"input": given})
    answer = dict((told["data"] or {}).get(mutation) or {})
    if "errors" in told:
        answer["errors"] = [(one["extensions"]["code"], one["message"]) for one in told["errors"]]
    told_codes = [*answer.get("userErrors", []), *answer.get("warnings", [])]
    REACHED.update((mutation, one["code"]) for one in told_codes)
    return answer


async def done(world: World, viewer: Person, mutation: str, shown: str, **given: Any) -> Any:
    """The same, of a mutation that nothing stands against; just the first thing that it gives."""
    answer = await do(world, viewer, mutation, shown, **given)
    assert "errors" not in answer, answer
    assert answer["userErrors"] == [], answer
    return next(iter(answer.values()))


def codes(answer: dict[str, Any]) -> list[str]:
    """The codes of a mutation's refusals, in their order."""
    return [one["code"] for one in answer["userErrors"]]
