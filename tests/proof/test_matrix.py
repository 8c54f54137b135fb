"""Every cell of the matrix: each row, field, edge, list and mutation, as everybody.

What must come out stands in `people` and `rules`, written by hand from the rules of the domain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from claimgraph import api
from tests.proof.people import HANGING, STANDINGS, WHO, Ground, commitment_of, standings
from tests.proof.rules import (
    BY_NAME_ALONE,
    EDGES,
    FIELDS,
    PERIOD_PROJECTS,
    PROJECTS,
    REVIEWED,
    TO_DO,
    WORKED_OUT,
    opens,
)

on_the_ground = pytest.mark.asyncio(loop_scope="module")

TYPES = (*STANDINGS, *HANGING)
LETTERS = {"ADMINISTRATOR": "A", "STANDARD": "S", "READER": "R", "CONTACT": "C", "SELF": "SELF"}
PAGE = "totalCount nodes { id } edges { node { id } }"


# The schema, read for questions


@dataclass(frozen=True)
class Shown:
    """A field of a type, as a question sees it."""

    name: str
    of: str
    is_edge: bool
    is_connection: bool
    is_list: bool
    is_needed: bool
    is_leaf: bool


@cache
def shown(type_name: str) -> list[Shown]:
    """The fields of a type; an edge leads to a row, anything else is a value or a part."""
    kind = api.core().type_map[type_name]
    assert isinstance(kind, GraphQLObjectType)
    return [_shown(name, known) for name, known in kind.fields.items()]


def _shown(name: str, known: GraphQLField) -> Shown:
    of = get_named_type(known.type)
    inner = known.type.of_type if is_non_null_type(known.type) else known.type
    return Shown(
        name,
        of.name.removesuffix("Connection"),
        is_edge=of.name.removesuffix("Connection") in (*TYPES, "Actor", "Node"),
        is_connection=of.name.endswith("Connection"),
        is_list=is_list_type(inner),
        is_needed=is_non_null_type(known.type),
        is_leaf=is_leaf_type(of),
    )


@cache
def everything_of(type_name: str) -> str:
    """A selection of all fields of a type, through its parts as far as the rows behind edges."""
    return " ".join(_selected(one) for one in shown(type_name))


def _selected(one: Shown) -> str:
    if one.is_leaf:
        return one.name
    if one.is_connection:
        return f"{one.name}(first: 100) {{ {PAGE} }}"
    return f"{one.name} {{ {'id' if one.is_edge else everything_of(one.of)} }}"


# What must come out


@dataclass
class Seen:
    """What an answer must be for somebody: where he is refused, and where edges lead."""

    ground: Ground
    who: str
    rows: dict[str, frozenset[str]]
    refused: set[tuple[Any, ...]] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    told: dict[str, set[str]] = field(default_factory=dict)

    def row(self, data: dict[str, Any], path: tuple[Any, ...]) -> None:
        """One row of the answer, field by field."""
        name = self.ground.name_of(data["id"])
        self._fields(data, data["__typename"], name, data["__typename"], path)

    def _fields(self, data: Any, type_name: str, name: str, way: str, path: tuple[Any, ...]) -> None:
        for one in shown(type_name):
            rule = FIELDS.get(f"{type_name}.{one.name}")
            here, value = (*path, one.name), data[one.name]
            if rule and not opens(rule, self.rows[name], is_hidden=is_hidden(name)):
                self.refused.add(here)
                self._note(f"{type_name}.{one.name}", "refused")
                self._hold(value is None, f"{way}.{one.name} of {name} is {value}, not null")
                continue
            if rule and value is not None:
                self._note(f"{type_name}.{one.name}", "seen")
            if one.is_edge:
                self._edge(one, value, name, f"{way}.{one.name}")
            elif not one.is_leaf:
                for place, part in enumerate(value or ()) if one.is_list else [(None, value)]:
                    if part is not None:
                        below = here if place is None else (*here, place)
                        self._fields(part, one.of, name, f"{way}.{one.name}", below)

    def _note(self, what: str, how: str) -> None:
        self.told.setdefault(what, set()).add(how)

    def _hold(self, is_so: bool, otherwise: str) -> None:
        if not is_so:
            self.wrong.append(f"{self.who}: {otherwise}")

    def _edge(self, one: Shown, value: Any, name: str, way: str) -> None:
        found = sorted(self.ground.name_of(text) for text in _ids(one, value))
        if way in WORKED_OUT:
            self._hold(set(found) <= self.rows.keys(), f"{way} of {name} leads to {found}")
            return
        is_unknown = (way, name) in REVIEWED and self.rows[name] == {"C"}
        behind = [] if is_unknown else EDGES[way](name).split()
        if not one.is_needed or one.is_list:
            behind = [other for other in behind if other in self.rows]
        self._hold(found == sorted(behind), f"{way} of {name} leads to {found}, not to {sorted(behind)}")
        self._note(way, "full" if behind else "empty")


def _ids(one: Shown, value: Any) -> list[str]:
    """The ids behind an edge; of a connection its nodes, once edges and count say the same."""
    if value is None:
        return []
    if one.is_connection:
        ids = [node["id"] for node in value["nodes"]]
        assert [edge["node"]["id"] for edge in value["edges"]] == ids
        assert value["totalCount"] == len(ids)
        return ids
    return [node["id"] for node in value] if one.is_list else [value["id"]]


def is_hidden(name: str) -> bool:
    """Whether the project of a row keeps the balance from contacts: the Library does."""
    at = commitment_of(name)
    return PROJECTS.get(at, PERIOD_PROJECTS.get(name, name)) == "library"


def rows_of(ground: Ground, who: str) -> dict[str, frozenset[str]]:
    """All rows that exist for somebody, of every type, and what he is to them."""
    return {name: held for kind in TYPES for name, held in standings(ground, kind, who).items()}


def all_ids(ground: Ground) -> list[str]:
    """The ids of all rows."""
    return [text for kind in TYPES for text in ground.ids[kind].values()]


# Rows, fields, edges and lists


@on_the_ground
@pytest.mark.parametrize("who", WHO)
async def test_rows_exist_for_whom_they_should(ground: Ground, who: str) -> None:
    typed = [kind for kind in TYPES if any(one.name == "viewerStandings" for one in shown(kind))]
    parts = " ".join(f"... on {kind} {{ viewerStandings }}" for kind in typed)
    query = f"query Q($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename id {parts} }} }}"
    told = await ground.world.ask(ground.people[who], query, {"ids": all_ids(ground)})
    assert "errors" not in told
    nodes = [one for one in told["data"]["nodes"] if one]
    expected = rows_of(ground, who)
    assert {ground.name_of(one["id"]) for one in nodes} == expected.keys()
    held = {
        ground.name_of(one["id"]): frozenset(LETTERS[letter] for letter in one["viewerStandings"])
        for one in nodes
        if "viewerStandings" in one
    }
    assert held == {name: expected[name] for name in held}


@on_the_ground
async def test_every_field_edge_and_list_answers_everybody_as_it_should(ground: Ground) -> None:
    told: dict[str, set[str]] = {}
    for who in WHO:
        seen = await _seen(ground, who)
        assert seen.wrong == []
        for what, how in seen.told.items():
            told.setdefault(what, set()).update(how)
    assert [what for what in FIELDS if not told.get(what, set()) >= {"seen", "refused"}] == []
    assert [way for way in EDGES if "full" not in told.get(way, ())] == []


async def _seen(ground: Ground, who: str) -> Seen:
    answer = await ground.world.ask(ground.people[who], question(), by_type(ground))
    seen = Seen(ground, who, rows_of(ground, who))
    for kind in TYPES:
        if answer["data"][kind] is None:
            print(who, kind, [e for e in answer["errors"] if e["path"][0] == kind][:3])
        for place, one in enumerate(answer["data"][kind] or []):
            if one:
                seen.row(one, (kind, place))
    errors = [(error["extensions"]["code"], tuple(error["path"])) for error in answer.get("errors", ())]
    assert sorted(errors, key=str) == sorted((("FORBIDDEN", path) for path in seen.refused), key=str)
    return seen


def question() -> str:
    """All fields of all rows."""
    variables = ", ".join(f"${kind}: [ID!]!" for kind in TYPES)
    parts = (
        f"{kind}: nodes(ids: ${kind}) {{ __typename ... on {kind} {{ {everything_of(kind)} }} }}"
        for kind in TYPES
    )
    return f"query Q({variables}) {{ {' '.join(parts)} }}"


def by_type(ground: Ground) -> dict[str, list[str]]:
    """The ids of all rows by their types."""
    return {kind: list(ground.ids[kind].values()) for kind in TYPES}


def test_every_edge_and_list_is_told() -> None:
    found = {way for kind in TYPES for way in _ways(kind, kind)}
    assert found == EDGES.keys() | WORKED_OUT


def _ways(type_name: str, way: str) -> Iterator[str]:
    for one in shown(type_name):
        if one.is_edge:
            yield f"{way}.{one.name}"
        elif not one.is_leaf:
            yield from _ways(one.of, f"{way}.{one.name}")


def test_every_guarded_field_is_told() -> None:
    assert {name.partition(".")[0] for name in FIELDS} <= set(api.core().type_map)
    assert [name for name in FIELDS if name.partition(".")[2] not in _names(name.partition(".")[0])] == []


def _names(type_name: str) -> set[str]:
    return {one.name for one in shown(type_name)}


# Ways in at the root

BY_ID = {"company": "Company", "project": "Project", "commitment": "Commitment", "claim": "ProgressClaim"}
ALL = {"projects": "Project", "commitments": "Commitment", "claims": "ProgressClaim"}


@on_the_ground
@pytest.mark.parametrize("who", WHO)
async def test_each_root_field_finds_what_exists_and_nothing_else(ground: Ground, who: str) -> None:
    rows = rows_of(ground, who)
    asked = {f"n{place}": ("node", text) for place, text in enumerate(all_ids(ground))}
    for root, kind in BY_ID.items():
        asked |= {f"{root}{place}": (root, text) for place, text in enumerate(ground.ids[kind].values())}
    parts = [f'{key}: {root}(id: "{text}") {{ id }}' for key, (root, text) in asked.items()]
    parts += [f"{root}(first: 100) {{ {PAGE} }}" for root in ALL]
    data = await ground.world.data(ground.people[who], f"{{ {' '.join(parts)} }}")
    found = {key: data[key] and ground.name_of(data[key]["id"]) for key in asked}
    names = {key: ground.name_of(text) for key, (_, text) in asked.items()}
    assert found == {key: name if name in rows else None for key, name in names.items()}
    for root, kind in ALL.items():
        ids = _ids(Shown(root, kind, True, True, False, False, False), data[root])
        assert {ground.name_of(text) for text in ids} == standings(ground, kind, who).keys()


@on_the_ground
@pytest.mark.parametrize("who", WHO)
async def test_a_filter_by_something_that_does_not_exist_finds_nothing(ground: Ground, who: str) -> None:
    rows = rows_of(ground, who)
    hidden = {
        "projectId": [text for name, text in ground.ids["Project"].items() if name not in rows],
        "vendorId": [text for name, text in ground.ids["Vendor"].items() if name not in rows],
    }
    parts = [
        f"{root}_{name}: {root}(filter: {{ {name}: {_listed(ids)} }}) {{ {PAGE} }}"
        for root in ("commitments", "claims")
        for name, ids in hidden.items()
    ]
    data = await ground.world.data(ground.people[who], f"{{ {' '.join(parts)} }}")
    assert {root: page["totalCount"] for root, page in data.items()} == dict.fromkeys(data, 0)
    assert [page["nodes"] for page in data.values()] == [[]] * len(data)


def _listed(ids: list[str]) -> str:
    return f"[{', '.join(f'{chr(34)}{text}{chr(34)}' for text in ids)}]"


@on_the_ground
@pytest.mark.parametrize("who", WHO)
async def test_everybody_finds_himself_and_what_waits_for_him(ground: Ground, who: str) -> None:
    lists = "employments { id } accessTokens { id }"
    pages = f"commitments {{ {PAGE} }} claimsToDo {{ {PAGE} }}"
    data = await ground.world.data(
        ground.people[who], f"{{ viewer {{ actor {{ id }} person {{ id }} {lists} {pages} }} }}"
    )
    viewer = data["viewer"]
    is_person = who != "integration"
    assert ground.name_of(viewer["actor"]["id"]) == who
    assert (viewer["person"] is not None) == is_person
    assert [ground.name_of(one["id"]) for one in viewer["employments"]] == EDGES["Person.employments"](
        who
    ).split() * is_person
    tokens = {who: f"{who}@token" for who in ("contact", "administrator", "integration")}
    assert [ground.name_of(one["id"]) for one in viewer["accessTokens"]] == tokens.get(who, "").split()
    claimed = [name for name, held in standings(ground, "Commitment", who).items() if "C" in held]
    assert {ground.name_of(one["id"]) for one in viewer["commitments"]["nodes"]} == set(claimed)
    assert {ground.name_of(one["id"]) for one in viewer["claimsToDo"]["nodes"]} == set(
        TO_DO.get(who, "").split()
    )


@on_the_ground
async def test_whoever_is_not_signed_in_finds_nothing(ground: Ground) -> None:
    node = f'node(id: "{ground.ids["Project"]["library"]}") {{ id }}'
    told = await ground.world.ask(None, f"{{ {node} claims {{ totalCount }} viewer {{ actor {{ id }} }} }}")
    assert told["data"] == {"node": None, "claims": None, "viewer": None}
    assert {error["extensions"]["code"] for error in told["errors"]} == {"UNAUTHENTICATED"}


# Edges to rows that do not exist for the viewer


@on_the_ground
@pytest.mark.parametrize("who", WHO)
async def test_of_an_unseen_row_behind_an_edge_only_id_and_name_are_told(ground: Ground, who: str) -> None:
    unseen = list(_unseen_edges(ground, who))
    assert {behind for *_, behind in unseen} == set(BY_NAME_ALONE.get(who, "").split())
    data = await _probed(ground, who, unseen)
    assert [ground.name_of(one["id"]) for one in data["told"]] == [behind for *_, behind in unseen]
    assert data["refused"] == len(unseen)


def _unseen_edges(ground: Ground, who: str) -> Iterator[tuple[str, str, Shown, str]]:
    """Edges that a row always has, and whose rows do not exist for somebody who sees the row."""
    rows = rows_of(ground, who)
    for kind in TYPES:
        for one in shown(kind):
            if one.is_edge and one.is_needed and not one.is_list:
                for name in ground.ids[kind]:
                    behind = EDGES[f"{kind}.{one.name}"](name)
                    if name in rows and behind not in rows:
                        yield kind, name, one, behind


async def _probed(ground: Ground, who: str, unseen: list[Any]) -> dict[str, Any]:
    parts = []
    for place, (kind, name, one, _behind) in enumerate(unseen):
        at = f'node(id: "{ground.ids[kind][name]}")'
        told = "id" if one.of == "Commitment" else "id name"
        deeper = "... on Person { email }" if one.of == "Actor" else "createdAt"
        parts.append(f"told{place}: {at} {{ ... on {kind} {{ edge: {one.name} {{ {told} }} }} }}")
        parts.append(f"deeper{place}: {at} {{ ... on {kind} {{ edge: {one.name} {{ {deeper} }} }} }}")
    if not parts:
        return {"told": [], "refused": 0}
    answer = await ground.world.ask(ground.people[who], f"{{ {' '.join(parts)} }}")
    codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
    assert set(codes) <= {"FORBIDDEN"}
    return {
        "told": [answer["data"][f"told{place}"]["edge"] for place in range(len(unseen))],
        "refused": sum(answer["data"][f"deeper{place}"] is None for place in range(len(unseen))),
    }
