"""Nothing is open by forgetting: what has no rule, or asks for what is not there, stops the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any
from uuid import UUID

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLNonNull,
    build_schema,
)

from claimgraph import api, models
from claimgraph.auth.expressions import attribute, has
from claimgraph.auth.guards import EVERYONE, MEMBERS_ONLY, OpenTo, VisibleTo
from claimgraph.auth.scopes import PROJECT, Scope
from claimgraph.resolvers.action import ACTIONS
from claimgraph.resolvers.gaps import Incomplete, check
from claimgraph.resolvers.reader.asked import ANSWERERS
from claimgraph.resolvers.reader.leads import guarded_columns
from claimgraph.resolvers.reader.statements import reach_of
from claimgraph.rules.standing import NOBODY, Standing
from claimgraph.rules.vocabulary import RowScope
from claimgraph.schema.declared import TYPES, Asked, Column, Derived, Field, Many, Named, One, Page, Part
from claimgraph.schema.lists import FILTERS, ORDERS, Member
from claimgraph.schema.reach import Beside, Sql


def found() -> list[str]:
    """The gaps of the schema as it stands now."""
    try:
        check(api.core())
    except Incomplete as incomplete:
        return incomplete.gaps
    return []


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    api.core()
    yield
    reach_of.cache_clear()
    guarded_columns.cache_clear()


@dataclass
class Declaring:
    """Declares a fault, and answers what is found then."""

    patch: pytest.MonkeyPatch

    def field(self, declared: Field, on: str = "Commitment") -> list[str]:
        """A field `culprit` on a type."""
        known = TYPES[on]
        fields = {**known.fields, "culprit": replace(declared, name="culprit")}
        self.patch.setitem(TYPES, on, replace(known, fields=fields))
        return found()

    def type(self, on: str, **changed: Any) -> list[str]:
        """Another declaration of a type."""
        self.patch.setitem(TYPES, on, replace(TYPES[on], **changed))
        return found()

    def reach(self, reached: Any) -> list[str]:
        """A name `culprit` that commitments reach."""
        reach_of.cache_clear()
        return self.type("Commitment", reach={**TYPES["Commitment"].reach, "culprit": reached})

    def action(self, name: str, **changed: Any) -> list[str]:
        """Another declaration of a mutation."""
        self.patch.setitem(ACTIONS, name, replace(ACTIONS[name], **changed))
        return found()


@pytest.fixture
def declaring(monkeypatch: pytest.MonkeyPatch) -> Declaring:
    """Faults that go when the test ends."""
    return Declaring(monkeypatch)


def test_nothing_is_missing() -> None:
    assert found() == []


def test_the_check_takes_less_than_a_second() -> None:
    begun = perf_counter()
    check(api.core())
    assert perf_counter() - begun < 1


def test_a_gap_stops_the_start_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ANSWERERS, ("Project", "totals"))
    with pytest.raises(Incomplete, match=r"does not start.*\n  Project\.totals: nobody answers it"):
        check(api.core())


# What the schema shows


def shown(text: str) -> list[str]:
    """The gaps of a schema written by hand, of which nothing is declared."""
    with pytest.raises(Incomplete) as stopped:
        check(build_schema(text))
    return stopped.value.gaps


def test_a_type_without_a_rule_is_found() -> None:
    assert "Secret: no rule says which of its rows exist; declare it with node or part_type." in shown(
        "type Query { secret: Secret } type Secret { text: String }"
    )


def test_a_query_without_a_rule_is_found() -> None:
    assert "Query.secret: no rule says who may ask; make it with @query." in shown(
        "type Query { secret: String }"
    )


def test_a_mutation_without_a_rule_is_found() -> None:
    text = "type Query { a: Int } type Mutation { wipe: Int }"
    assert "Mutation.wipe: no rule says to whom it is open; say `open_to=`." in shown(text)


def test_a_field_without_a_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = api.core().type_map["Commitment"].fields  # type: ignore[attr-defined]  # an object type
    monkeypatch.setitem(fields, "culprit", GraphQLField(GraphQLInt))
    assert found() == ["Commitment.culprit: no rule says who sees it; say `to=`."]


def test_an_argument_without_a_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    field = api.core().type_map["Commitment"].fields["title"]  # type: ignore[attr-defined]  # an object type
    monkeypatch.setitem(field.args, "culprit", GraphQLArgument(GraphQLInt))
    assert found() == ["Commitment.title(culprit): no rule says what it does; nothing would come of it."]


def test_a_guarded_field_that_is_not_nullable_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    field = api.core().type_map["Commitment"].fields["internalNote"]  # type: ignore[attr-defined]  # an object type
    monkeypatch.setattr(field, "type", GraphQLNonNull(field.type))
    assert found() == [
        "Commitment.internalNote: it is guarded, so it must be nullable; "
        "a refusal would null the object above it."
    ]


def test_a_member_of_a_filter_without_a_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    left = {name: one for name, one in FILTERS["CommitmentFilter"].members.items() if name != "title"}
    monkeypatch.setitem(FILTERS, "CommitmentFilter", replace(FILTERS["CommitmentFilter"], members=left))
    assert found() == ["CommitmentFilter.title: no rule says what it compares."]


def test_a_value_of_an_order_without_a_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    left = {name: paths for name, paths in ORDERS["CommitmentOrder"].paths.items() if name != "TITLE"}
    monkeypatch.setitem(ORDERS, "CommitmentOrder", replace(ORDERS["CommitmentOrder"], paths=left))
    assert found() == ["CommitmentOrderField.TITLE: no rule says what it orders by."]


def test_an_input_that_nobody_takes_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(api.core().type_map, "Culprit", GraphQLInputObjectType("Culprit", {}))
    assert found() == ["Culprit: no mutation and no list takes it."]


# Scopes and guards


def test_a_scope_without_ways_is_found(declaring: Declaring) -> None:
    gaps_found = declaring.type("Vendor", rows=Scope(RowScope.COMPANY, ()))
    assert "Vendor: its scope COMPANY has no way in, so none of its rows exist." in gaps_found


def test_a_part_that_claims_rows_of_its_own_is_found(declaring: Declaring) -> None:
    assert "Milestone: it has no rows of its own, so its scope can't be PROJECT." in declaring.type(
        "Milestone", rows=replace(PROJECT)
    )


def test_a_way_in_that_leads_nowhere_is_found(declaring: Declaring) -> None:
    nowhere = Scope(RowScope.COMMITMENT, ((Standing.ADMINISTRATOR, has(models.Employment, at="office")),))
    assert "Commitment: its scope: Commitment has no office." in declaring.type("Commitment", rows=nowhere)


def test_a_rule_on_a_column_that_may_be_null_is_found(declaring: Declaring) -> None:
    due = attribute("project.default_period_due_day", True)
    rows = Scope(RowScope.COMMITMENT, ((Standing.READER, due),))
    gaps_found = declaring.type("Commitment", rows=rows)
    told = "its scope reads project.default_period_due_day, which may be null; rules read what is known."
    assert f"Commitment: {told}" in gaps_found


def test_an_audience_that_nobody_can_be_is_found(declaring: Declaring) -> None:
    himself = VisibleTo(Standing.ADMINISTRATOR | Standing.SELF)
    assert declaring.field(Column(text="", to=himself, of=str, at="title", is_nullable=True)) == [
        "Commitment.culprit: its audience has SELF; nobody is that to it."
    ]


def test_an_audience_of_a_part_is_held_against_what_it_is_part_of(declaring: Declaring) -> None:
    himself = Column(text="", to=VisibleTo(Standing.SELF), of=int, at="version", is_nullable=True)
    assert declaring.field(himself, on="CompanySettings") == []
    assert declaring.field(himself, on="ScheduleOfValues") == [
        "ScheduleOfValues.culprit: its audience has SELF; nobody is that to it."
    ]


def test_members_are_one_word_also_where_a_scope_has_not_all_of_them(declaring: Declaring) -> None:
    members = Column(text="", to=MEMBERS_ONLY, of=str, at="name", is_nullable=True)
    assert declaring.field(members, on="Vendor") == []


# Paths and facts


def tripled(total: int) -> int:
    """A rule whose fact nobody has."""
    return total * 3


NOWHERE = "nowhere"
FIELDS: Mapping[str, tuple[Field, str]] = {
    "column": (Column(text="", to=EVERYONE, of=str, at=NOWHERE), "Commitment has no nowhere"),
    "column beyond": (Column(text="", to=EVERYONE, of=str, at="project.nowhere"), "Project has no nowhere"),
    "derived": (Derived(text="", to=EVERYONE, of=int, by=tripled), "Commitment has no total"),
    "one": (One(text="", to=EVERYONE, of="Vendor", at=NOWHERE), "Commitment has no nowhere"),
    "part": (
        Part(text="", to=EVERYONE, of="CommitmentTotals", unless_null=NOWHERE, is_nullable=True),
        "Commitment has no nowhere",
    ),
    "many by": (
        Many(text="", to=EVERYONE, of="ScheduleLine", by=NOWHERE, is_list=True),
        "ScheduleLine has no nowhere",
    ),
    "many match": (
        Many(text="", to=EVERYONE, of="ScheduleLine", by="commitment", match=NOWHERE, is_list=True),
        "Commitment has no nowhere",
    ),
    "many order": (
        Many(text="", to=EVERYONE, of="ScheduleLine", by="commitment", order=(NOWHERE,), is_list=True),
        "ScheduleLine has no nowhere",
    ),
    "many when": (
        Many(text="", to=EVERYONE, of="ScheduleLine", by="commitment", when=attribute(NOWHERE, True)),
        "ScheduleLine has no nowhere",
    ),
    "named": (
        Named(text="", to=EVERYONE, of="Person", at=NOWHERE, is_list=True),
        "Commitment has no nowhere",
    ),
    "page by": (Page(text="", to=EVERYONE, of="ProgressClaim", by=NOWHERE), "ProgressClaim has no nowhere"),
    "page match": (
        Page(text="", to=EVERYONE, of="ProgressClaim", by="commitment", match=NOWHERE),
        "Commitment has no nowhere",
    ),
    "page where": (
        Page(text="", to=EVERYONE, of="ProgressClaim", by="commitment", where={NOWHERE: True}),
        "ProgressClaim has no nowhere",
    ),
    "page usual": (
        Page(text="", to=EVERYONE, of="ProgressClaim", by="commitment", usual=((NOWHERE, False),)),
        "ProgressClaim has no nowhere",
    ),
    "asked": (
        Asked(text="", to=EVERYONE, of="CommitmentTotals"),
        "nobody answers it; write an answerer by this name",
    ),
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_field_that_leads_nowhere_is_found(kind: str, declaring: Declaring) -> None:
    declared, why = FIELDS[kind]
    assert declaring.field(declared) == [f"Commitment.culprit: {why}."]


def test_an_amount_without_a_currency_is_found(declaring: Declaring) -> None:
    amount = TYPES["Commitment"].fields["original_sum"]
    assert isinstance(amount, Column)
    assert declaring.field(replace(amount, at="version"), on="Vendor") == [
        "Vendor.culprit: Vendor has no currency."
    ]


def test_a_restriction_where_no_project_decides_is_found(declaring: Declaring) -> None:
    balance = TYPES["ScheduleLine"].fields["balance_to_finish"].to
    gaps_found = declaring.field(Column(text="", to=balance, of=str, at="name"), on="Vendor")
    assert "Vendor.culprit: Vendor has no is_restricted." in gaps_found


@pytest.mark.parametrize(
    ("reached", "why"),
    [
        ("project.nowhere", "Project has no nowhere"),
        (Sql("{nowhere} + 1", int), "Commitment has no nowhere"),
        (Beside(models.ProgressClaim, by="commitment", match=NOWHERE), "Commitment has no nowhere"),
        (tripled, "Commitment has no total"),
        (has(models.Employment, at=NOWHERE), "Commitment has no nowhere"),
    ],
)
def test_a_name_that_reaches_nothing_is_found(reached: Any, why: str, declaring: Declaring) -> None:
    assert declaring.reach(reached) == [f"Commitment: culprit in its reach: {why}."]


@pytest.mark.parametrize("by_whom", ["unless", "forbids"])
def test_a_rule_that_asks_for_what_is_not_there_is_found(by_whom: str, declaring: Declaring) -> None:
    gaps_found = declaring.action("void_claim", **{by_whom: tripled})
    assert "voidClaim on ProgressClaim: ProgressClaim has no total." in gaps_found


def test_a_mutation_whose_function_asks_for_what_is_not_there_is_found(declaring: Declaring) -> None:
    async def wrong(work: Any, row: Any, input: Any, total: int) -> None:
        """Asks for a fact that nobody has."""

    assert "voidClaim on ProgressClaim: ProgressClaim has no total." in declaring.action(
        "void_claim", function=_named(wrong, "void_claim")
    )


def _named(function: Any, name: str) -> Any:
    function.__name__ = name
    return function


def test_a_mutation_without_a_version_to_expect_is_found(declaring: Declaring) -> None:
    assert declaring.action("void_claim", version="edition") == [
        "voidClaim on ProgressClaim: ProgressClaim has no edition."
    ]


def test_a_mutation_whose_input_names_no_object_is_found(declaring: Declaring) -> None:
    assert declaring.action("void_claim", by="project_id") == [
        "voidClaim: its input has no projectId, which names the object."
    ]


def test_a_mutation_that_shows_what_it_does_not_give_is_found(declaring: Declaring) -> None:
    assert declaring.action("void_claim", gives=("commitment",)) == [
        "VoidClaimPayload.claim: nothing gives it 'claim_id'."
    ]


def test_a_mutation_open_to_nobody_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    made = replace(ACTIONS["void_claim"], open_to=OpenTo(NOBODY))
    field = api.core().type_map["Mutation"].fields["voidClaim"]  # type: ignore[attr-defined]  # an object type
    definition = field.extensions["strawberry-definition"]
    monkeypatch.setattr(definition, "metadata", {**definition.metadata, "claimgraph": made})
    assert found() == ["Mutation.voidClaim: no rule says to whom it is open; say `open_to=`."]


# Values


@dataclass(frozen=True)
class Half:
    """A value that lacks what its part shows."""

    currency: str


async def half(run: Any, keys: Any) -> dict[UUID, Half]:
    """Answers halves."""
    return {}


def test_a_value_without_what_its_fields_show_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERERS, ("Project", "totals"), half)
    assert "CommitmentTotals.originalSum: Half has no original_sum_minor." in found()


async def untold(run: Any, keys: Any):  # type: ignore[no-untyped-def]  # that is the fault
    """Does not say what it answers."""
    return {}


def test_an_answerer_that_does_not_say_what_it_gives_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERERS, ("Project", "totals"), untold)
    assert found() == ["Project.totals: untold does not say what it gives."]


def test_an_answerer_that_no_field_asks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERERS, ("Project", "weather"), half)
    assert found() == ["Project.weather: it is answered, and no field asks for it."]


def test_a_page_whose_rows_nobody_chooses_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ANSWERERS, ("SubmissionReadiness", "commitments_by_verdict"))
    assert found() == [
        "SubmissionReadiness.commitments: nobody chooses its rows; write an answerer commitments_by_verdict."
    ]


# No oracle


@pytest.mark.parametrize("path", ["is_private", "internal_note", "internal_note_version"])
def test_a_filter_by_a_guarded_field_is_found(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filters = FILTERS["CommitmentFilter"]
    monkeypatch.setitem(
        FILTERS,
        "CommitmentFilter",
        replace(filters, members={**filters.members, "culprit": Member("", "flag", path, "bool | None")}),
    )
    assert found() == [f"CommitmentFilter.culprit: it tells {path} of Commitment, which is guarded."]


def ordering(patch: pytest.MonkeyPatch, order: str, **paths: tuple[str, ...]) -> None:
    """Orders by other paths."""
    known = ORDERS[order]
    patch.setitem(ORDERS, order, replace(known, paths={**known.paths, **paths}))


def test_an_order_by_a_guarded_field_is_found_under_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    ordering(monkeypatch, "ProjectOrder", NAME=("is_restricted",))
    assert found() == ["ProjectOrder.NAME: it tells hide_balance_from_contacts of Project, which is guarded."]


def test_a_guarded_field_of_what_a_row_leads_to_is_guarded_there_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ordering(monkeypatch, "ClaimOrder", NUMBER=("commitment.is_private",))
    assert found() == ["ClaimOrder.NUMBER: it tells is_private of Commitment, which is guarded."]


def test_a_guarded_row_beside_is_told_from_an_open_one(monkeypatch: pytest.MonkeyPatch) -> None:
    ordering(monkeypatch, "ClaimOrder", NUMBER=("claimed.tax_minor",))
    assert found() == []
    ordering(monkeypatch, "ClaimOrder", NUMBER=("draft.tax_minor",))
    assert found() == ["ClaimOrder.NUMBER: it tells tax_minor of draft ClaimValuation, which is guarded."]


def test_a_usual_order_by_a_guarded_field_is_found(declaring: Declaring) -> None:
    page = Page(text="", to=EVERYONE, of="Commitment", by="project", usual=(("is_private", False),))
    assert declaring.field(page, on="Project") == [
        "Project.culprit, its usual order: it tells is_private of Commitment, which is guarded."
    ]
