"""Bad input: each a clear error that says where, nothing changed, and never a fault of the server.

Generated over every member of every mutation's input, at a site on which each mutation has something to do.
Everything is a dry run, so that one site serves for all.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as Folder
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType

from claimgraph.api import core
from claimgraph.schema.identity import global_id, parsed
from claimgraph.storage.database import Database
from tests.api.inputs import Member, Path, members, mutations, once, parts, place_of, usual, with_member
from tests.api.right_inputs import NAMED, ask, large, right
from tests.api.scaled import Scaled
from tests.api.site import unchanged
from tests.world import NOON, World


def told(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What is wrong: codes, each with where it is or what is said."""
    errors = [(code, message) for code, message in answer.get("errors", [])]
    return errors + [(one["code"], ".".join(one["path"])) for one in answer.get("userErrors", [])]


Cases = list[tuple[Member, Any]]
Check = Callable[[dict[str, Any], GraphQLInputObjectType, Member], bool]


async def told_otherwise(
    it: Scaled, cases: Callable[[Scaled, str], Cases], is_right: Check
) -> dict[str, Any]:
    """Asks all mutations with a member that is something else; what was answered where that is not right."""
    silent = {}
    for name, kind in mutations().items():
        given = right(it, name)
        for member, value in cases(it, name):
            answer = await ask(
                it, name, with_member(kind, given, member.path, [value] if member.is_list else value)
            )
            if not is_right(answer, kind, member):
                silent[f"{name} {'.'.join(member.path)} {value!r:.40}"] = told(answer)
    return silent


def wrong_ids(it: Scaled, mutation: str) -> Cases:
    """Ids that lead nowhere: no id, one of another type, and one of nothing."""
    found: Cases = []
    given = right(it, mutation)
    for member in members(mutations()[mutation]):
        if member.kind != "ID":
            continue
        known = given.get(member.name)
        type_name = parsed(known).type_name if isinstance(known, str) else "Commitment"
        other = "Vendor" if type_name != "Vendor" else "Project"
        key = it.site.world.keys(NOON)
        found += [(member, text) for text in ("?", global_id(other, key), global_id(type_name, key))]
    return found


def is_told_to_lead_nowhere(answer: dict[str, Any], kind: GraphQLInputObjectType, member: Member) -> bool:
    """Whether an answer says that an id is wrong: as an error of the request, or at the id's place."""
    errors = {code for code, _ in answer.get("errors", [])}
    if errors:
        return errors <= {"BAD_INPUT", "NOT_FOUND"}
    place = ".".join(place_of(kind, member.path))
    found = {(one["code"], ".".join(one["path"])) for one in answer["userErrors"]}
    # A line is named by one of two ids, so the other one beside it is wrong too.
    told_codes = (
        {"NOT_FOUND", "VALUE_REQUIRED"} if "lineId" in place or "scheduleLineId" in place else {"NOT_FOUND"}
    )
    return any(code in told_codes and place.startswith(at) and at != "input" for code, at in found)


TOO_FINE = {"Amount": "1.001", "Percentage": "1.00001", "Quantity": "1.0000001", "UnitPrice": "1.0000001"}
TOO_LARGE = "99999999999999999999"


def numbers_beyond(_: Scaled, mutation: str) -> Cases:
    """Numbers with too many decimals, and too large ones."""
    found = [one for one in members(mutations()[mutation]) if one.kind in TOO_FINE]
    return [(one, value) for one in found for value in (TOO_FINE[one.kind], TOO_LARGE)]


def is_refused_in_place(answer: dict[str, Any], kind: GraphQLInputObjectType, member: Member) -> bool:
    """Whether a value is refused where it stands."""
    return ("VALUE_INVALID", ".".join(place_of(kind, member.path))) in told(answer)


ODD_TEXTS = ("", "\x07", "x" * 6_000, "ß" * 130, "\u202e", "'; drop table actor; --", "🏗" * 50)


def odd_texts(_: Scaled, mutation: str) -> Cases:
    """Texts that a form would hardly send."""
    found = [one for one in once()[mutation] if one.kind == "String"]
    return [(one, value) for one in found for value in ODD_TEXTS]


