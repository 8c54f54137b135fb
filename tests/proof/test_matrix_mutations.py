"""Every mutation against every object, as everybody: not found, not his to do, or let in.

Whoever is let in asks for a dry run; the others ask in earnest, and nothing may have been written.
"""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph import api
from claimgraph.schema.identity import global_id
from claimgraph.storage.database import Dialect
from tests.api.site import unchanged
from tests.proof.people import WHO, Ground, standings
from tests.proof.rules import MUTATIONS, ON_HIMSELF, may_delete
from tests.world import Person

on_the_ground = pytest.mark.asyncio(loop_scope="module")

Cell = tuple[str, str]
"""A mutation and the name of an object."""

LET_IN, NOT_FOUND, FORBIDDEN = "let in", "NOT_FOUND", "FORBIDDEN"
AT_ONCE = 60
"""Mutations in one operation: a document has its limits."""


def expected(ground: Ground, who: str, mutation: str, kind: str, name: str) -> str:
    """What somebody must be answered who wants this done to that."""
    held = standings(ground, kind, who).get(name)
    if held is None:
        return NOT_FOUND
    if mutation == "deleteClaim" and not may_delete(who, held, name):
        return FORBIDDEN
    return LET_IN if held & set(MUTATIONS[mutation, kind][0].split()) else FORBIDDEN


def cells(ground: Ground, who: str) -> dict[Cell, str]:
    """Every mutation on every object, and what must come of it."""
    return {
        (mutation, name): expected(ground, who, mutation, kind, name)
        for mutation, kind in MUTATIONS
        for name in ground.ids[kind]
    }


def one_of_each(ground: Ground, who: str, wanted: dict[Cell, str]) -> dict[Cell, str]:
    """One object for each mutation, outcome and standing: the second database says nothing new about more."""
    held = {name: one for kind in ground.ids for name, one in standings(ground, kind, who).items()}
    chosen = {(cell[0], come, held.get(cell[1])): cell for cell, come in wanted.items()}
    return {cell: wanted[cell] for cell in chosen.values()}


async def answered(ground: Ground, who: str, wanted: dict[Cell, str]) -> Any:
    """What comes of each; several mutations go in one operation, each in its own transaction."""
    pairs = list(wanted)
    found: dict[Cell, str] = {}
    for start in range(0, len(pairs), AT_ONCE):
        few = {pair: wanted[pair] for pair in pairs[start : start + AT_ONCE]}
        found |= await _asked(ground, who, few)
    return found


async def _asked(ground: Ground, who: str, wanted: dict[Cell, str]) -> Any:
    variables = {
        f"m{place}": given(ground, mutation, name, is_dry=come == LET_IN)
        for place, ((mutation, name), come) in enumerate(wanted.items())
    }
    types = ", ".join(
        f"$m{place}: {mutation[0].upper()}{mutation[1:]}Input!" for place, (mutation, _) in enumerate(wanted)
    )
    parts = (
        f"m{place}: {mutation}(input: $m{place}) {{ userErrors {{ code message }} }}"
        for place, (mutation, _) in enumerate(wanted)
    )
    query = f"mutation M({types}) {{ {' '.join(parts)} }}"
    told = await ground.world.ask(ground.people[who], query, variables)
    errors = {error["path"][0]: error for error in told.get("errors", ())}
    return {
        pair: LET_IN if told["data"][f"m{place}"] else errors[f"m{place}"]["extensions"]["code"]
        for place, pair in enumerate(wanted)
    }


def given(ground: Ground, mutation: str, name: str, *, is_dry: bool) -> dict[str, Any]:
    """The input: the object's id, and what else the mutation needs; `Person:reader` stands for an id."""
    kind = next(kind for known, kind in MUTATIONS if known == mutation and name in ground.ids[kind])
    _, by, rest = MUTATIONS[mutation, kind]
    named = {key: _id(ground, value) for key, value in rest.items()}
    return {**named, by: ground.ids[kind][name], "dryRun": is_dry}


def _id(ground: Ground, value: Any) -> Any:
    """`Person:reader` as an id; anything else as it is."""
    kind, _, name = value.partition(":") if isinstance(value, str) else ("", "", "")
    return ground.ids.get(kind, {}).get(name, value)


@on_the_ground
async def test_every_mutation_on_every_object_answers_everybody_as_it_should(ground: Ground) -> None:
    reached: set[tuple[str, str]] = set()
    async with unchanged(ground.world):
        for who in WHO:
            wanted = cells(ground, who)
            if ground.world.database.dialect is Dialect.POSTGRESQL:
                wanted = one_of_each(ground, who, wanted)
            found = await answered(ground, who, wanted)
            assert {cell: come for cell, come in found.items() if come != wanted[cell]} == {}, who
            reached |= {(mutation, come) for (mutation, _), come in found.items()}
    everything = {(mutation, come) for mutation, _ in MUTATIONS for come in (LET_IN, NOT_FOUND, FORBIDDEN)}
    assert everything - reached == NEVER


NEVER = {("revokeAccessToken", FORBIDDEN)}
"""A token exists for nobody who may not revoke it."""


def test_every_mutation_is_told() -> None:
    mutation_type = api.core().mutation_type
    assert mutation_type
    assert {mutation for mutation, _ in MUTATIONS} | ON_HIMSELF.keys() == mutation_type.fields.keys()


@on_the_ground
async def test_what_is_not_seen_is_refused_in_the_words_for_what_never_was(ground: Ground) -> None:
    for mutation, kind in MUTATIONS:
        name, text = list(ground.ids[kind].items())[-1]
        unseen = given(ground, mutation, name, is_dry=False)
        by = MUTATIONS[mutation, kind][1]
        assert unseen[by] == text
        never = {**unseen, by: global_id(kind, ground.world.keys(ground.world.now))}
        nobody = ground.people["nobody"]
        assert await _error(ground, nobody, mutation, unseen) == await _error(ground, nobody, mutation, never)


async def _error(ground: Ground, viewer: Person | None, mutation: str, asked: Any, **options: Any) -> Any:
    told = await ground.world.ask(viewer, _alone(mutation), {"input": asked}, **options)
    assert told["data"] == {mutation: None}
    (error,) = told["errors"]
    return error["extensions"]["code"], error["message"]


def _alone(mutation: str) -> str:
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    return f"mutation M($input: {kind}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}"


@on_the_ground
@pytest.mark.parametrize("mutation", ON_HIMSELF)
async def test_what_one_does_for_oneself_is_open_to_whom_it_should(ground: Ground, mutation: str) -> None:
    open_to, rest = ON_HIMSELF[mutation]
    async with unchanged(ground.world):
        for who in WHO:
            variables = {"input": {**rest, "dryRun": True}}
            told = await ground.world.ask(ground.people[who], _alone(mutation), variables)
            codes = [error["extensions"]["code"] for error in told.get("errors", ())]
            assert codes == ([] if who in open_to else [FORBIDDEN]), who


@on_the_ground
async def test_whoever_is_not_signed_in_or_may_only_read_changes_nothing(ground: Ground) -> None:
    owner = ground.people["owner"]
    async with unchanged(ground.world):
        for mutation, kind in MUTATIONS:
            asked = given(ground, mutation, next(iter(ground.ids[kind])), is_dry=False)
            assert (await _error(ground, None, mutation, asked))[0] == "UNAUTHENTICATED"
            assert (await _error(ground, owner, mutation, asked, is_read_only=True))[0] == FORBIDDEN
