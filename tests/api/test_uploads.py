"""createUpload: a file is announced, and its address given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel
from claimgraph.storage.database import Database
from claimgraph.storage.files import FileStore
from tests.api.questions import do
from tests.api.site import Site, event, rows, site_of, unchanged
from tests.world import Person

UPLOAD = "upload { id url expiresAt headers { name value } }"


async def announce(site: Site, viewer: Person, **given: Any) -> dict[str, Any]:
    """Announces a CSV file."""
    told = {"fileName": "schedule.csv", "mediaType": "text/csv", "size": 18344, "sha256": "9F" * 32, **given}
    return await do(site.world, viewer, "createUpload", UPLOAD, **told)


@pytest.fixture
async def site(database: Database, tmp_path: Path) -> Site:
    """A site with a store of files that takes a megabyte."""
    found = await site_of(database)
    found.world.services = replace(found.world.services, files=FileStore.in_folder(tmp_path, 1_000_000))
    return found


async def test_an_announced_file_has_an_address_for_an_hour(site: Site) -> None:
    upload = (await announce(site, site.administrator))["upload"]
    assert upload == {
        "id": upload["id"],
        "url": f"http://127.0.0.1:8000/uploads/{upload['id']}",
        "expiresAt": "2026-11-10T13:00:00Z",
        "headers": [{"name": "Content-Type", "value": "text/csv"}],
    }
    (row,) = await rows(site.world, models.Upload)
    assert (row.owner_id, row.size, row.sha256, row.received_at) == (
        site.administrator.key,
        18344,
        "9f" * 32,
        None,
    )
    found, _ = await event(site.world, "upload.announced")
    assert found.actor_id == site.administrator.key


async def test_what_is_not_taken_is_told_at_once(site: Site) -> None:
    async with unchanged(site.world):
        answer = await announce(
            site, site.administrator, fileName="a\tb" * 3, mediaType="text/html", size=1_000_001, sha256="xyz"
        )
        empty = await announce(site, site.administrator, size=0)
    assert [(one["code"], one["path"][1]) for one in answer["userErrors"]] == [
        ("VALUE_INVALID", "fileName"),
        ("FILE_REFUSED", "mediaType"),
        ("FILE_REFUSED", "size"),
        ("VALUE_INVALID", "sha256"),
    ]
    assert [one["code"] for one in empty["userErrors"]] == ["FILE_REFUSED"]
    assert answer["upload"] is None


async def test_files_are_sent_by_who_administers_prepares_or_claims_something(site: Site) -> None:
    export = await site.world.service_account(site.account)
    await site.world.grant(site.project, export, AccessLevel.STANDARD)
    found = {}
    for name, person in {**site.everybody, "export": export}.items():
        answer = await announce(site, person)
        found[name] = answer["errors"][0][0] if "errors" in answer else None
    assert found == {
        "administrator": None,
        "manager": None,
        "standard": None,
        "contact": None,
        "stranger": None,
        "export": None,
        "reader": "FORBIDDEN",
        "employee": "FORBIDDEN",
    }


async def test_a_dry_run_keeps_nothing_and_a_key_announces_once(site: Site) -> None:
    async with unchanged(site.world):
        assert (await announce(site, site.administrator, dryRun=True))["upload"]["headers"]
    first = await announce(site, site.administrator, idempotencyKey="file-1")
    async with unchanged(site.world):
        assert await announce(site, site.administrator, idempotencyKey="file-1") == first