def is_taken_or_refused_in_place(
    answer: dict[str, Any], kind: GraphQLInputObjectType, member: Member
) -> bool:
    """Whether nothing is wrong, or what is wrong stands at the member, just above it, or is named."""
    at = ".".join(place_of(kind, member.path)[:-1])
    return all(
        code != "INTERNAL" and (where.startswith(at) or member.name in where) for code, where in told(answer)
    )


ODD_VALUES: dict[str, list[Any]] = {
    "Int": [0, -1, 2**31 - 1, -(2**31)],
    "Amount": ["-1.00", "0", "-0.00", "90000000000000.00", "-90000000000000.00"],
    "Percentage": ["-1.00", "0", "100.0001", "100000.00"],
    "Quantity": ["-1", "0", "9000000000", "0.000001"],
    "UnitPrice": ["-1", "0", "9000000000", "0.000001"],
    "Date": ["1900-01-01", "2199-12-31"],
    "DateTime": ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-10T12:00:00.123456789Z"],
    "Boolean": [False, True],
}


def odd_values(_: Scaled, mutation: str) -> Cases:
    """Values at the edges of their type, and each value of an enumeration."""
    found = [one for one in once()[mutation] if one.name != "dryRun"]
    return [(one, value) for one in found for value in [*ODD_VALUES.get(one.kind, []), *words(one)]]


def words(member: Member) -> list[str]:
    """The values of an enumeration."""
    kind = core().type_map[member.kind]
    return list(kind.values) if isinstance(kind, GraphQLEnumType) else []


def is_no_fault(answer: dict[str, Any], kind: GraphQLInputObjectType, member: Member) -> bool:
    """Whether the server can tell what is wrong, if anything is."""
    return all(code != "INTERNAL" for code, _ in told(answer))


async def test_every_value_is_taken_or_told_to_be_wrong_where_it_stands(
    database: Database, tmp_path: Folder
) -> None:
    it = await large(database, tmp_path)
    assert set(NAMED) == set(mutations())
    async with unchanged(it.site.world):
        taken = {name: told(await ask(it, name, right(it, name))) for name in NAMED}
        assert {name: wrong for name, wrong in taken.items() if wrong} == {}
        assert await told_otherwise(it, wrong_ids, is_told_to_lead_nowhere) == {}
        assert await told_otherwise(it, numbers_beyond, is_refused_in_place) == {}
        assert await told_otherwise(it, odd_texts, is_taken_or_refused_in_place) == {}
        assert await told_otherwise(it, odd_values, is_no_fault) == {}


WRONG: dict[str, list[Any]] = {
    "Amount": ["1e400", 5],
    "Percentage": ["NaN", 1.5],
    "Quantity": ["１２", True],
    "UnitPrice": ["1,5", 1],
    "Date": ["2026-02-30", "9999-12-31", 5],
    "DateTime": ["2026-11-10", 5],
    "Int": [2**31, "1", 1.5],
    "Boolean": ["true", 1],
    "String": ["a\x00b", "\ud800", 5, {"x": 1}],
    "ID": ["\x00", True, 1.5],
}
"""Values that no member of a type takes."""


def wrong_values(_: Scaled, mutation: str) -> Cases:
    """Values of another type, and ones that no database keeps."""
    return [
        (one, value) for one in once()[mutation] for value in (["NOPE", 1] if words(one) else WRONG[one.kind])
    ]


def is_refused_by_name(answer: dict[str, Any], _: GraphQLInputObjectType, member: Member) -> bool:
    """Whether errors of the request were answered, and one names the member."""
    errors = answer.get("errors", [])
    is_bad = bool(errors) and {code for code, _ in errors} <= {"BAD_INPUT", "NOT_FOUND"}
    return is_bad and (member.kind == "ID" or any(member.name in message for _, message in errors))


async def test_what_is_no_value_of_its_type_is_refused_by_name(
    sqlite_database: Database, tmp_path: Folder
) -> None:
    it = await large(sqlite_database, tmp_path)
    async with unchanged(it.site.world):
        assert await told_otherwise(it, wrong_values, is_refused_by_name) == {}
        assert await nulls(it) == {}
        assert await several_or_none(it) == {}
        for name in mutations():
            answer = await ask(it, name, {**right(it, name), "isPaid": True})
            assert [(code, "isPaid" in message) for code, message in answer["errors"]] == [
                ("BAD_INPUT", True)
            ]
            for key in ("", "x" * 256):
                answer = await ask(it, name, {**right(it, name), "idempotencyKey": key})
                wrong = f"idempotencyKey takes 1 to 255 characters; this has {len(key)}."
                assert answer["errors"] == [("BAD_INPUT", wrong)]


