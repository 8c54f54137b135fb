"""How many statements an operation needs: fixed by its shape, whatever there is to be told.

Every saved operation of the first stage runs at a site, and at one three times as large.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from graphql import ObjectFieldNode, ObjectValueNode, Visitor, parse, print_ast, visit
from graphql.language import (
    ArgumentNode,
    BooleanValueNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
)

from claimgraph.server.operations import FOLDER
from claimgraph.storage.database import Database, Statement
from tests.api.scaled import LINES, Scaled, scaled, viewer_of

COUNTS = {
    "01": 7,  # CreateProject
    "02": 9,  # CreateVendor
    "03": 13,  # CreatePerson
    "04": 11,  # GrantProjectAccess
    "05": 13,  # CreateCommitment
    "06": 5,  # CreateUpload
    "07": 16,  # PreviewScheduleImport
    "08": 19,  # ImportScheduleOfValues
    "09": 25,  # DesignateClaimContact
    "10": 7,  # ApproveCommitment
    "11": 11,  # OpenBillingPeriod
    "12": 33,  # SubmissionReadiness
    "13": 5,  # AllowCollaboratorsToSubmit
    "14": 14,  # ContactDashboard
    "15": 28,  # StartClaim
    "16": 6,  # ClaimForm
    "17": 27,  # SaveClaim
    "18": 24,  # SubmitClaim
    "19": 25,  # WithdrawClaim
    "20": 5,  # AssessmentInbox
    "21": 5,  # AssessmentScreen
    "22": 23,  # AssessClaim
    "23": 27,  # ReturnClaim
    "24": 43,  # ReviseAndResubmit
    "25": 35,  # ApproveClaim
    "26": 31,  # NextClaim
    "27": 33,  # FileClaimOnBehalf
    "28": 17,  # VoidClaim
    "29": 8,  # CommitmentList
    "30": 7,  # BillingPeriodBoard
    "31": 5,  # WhoSeesThisCommitment
    "32": 19,  # StopPerson
    "33": 10,  # IssueServiceToken
    "34": 6,  # WhoAmI
    "35": 3,  # ThingsByIds
    "36": 20,  # EditScheduleByHand
    "37": 19,  # RemoveContact
    "38": 9,  # TakeAccessAway
    "39": 10,  # CloseMonth
    "40": 8,  # SetUpIntegration
    "41": 12,  # DropDraft
    "42": 16,  # SetRetentionPolicy
    "43": 32,  # ClaimRetention
    "44": 24,  # ConfirmNilClaim
    "45": 23,  # MoveDraft
    "46": 22,  # StartAssessment
    "47": 22,  # CertifyWithDeduction
    "48": 7,  # StepBackCommitment
    "49": 7,  # NoteForColleagues
}
"""Statements of each operation, those apart that only begin, keep or mark a transaction."""

ONE_THING = {
    *("01", "02", "03", "04", "05", "06", "10", "11", "13", "18", "19", "24", "25", "27", "28", "33", "40"),
    *("41", "42", "44", "45", "46", "47", "48", "49"),
}
"""Operations that show one thing, however much there is; the answers of all others grow."""


class DryRun(Visitor):
    """Has each mutation that is written out in a document undone."""

    def leave_argument(self, node: Any, *_: Any) -> Any:
        """Adds `dryRun: true` to an input that is written out."""
        if node.name.value != "input" or isinstance(node.value, VariableNode):
            return None
        if any(one.name.value == "dryRun" for one in node.value.fields):
            return None
        dry = ObjectFieldNode(name=NameNode(value="dryRun"), value=BooleanValueNode(value=True))
        return ArgumentNode(name=node.name, value=ObjectValueNode(fields=(*node.value.fields, dry)))


def operations() -> dict[str, tuple[str, str, Any]]:
    """The operations of the first stage by number: role, document, variables."""
    found = {}
    for path in sorted(FOLDER.glob("*.graphql")):
        number, role, _ = path.stem.split("-")
        if int(number) < 50:
            found[number] = (role, path.read_text(), json.loads(path.with_suffix(".json").read_text()))
    return found


def dry(document: str, variables: Any) -> str:
    """The document with its mutations undone at the end."""
    tree = parse(document)
    (operation,) = [one for one in tree.definitions if isinstance(one, OperationDefinitionNode)]
    if operation.operation is not OperationType.MUTATION:
        return document
    if "input" in variables:
        variables["input"] |= {"dryRun": True}
    return print_ast(visit(tree, DryRun()))


def filled(value: Any, names: dict[str, Any]) -> Any:
    """Variables with what their names in pointed brackets stand for."""
    if isinstance(value, dict):
        return {key: filled(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, names) for one in value]
    if isinstance(value, str) and (found := re.fullmatch("<(.+)>", value)):
        return names[found[1]]
    return value


def grown(number: str, variables: Any, it: Scaled) -> Any:
    """Variables that say as much more as the site is larger."""
    many = range(1, it.lines + 1)
    if number == "07":
        lines = "".join(f"{place},Item {place},1.00\n" for place in many)
        variables["source"]["csv"] = f"Item No.,Description of Work,Scheduled Value\n{lines}"
    if number == "35":
        names = [name for name in it.names if name.startswith("returned claim: line")]
        variables["ids"] += [it.names["returned claim"], *(it.names[name] for name in names)]
    if number in ("17", "22", "24", "27", "36"):
        target = variables.get("input", variables)
        target["lines"] = LINES_OF[number](it)
    return variables


LINES_OF = {
    "17": lambda it: [
        {"lineId": one, "work": {"amountThisPeriod": "80.00"}, "note": "Dockets"}
        for one in it.lines_of("draft claim")
    ],
    "22": lambda it: (
        [
            {"lineId": one, "decision": "REDUCED", "work": {"amountThisPeriod": "0.00"}, "reason": "Not seen"}
            for one in it.lines_of("claim to assess")[:1]
        ]
        + [{"lineId": one, "decision": "ACCEPTED"} for one in it.lines_of("claim to assess")[1:]]
    ),
    "24": lambda it: [
        {"lineId": one, "work": {"amountThisPeriod": "70.00"}} for one in it.lines_of("returned claim")
    ],
    "27": lambda it: [
        {"scheduleLineId": one, "work": {"percentToDate": "50.00"}}
        for one in it.lines_of("commitment claimed on paper")
    ],
    "36": lambda it: (
        [
            {"id": one, "itemNumber": f"A{place}", "description": "Other", "scheduledValue": "10.00"}
            for place, one in enumerate(it.lines_of("draft with two lines")[LINES // 2 :])
        ]
        + [
            {"itemNumber": f"B{place}", "description": "New", "scheduledValue": "1.00"}
            for place in range(it.lines)
        ]
    ),
}
"""Lines of an input, as many as the site has."""


async def run(it: Scaled, number: str, told: tuple[str, str, Any]) -> tuple[int, int]:
    """Runs an operation; how many statements it needed, and how long its answer is."""
    role, document, variables = told
    variables = grown(number, filled(variables, it.names), it)
    heard: list[Statement] = []
    document = dry(document, variables)
    with it.site.world.database.listen(heard.append):
        answer = await it.site.world.ask(viewer_of(it, role), document, variables)
    assert "errors" not in answer, (number, answer["errors"])
    assert not any(one.get("userErrors") for one in answer["data"].values() if isinstance(one, dict)), answer
    return sum(not one.is_control for one in heard), len(json.dumps(answer["data"]))


async def test_an_operation_needs_as_many_statements_for_three_times_the_rows(
    database: Database, tmp_path: Path
) -> None:
    statements, lengths = [], []
    for times in (1, 3):
        it = await scaled(database, times, tmp_path)
        found = {number: await run(it, number, told) for number, told in operations().items()}
        statements.append({number: count for number, (count, _) in found.items()})
        lengths.append({number: length for number, (_, length) in found.items()})
    assert statements[0] == COUNTS
    assert statements[1] == COUNTS
    assert {number for number in COUNTS if lengths[1][number] <= lengths[0][number]} == ONE_THING
