"""Bad input: each a clear error that says where, nothing changed, and never a fault of the server.

Generated over every member of every mutation's input, at a site on which each mutation has something to do.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path as Folder
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType

from claimgraph.api import core
from claimgraph.schema.identity import global_id, parsed
from claimgraph.storage.database import Database
from tests.api.inputs import Member, Path, members, mutations, parts, place_of, usual, with_member
from tests.api.questions import do
from tests.api.scaled import Scaled, scaled, viewer_of
from tests.api.site import rows, unchanged
from tests.world import NOON, id_of

BY_CONTACT = {"createClaim", "updateClaim", "moveClaim", "submitClaim", "withdrawClaim", "deleteClaim"}

NAMED: dict[str, dict[str, str]] = {
    "createPerson": {"companyId": "account", "email": "!mei@x.example"},
    "updatePerson": {"personId": "employee of its vendor"},
    "updateEmployment": {"employmentId": "employment"},
    "endEmployment": {"employmentId": "employment"},
    "createServiceAccount": {"companyId": "account"},
    "updateServiceAccount": {"serviceAccountId": "service account"},
    "createAccessToken": {"serviceAccountId": "service account"},
    "revokeAccessToken": {"accessTokenId": "token"},
    "updateCompany": {"companyId": "account"},
    "createVendor": {"accountId": "account"},
    "updateVendor": {"vendorId": "vendor"},
    "createProject": {"accountId": "account"},
    "updateProject": {"projectId": "project"},
    "grantProjectAccess": {"projectId": "project", "actorId": "colleague without a level"},
    "revokeProjectAccess": {"projectAccessId": "level to take away"},
    "openBillingPeriod": {
        "projectId": "project",
        "startsOn": "next month: first day",
        "endsOn": "next month: last day",
        "dueOn": "next month: due day",
    },
    "updateBillingPeriod": {"periodId": "other project: open period"},
    "deleteBillingPeriod": {"periodId": "empty period"},
    "closeBillingPeriod": {"periodId": "other project: open period"},
    "createCommitment": {"projectId": "project", "vendorId": "vendor"},
    "updateCommitment": {"commitmentId": "draft commitment"},
    "approveCommitment": {"commitmentId": "commitment out for signature"},
    "voidCommitment": {"commitmentId": "draft commitment"},
    "deleteCommitment": {"commitmentId": "draft commitment"},
    "sendCommitmentForSignature": {"commitmentId": "draft commitment"},
    "reopenCommitment": {"commitmentId": "commitment without claims"},
    "completeCommitment": {"commitmentId": "commitment without claims"},
    "terminateCommitment": {"commitmentId": "commitment without claims"},
    "setInternalNote": {"subjectId": "draft commitment"},
    "designateClaimContact": {"commitmentId": "draft commitment", "personId": "employee of its vendor"},
    "removeClaimContact": {"claimContactId": "commitment with retention: contact Sofia Lindqvist"},
    "replaceScheduleOfValues": {"commitmentId": "draft commitment"},
    "importScheduleOfValues": {"commitmentId": "draft commitment"},
    "createClaim": {"commitmentId": "commitment with retention"},
    "updateClaim": {"claimId": "draft claim"},
    "moveClaim": {"claimId": "stuck draft"},
    "submitClaim": {"claimId": "filled draft"},
    "withdrawClaim": {"claimId": "claim to withdraw"},
    "voidClaim": {"claimId": "claim to void"},
    "deleteClaim": {"claimId": "draft to drop"},
    "startAssessment": {"claimId": "claim just submitted"},
    "assessClaim": {"claimId": "claim to assess"},
    "approveClaim": {"claimId": "assessed claim"},
    "returnClaim": {"claimId": "claim to return"},
    "createUpload": {"mediaType": "!text/csv", "sha256": f"!{'9f' * 32}"},
}
"""What each mutation is asked with, by the names of the site's things; a text that begins with "!" is itself."""

CSV = "Item No.,Description,Amount\n1,Steel,10.00\n"
FIELDS = {"createCommitment": {"fields": {"title": "Steel", "originalSum": "10.00"}}}
LINES = {
    "replaceScheduleOfValues": {"lines": [{"itemNumber": "1", "description": "x", "scheduledValue": "1.00"}]},
    "importScheduleOfValues": {"source": {"csv": CSV}},
}


