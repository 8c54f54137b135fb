"""The same question of two people, and their answers beside each other: what one of them does not see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from claimgraph.api import answer
from claimgraph.auth.viewer import Asking
from claimgraph.demo.places import Values
from claimgraph.demo.stage import REQUEST, Stage

QUESTION = """
query Sight($project: ID!, $steel: ID!, $electrical: ID!) {
  project(id: $project) {
    name
    commitments(first: 1) { totalCount }
    access(first: 1) { totalCount }
  }
  steel: claim(id: $steel) {
    status
    claimedAmount
    commitment { title isPrivate internalNote }
  }
  electrical: claim(id: $electrical) {
    claimedAmount
    draftAssessment { summary { amountThisClaim } }
  }
}
"""
ASKED = {"project": "project", "steel": "claim to withdraw", "electrical": "assessed claim"}
SHOWN = (
    ("project", "name"),
    ("project", "commitments", "totalCount"),
    ("project", "access", "totalCount"),
    ("steel", "commitment", "title"),
    ("steel", "claimedAmount"),
    ("steel", "commitment", "isPrivate"),
    ("steel", "commitment", "internalNote"),
    ("electrical", "claimedAmount"),
    ("electrical", "draftAssessment", "summary", "amountThisClaim"),
)
Path = tuple[str, ...]


@dataclass(frozen=True)
class Sight:
    """A row of the comparison: a field, and what it answers to the one and to the other."""

    field: str
    first: str
    second: str


async def compare(stage: Stage, values: Values, first: str, second: str) -> list[Sight]:
    """Asks as both. None where the demo was changed so much that the question's objects are gone."""
    if not all(name in values for name in ASKED.values()):
        return []
    variables = {name: values[place] for name, place in ASKED.items()}
    one, other = [await _told(stage, who, variables) for who in (first, second)]
    return [Sight(".".join(path), one[path], other[path]) for path in SHOWN]


async def _told(stage: Stage, who: str, variables: dict[str, str]) -> dict[Path, str]:
    """Each shown field in words: its value, its error's code, or that there is nothing for him."""
    asking = Asking(stage.people[who], stage.now, REQUEST)
    found = await answer(stage.services, asking, QUESTION, variables)
    codes = {tuple(error["path"]): error["extensions"]["code"] for error in found.errors}
    return {path: _word(found.data, codes, path) for path in SHOWN}


def _word(data: Any, codes: dict[tuple[str, ...], str], path: Path) -> str:
    value = data
    for depth, name in enumerate(path, start=1):
        value = value[name]
        if value is None:
            return f"null, {codes.get(path[:depth], 'as if it were not there')}"
    return value if isinstance(value, str) else json.dumps(value)
