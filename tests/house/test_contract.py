"""What is served is the contract that was agreed, and what is committed is what is served.

Documents are compared by what stands in them: definitions, fields and arguments by name, with their types,
defaults, interfaces and directives; order and comments do not count. More than the contract may be served.
"""

from __future__ import annotations

from functools import cache

from graphql import build_schema, get_named_type, parse, print_ast

from claimgraph import api
from tests.house.documents import Part, parts
from tests.house.sources import ROOT

AGREED = ROOT / "tests" / "data" / "stage1.graphql"
COMMITTED = ROOT / "schema.graphql"

OTHER_WORDS = {
    "GrantProjectAccessPayload.projectAccess": "a refusal shows no access, for none was given",
}
"""Descriptions that differ from the contract's, and why."""


@cache
def contract() -> str:
    """The contract as it is served."""
    return api.sdl()


def differences(served: dict[str, Part], agreed: dict[str, Part]) -> list[str]:
    """What is missing, and what is not as agreed."""
    return [
        f"{path}: {told}"
        for path, wanted in agreed.items()
        for told in (_compared(served[path], wanted) if path in served else ["is not served"])
    ]


def _compared(served: Part, agreed: Part) -> list[str]:
    pairs = {
        "type": (served.what, agreed.what),
        "default": (served.default, agreed.default),
        "interfaces": (sorted(served.interfaces), sorted(agreed.interfaces)),
        "directives": (sorted(served.directives), sorted(agreed.directives)),
    }
    return [
        f"{name} is {ours}, agreed is {theirs}" for name, (ours, theirs) in pairs.items() if ours != theirs
    ]


def test_everything_that_was_agreed_is_served_as_agreed() -> None:
    assert differences(parts(contract()), parts(AGREED.read_text("utf8"))) == []


def test_everything_that_is_served_is_described() -> None:
    assert [path for path, part in parts(contract()).items() if not part.description.strip()] == []


def test_descriptions_are_those_of_the_contract() -> None:
    served, agreed = parts(contract()), parts(AGREED.read_text("utf8"))
    other = {
        path for path, part in agreed.items() if path in served and served[path].own_words != part.own_words
    }
    assert other == OTHER_WORDS.keys()


def test_the_committed_contract_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text("utf8") == contract(), "write it anew with `make schema`"


def test_the_contract_builds_a_schema_of_its_own() -> None:
    built = build_schema(contract())
    assert built.type_map.keys() >= {"Commitment", "ProgressClaim", "Query", "Mutation"}
    assert print_ast(parse(contract())) + "\n" == contract()


def test_introspection_shows_the_directives_with_their_defaults() -> None:
    schema = api.core()
    semantic = schema.get_directive("semanticNonNull")
    rows = schema.get_directive("rows")
    assert semantic and rows and schema.description
    assert semantic.args["levels"].default_value == [0]
    assert get_named_type(rows.args["scope"].type) is schema.type_map["RowScope"]


# Culprits

CLAIM = 'type Claim @rows(scope: COMMITMENT) { "Counts." number(first: Int = 1): Int! }'


def test_each_kind_of_difference_is_found() -> None:
    changes = {
        ("number", "count"): ["Claim.number: is not served", "Claim.number(first): is not served"],
        ("Int!", "Int"): ["Claim.number: type is Int, agreed is Int!"],
        ("= 1", "= 2"): ["Claim.number(first): default is 2, agreed is 1"],
        ("(scope: COMMITMENT)", "(scope: PARENT)"): [
            "Claim: directives is ['@rows(scope: PARENT)'], agreed is ['@rows(scope: COMMITMENT)']"
        ],
        ("Claim @", "Claim implements Node @"): ["Claim: interfaces is ['Node'], agreed is []"],
    }
    for (old, new), found in changes.items():
        assert differences(parts(CLAIM.replace(old, new)), parts(CLAIM)) == found


def test_order_comments_and_more_than_was_agreed_are_fine() -> None:
    more = f'# more\n"More." type More {{ "One." one: Int }}\n{CLAIM}'
    assert differences(parts(more), parts(CLAIM)) == []