@pytest.fixture
async def it(database: Database, tmp_path: Folder) -> AsyncIterator[Scaled]:
    """The site, with the ids of what else is named."""
    found = await scaled(database, 1, tmp_path)
    world, site = found.site.world, found.site
    from claimgraph import models

    (employment,) = await rows(world, models.Employment, person_id=site.employee.key)
    token = (await rows(world, models.AccessToken, owner_id=site.administrator.key))[0]
    period = (await rows(world, models.BillingPeriod, project_id=site.project.id))[-1]
    found.names |= {
        "employment": id_of("Employment", employment),
        "token": id_of("AccessToken", token),
        "empty period": id_of("BillingPeriod", period),
    }
    yield found


def right(it: Scaled, mutation: str) -> dict[str, Any]:
    """An input that nothing stands against."""
    given = usual(mutations()[mutation]) | FIELDS.get(mutation, {}) | LINES.get(mutation, {})
    for name, told in NAMED[mutation].items():
        given[name] = told[1:] if told.startswith("!") else it.names[told]
    return {**given, "dryRun": True}


async def ask(it: Scaled, mutation: str, given: Any) -> dict[str, Any]:
    """What a mutation answers."""
    viewer = viewer_of(it, "contact" if mutation in BY_CONTACT else "administrator")
    return await do(it.site.world, viewer, mutation, "__typename", **given)