async def nulls(it: Scaled) -> dict[str, Any]:
    """Where null is neither taken nor refused by name."""
    silent = {}
    for name, kind in mutations().items():
        for path, is_required in nullable(kind):
            answer = await ask(it, name, with_member(kind, right(it, name), path, None))
            errors = answer.get("errors", [])
            is_bad = [code for code, _ in errors] == ["BAD_INPUT"] and path[-1] in errors[0][1]
            if (is_required or errors) and not is_bad:
                silent[f"{name} {'.'.join(path)}"] = told(answer)
    return silent


def nullable(kind: GraphQLInputObjectType) -> list[tuple[Path, bool]]:
    """All paths of an input, each with whether something must be there."""
    found = [(member.path, member.is_required) for member in members(kind) if member.name != "dryRun"]
    return found + [(path, False) for path, _ in parts(kind)]


async def several_or_none(it: Scaled) -> dict[str, Any]:
    """Where of several ways to say one thing not exactly one is given, and nobody minds."""
    silent = {}
    for name, kind in mutations().items():
        for path, part in parts(kind):
            both = {member: usual(one.type) for member, one in list(part.fields.items())[:2]}
            for value in ({}, both) if part.is_one_of else ():
                given = [value] if place_of(kind, path)[-1] == "0" else value
                answer = await ask(it, name, with_member(kind, right(it, name), path, given))
                if [code for code, _ in answer.get("errors", [])] != ["BAD_INPUT"]:
                    silent[f"{name} {'.'.join(path)} {value}"] = told(answer)
    return silent


NUMBERS = (
    *("1e400", "NaN", "Infinity", "-", "", "１２", "1,5", "+1", "0x10", "1_0", "1.", ".5", " 1", "--1", "½"),
    *("9" * 21, f"1.{'0' * 11}", "-" + "9" * 5_000, 5, 1.5, True, None, ["1"]),
)
DAYS = (
    *("2026-02-30", "2026-2-3", "20261110", "2026-11-10T00:00:00Z", "２０２６-11-10", "", 5),
    *("1899-12-31", "2200-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-2026-11-10"),
)
INSTANTS = (
    *("2026-11-10", "2026-11-10T12:00:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"),
    *("2026-11-10T25:00:00Z", "2026-11-10 12:00:00Z", "２026-11-10T12:00:00Z", 5),
)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        *((kind, NUMBERS) for kind in ("Amount", "Percentage", "Quantity", "UnitPrice")),
        ("Date", DAYS),
        ("DateTime", INSTANTS),
    ],
)
async def test_a_scalar_takes_what_it_says_and_nothing_else(
    sqlite_database: Database, kind: str, values: tuple[Any, ...]
) -> None:
    world = World(sqlite_database)
    ada = await world.person("Ada")
    filters = {"Amount": "revisedSum: {gt: $x}", "DateTime": "updatedAt: {gte: $x}"}
    if kind in filters:
        asked = f"query($x: {kind}!) {{ commitments(filter: {{ {filters[kind]} }}) {{ totalCount }} }}"
    else:
        asked = USES[kind]
    for value in values:
        told_answer = await world.ask(ada, asked, {"x": value})
        assert [one["extensions"]["code"] for one in told_answer["errors"]] == ["BAD_INPUT"], value
        assert "'$x'" in told_answer["errors"][0]["message"]


LINE = 'commitmentId: "?", lines: [{itemNumber: "1", description: "x", '
USES = {
    kind: f"""mutation($x: {kind}!) {{
      replaceScheduleOfValues(input: {{{LINE} {member}: $x}}]}}) {{ warnings {{ code }} }}
    }}"""
    for kind, member in (("Percentage", "taxRate"), ("Quantity", "quantity"), ("UnitPrice", "unitPrice"))
} | {
    "Date": """mutation($x: Date!) {
      completeCommitment(input: {commitmentId: "?", completedOn: $x}) { warnings { code } }
    }""",
}
"""Documents that take a value of a scalar as $x."""
