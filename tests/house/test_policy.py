"""The committed rule book is the one that the server runs by, and every rule stands in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimgraph import api, models
from claimgraph.auth.expressions import Along, Expression, Me, Running, Under, attribute, has
from claimgraph.auth.guards import ADMINISTRATORS, OpenTo
from claimgraph.auth.wording import ways_in
from claimgraph.resolvers.action import ACTIONS
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.schema.declared import TYPES
from tests.house.sources import ROOT

COMMITTED = ROOT / "docs" / "policy.md"


def cells(book: str, name: str) -> list[str]:
    """The cells of the first line of a table that begins with a name."""
    line = next(line for line in book.splitlines() if line.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_the_committed_rule_book_is_the_one_in_force() -> None:
    assert COMMITTED.read_text("utf8") == api.policy(), "write it anew with `make schema`"


def test_it_tells_who_sees_each_guarded_field() -> None:
    book = api.policy()
    assert cells(book, "Commitment.internalNote") == ["yes", "yes", "yes", "-", ""]
    assert cells(book, "Project.access") == ["yes", "-", "-", "-", ""]
    assert cells(book, "ScheduleLine.balanceToFinish") == [
        *("yes", "yes", "yes", "unless HIDE_BALANCE_FROM_CONTACTS", "")
    ]


def test_it_tells_to_whom_each_mutation_is_open_and_what_it_refuses() -> None:
    assert cells(api.policy(), "withdrawClaim") == [
        *("ProgressClaim", "yes", "-", "-", "yes", ""),
        "CLAIM_NOT_UNDER_REVIEW, ASSESSMENT_STARTED, PERIOD_PAST_DUE, REASON_REQUIRED",
    ]


def test_it_tells_the_ways_in_to_every_type() -> None:
    book = api.policy()
    ways = book.partition("### Commitment\n")[2].partition("| field |")[0].splitlines()
    contact = ways.index("- **C** when one of these holds:")
    assert (
        ways[contact + 1]
        == "  - the viewer is designated on it, and the viewer works for its vendor's company"
    )
    assert [name for name in TYPES if TYPES[name].model and f"### {name}\n" not in book] == ["Actor"]


def test_another_audience_is_another_book(monkeypatch: pytest.MonkeyPatch) -> None:
    title = replace(TYPES["Commitment"].fields["title"], to=ADMINISTRATORS)
    known = TYPES["Commitment"]
    monkeypatch.setitem(TYPES, "Commitment", replace(known, fields={**known.fields, "title": title}))
    assert cells(api.policy(), "Commitment.title") == ["yes", "-", "-", "-", ""]


def test_another_opening_is_another_book(monkeypatch: pytest.MonkeyPatch) -> None:
    wider = OpenTo(Standing.ADMINISTRATOR | Standing.READER)
    monkeypatch.setitem(ACTIONS, "void_claim", replace(ACTIONS["void_claim"], open_to=wider))
    assert cells(api.policy(), "voidClaim")[1:4] == ["yes", "-", "yes"]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (has(models.Employment, at="vendor.company"), ["the viewer works for its vendor's company"]),
        (
            has(models.ProjectAccess, at="id", level=AccessLevel.ADMIN) | Me("actor"),
            ["the viewer has ADMIN on it", "its actor is the viewer"],
        ),
        (
            has(models.Designation, at="id") & (attribute("is_private", False) | Running(also_future=True)),
            [
                "the viewer is designated on it, and it is not private",
                "the viewer is designated on it, and it runs or is to begin",
            ],
        ),
        (
            Along("project", Under(models.Commitment, "project", has(models.Designation, at="id"))),
            ["its project is the project of a commitment, and the viewer is designated on the commitment"],
        ),
    ],
)
def test_a_rule_is_told_way_by_way(expression: Expression, words: list[str]) -> None:
    assert ways_in(expression) == words