def told(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What is wrong: codes, each with where it is or what is said."""
    errors = [(code, message) for code, message in answer.get("errors", [])]
    return errors + [(one["code"], ".".join(one["path"])) for one in answer.get("userErrors", [])]


async def test_each_mutation_takes_what_is_right(it: Scaled) -> None:
    assert set(NAMED) == set(mutations())
    async with unchanged(it.site.world):
        found = {name: told(await ask(it, name, right(it, name))) for name in NAMED}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def wrong_ids(it: Scaled, known: Any) -> dict[str, str]:
    """Ids that lead nowhere: no id, one of another type, one of nothing, one of a stranger's."""
    type_name = parsed(known).type_name if isinstance(known, str) and known != "?" else "Commitment"
    other = "Vendor" if type_name != "Vendor" else "Project"
    return {
        "malformed": "?",
        "of another type": global_id(other, it.site.world.keys(NOON)),
        "of nothing": global_id(type_name, it.site.world.keys(NOON)),
    }


async def test_an_id_that_leads_nowhere_is_told_where_it_stands(it: Scaled) -> None:
    silent: dict[str, Any] = {}
    async with unchanged(it.site.world):
        for name, kind in mutations().items():
            given = right(it, name)
            for member in members(kind):
                if member.kind != "ID":
                    continue
                for what, text in wrong_ids(it, given.get(member.name)).items():
                    value = [text] if member.is_list else text
                    answer = await ask(it, name, with_member(kind, given, member.path, value))
                    if not is_told(answer, kind, member):
                        silent[f"{name} {'.'.join(member.path)} {what}"] = told(answer)
    assert silent == {}


def is_told(answer: dict[str, Any], kind: GraphQLInputObjectType, member: Member) -> bool:
    """Whether an answer says that an id is wrong: as an error of the request, or at the id's place."""
    place = ".".join(place_of(kind, member.path))
    errors = {code for code, _ in answer.get("errors", [])}
    if errors:
        return errors <= {"BAD_INPUT", "NOT_FOUND"}
    found = {(one["code"], ".".join(one["path"])) for one in answer["userErrors"]}
    return any(code == "NOT_FOUND" and place.startswith(at) and at != "input" for code, at in found)


NUMBERS = ["1e400", "NaN", "Infinity", "-", "", "１２", "1,5", "+1", "0x10", "1_0", "1.", ".5", " 1", 5, 1.5, True]
NUMBERS += ["9" * 21, f"1.{'0' * 11}", "-" + "9" * 5_000]
WRONG: dict[str, list[Any]] = {
    "Amount": NUMBERS,
    "Percentage": NUMBERS,
    "Quantity": NUMBERS,
    "UnitPrice": NUMBERS,
    "Date": [
        *("2026-02-30", "2026-2-3", "20261110", "2026-11-10T00:00:00Z", "２０２６-11-10", "", 5),
        *("1899-12-31", "2200-01-01", "0001-01-01", "9999-12-31", "10000-01-01"),
    ],
    "DateTime": ["2026-11-10", "2026-11-10T12:00:00", "9999-12-31T23:59:59-12:00", "2026-11-10T25:00:00Z", 5],
    "Int": [2**31, -(2**31) - 1, "1", 1.5, True],
    "Boolean": ["true", 1, ""],
    "String": ["a\x00b", "\ud800", 5, ["x", "y"], {"x": 1}],
    "ID": ["\x00", True, 1.5, {"x": 1}],
}
"""Values that no member of a type takes."""


def wrong_values(member: Member) -> list[Any]:
    """Values that a member does not take."""
    kind = core().type_map[member.kind]
    return ["NOPE", "", 1, True, {"x": 1}] if isinstance(kind, GraphQLEnumType) else WRONG[member.kind]


async def test_what_no_member_of_its_type_takes_is_refused_by_name(it: Scaled) -> None:
    silent: dict[str, Any] = {}
    async with unchanged(it.site.world):
        for name, kind in mutations().items():
            given = right(it, name)
            for member in members(kind):
                for value in wrong_values(member):
                    told_value = [value] if member.is_list else value
                    answer = await ask(it, name, with_member(kind, given, member.path, told_value))
                    if not is_refused_by_name(answer, member):
                        silent[f"{name} {'.'.join(member.path)} {value!r:.40}"] = told(answer)
    assert silent == {}


def is_refused_by_name(answer: dict[str, Any], member: Member) -> bool:
    """Whether nothing but errors of the request were answered, and one names the member."""
    errors = answer.get("errors", [])
    is_bad = bool(errors) and {code for code, _ in errors} <= {"BAD_INPUT", "NOT_FOUND"}
    return is_bad and (member.kind == "ID" or any(member.name in message for _, message in errors))


TOO_FINE = {"Amount": "1.001", "Percentage": "1.00001", "Quantity": "1.0000001", "UnitPrice": "1.0000001"}
TOO_LARGE = dict.fromkeys(TOO_FINE, "99999999999999999999")


async def test_numbers_beyond_what_is_kept_are_refused_where_they_stand(it: Scaled) -> None:
    silent: dict[str, Any] = {}
    async with unchanged(it.site.world):
        for name, kind in mutations().items():
            given = right(it, name)
            for member in members(kind):
                for value in (TOO_FINE.get(member.kind), TOO_LARGE.get(member.kind)):
                    if value is None:
                        continue
                    answer = await ask(it, name, with_member(kind, given, member.path, value))
                    at = ".".join(place_of(kind, member.path))
                    if ("VALUE_INVALID", at) not in told(answer):
                        silent[f"{name} {at} {value}"] = told(answer)
    assert silent == {}


ODD_TEXTS = ["", " ", "\x07", "a\nb", "x" * 100_000, "ß" * 130, "\u202e", "'; drop table actor; --", "🏗" * 50]


async def test_texts_are_taken_or_refused_where_they_stand(it: Scaled) -> None:
    silent: dict[str, Any] = {}
    async with unchanged(it.site.world):
        for name, kind in mutations().items():
            given = right(it, name)
            for member in members(kind):
                for value in ODD_TEXTS if member.kind == "String" else ():
                    answer = await ask(it, name, with_member(kind, given, member.path, value))
                    at = ".".join(place_of(kind, member.path))
                    if not all(is_at(code, where, at, member) for code, where in told(answer)):
                        silent[f"{name} {at} {value!r:.20}"] = told(answer)
                if member.kind == "String" and len(member.path) == 1 and member.name != "csv":
                    answer = await ask(it, name, with_member(kind, given, member.path, "x" * 100_000))
                    if not told(answer):
                        silent[f"{name} {member.name} endless"] = []
    assert silent == {}


def is_at(code: str, where: str, at: str, member: Member) -> bool:
    """Whether a refusal concerns a member: it stands there, or just above, or its message names it."""
    return code != "INTERNAL" and (where.startswith(at.rpartition(".")[0]) or member.name in where)


ODD_NUMBERS: dict[str, list[Any]] = {
    "Int": [0, -1, 2**31 - 1, -(2**31)],
    "Amount": ["-1.00", "0", "-0.00", "90000000000000.00", "-90000000000000.00"],
    "Percentage": ["-1.00", "0", "100.0001", "100000.00"],
    "Quantity": ["-1", "0", "9000000000", "0.000001"],
    "UnitPrice": ["-1", "0", "9000000000", "0.000001"],
    "Date": ["1900-01-01", "2199-12-31"],
    "DateTime": ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-10T12:00:00.123456789Z"],
    "Boolean": [False, True],
}


async def test_odd_values_of_the_right_type_are_no_fault_of_the_server(it: Scaled) -> None:
    faults: dict[str, Any] = {}
    async with unchanged(it.site.world):
        for name, kind in mutations().items():
            given = right(it, name)
            for member in members(kind):
                for value in [*ODD_NUMBERS.get(member.kind, []), *every_word(member)]:
                    if member.name == "dryRun":
                        continue
                    told_value = [value] if member.is_list else value
                    answer = await ask(it, name, with_member(kind, given, member.path, told_value))
                    if any(code == "INTERNAL" for code, _ in told(answer)):
                        faults[f"{name} {'.'.join(member.path)} {value}"] = told(answer)
    assert faults == {}


def every_word(member: Member) -> list[str]:
    """The values of an enumeration."""
    kind = core().type_map[member.kind]
    return list(kind.values) if isinstance(kind, GraphQLEnumType) else []


async def test_null_clears_or_is_left_out_or_is_refused_by_name(it: Scaled) -> None:
    silent: dict[str, Any] = {}
    async with unchanged(it.site.world):
        for name, kind in mutations().items():
            given = right(it, name)
            for path, is_required in nullable(kind):
                answer = await ask(it, name, with_member(kind, given, path, None))
                errors = answer.get("errors", [])
                is_bad = [code for code, _ in errors] == ["BAD_INPUT"] and path[-1] in errors[0][1]
                if (is_required and not is_bad) or (errors and not is_bad):
                    silent[f"{name} {'.'.join(path)}"] = told(answer)
    assert silent == {}


def nullable(kind: GraphQLInputObjectType) -> list[tuple[Path, bool]]:
    """All paths of an input, each with whether something must be there."""
    found = [(member.path, member.is_required) for member in members(kind) if member.name != "dryRun"]
    return found + [(path, False) for path, _ in parts(kind)]


async def test_of_several_ways_to_say_one_thing_exactly_one_is_given(it: Scaled) -> None:
    silent: dict[str, Any] = {}
    async with unchanged(it.site.world):
        for name, kind in mutations().items():
            given = right(it, name)
            for path, part in parts(kind):
                if not part.is_one_of:
                    continue
                both = {member: usual(one.type) for member, one in list(part.fields.items())[:2]}
                for value in ({}, both):
                    answer = await ask(it, name, with_list(kind, given, path, value))
                    if [code for code, _ in answer.get("errors", [])] != ["BAD_INPUT"]:
                        silent[f"{name} {'.'.join(path)} {value}"] = told(answer)
    assert silent == {}


def with_list(kind: GraphQLInputObjectType, given: Any, path: Path, value: Any) -> Any:
    """An input with something else at a path, as a list where there is one."""
    is_list = place_of(kind, path)[-1] == "0"
    return with_member(kind, given, path, [value] if is_list else value)


async def test_a_member_that_there_is_not_is_told(it: Scaled) -> None:
    async with unchanged(it.site.world):
        for name in mutations():
            answer = await ask(it, name, {**right(it, name), "isPaid": True})
            assert [code for code, _ in answer["errors"]] == ["BAD_INPUT"]
            assert "isPaid" in answer["errors"][0][1]


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_a_key_has_1_to_255_letters(sqlite_database: Database, tmp_path: Folder, key: str) -> None:
    it = await scaled(sqlite_database, 1, tmp_path)
    given = {**right(it, "createVendor"), "dryRun": False, "idempotencyKey": key}
    async with unchanged(it.site.world):
        answer = await ask(it, "createVendor", given)
    assert answer["errors"] == [
        ("BAD_INPUT", f"idempotencyKey takes 1 to 255 characters; this has {len(key)}.")
    ]
