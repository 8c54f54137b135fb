"""The audit: one event for each mutation, written with the change or not at all."""

from __future__ import annotations

from pathlib import Path

from claimgraph import models
from claimgraph.resolvers.action import ACTIONS
from claimgraph.storage.database import Database, Statement
from tests.api.inputs import mutations
from tests.api.questions import do
from tests.api.right_inputs import ask, large, right
from tests.api.site import rows, site_of, unchanged


class Broken(Exception):
    """What befalls the statement that writes the event."""


async def test_nothing_is_changed_without_an_event_of_it(database: Database, tmp_path: Path) -> None:
    it = await large(database, tmp_path)
    heard: list[str] = []

    def breaking(statement: Statement) -> None:
        if "audit_event" in statement.text:
            heard.append(statement.text)
            raise Broken

    async with unchanged(it.site.world):
        for name in mutations():
            heard.clear()
            with it.site.world.database.listen(breaking):
                answer = await ask(it, name, {**right(it, name), "dryRun": False})
            assert [code for code, _ in answer["errors"]] == ["INTERNAL"], name
            assert len(heard) == 1, name


async def test_an_event_tells_who_did_what_to_what_and_why(database: Database) -> None:
    site = await site_of(database)
    await do(
        site.world,
        site.manager,
        "terminateCommitment",
        "commitment { id }",
        commitmentId=site.id("commitment"),
        reason=" Insolvency ",
    )
    (event,) = await rows(site.world, models.AuditEvent)
    assert (event.name, event.actor_id, event.actor_name) == (
        "commitment.terminated",
        site.manager.key,
        "Max Manager",
    )
    assert (event.subject_type, event.subject_id) == ("Commitment", site.commitment.id)
    assert (event.project_id, event.commitment_id) == (site.project.id, site.commitment.id)
    assert (event.request_id, event.created_at, event.reason.strip()) == (
        "test",
        site.world.now,
        "Insolvency",
    )


async def test_what_is_refused_leaves_no_event(database: Database) -> None:
    site = await site_of(database)
    answer = await do(
        site.world,
        site.manager,
        "approveCommitment",
        "commitment { id }",
        commitmentId=site.id("commitment"),
    )
    assert answer["userErrors"]
    assert await rows(site.world, models.AuditEvent) == []


def test_events_have_names_of_their_own() -> None:
    mutations()
    names = [made.event for made in ACTIONS.values()]
    assert len(set(names)) == len(names)
    assert all(name.count(".") == 1 and name == name.lower() for name in names)
