"""Opens the demo: makes its company in an empty database, and finds it again in one that has it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from importlib.resources import files
from uuid import UUID

from claimgraph.auth.fingerprints import fingerprint
from claimgraph.auth.passwords import Passwords
from claimgraph.demo.doors import FINISHED, Pass, open_doors, passes, renew, token_of
from claimgraph.demo.making import Telling, make_company
from claimgraph.demo.people import DOMAIN, FOUNDER, STAFF, VENDORS
from claimgraph.demo.places import Values, values_of
from claimgraph.demo.sight import Sight, compare
from claimgraph.demo.stage import Stage, story_keys
from claimgraph.models import folded
from claimgraph.models.keys import Keys
from claimgraph.resolvers.context import Services
from claimgraph.schema.identity import global_id, key_of
from claimgraph.storage.database import Reading
from claimgraph.storage.files import note_arrival, upload_key

SEED = 20260105
BEGINNING = datetime(2026, 1, 5, tzinfo=UTC)
"""Where the time in the demo's keys begins; it has nothing to do with its dates."""

LONG_AGO = timedelta(days=400)
WORKBOOK = files("claimgraph") / "demo_data" / "schedule.xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_COMPANIES = "select id from company"
_FINISHED = "select 1 from access_token where secret_hash = $1"
_PERSON = "select id, name from actor where email_key = $1 and stands_for_id is null"
_WORKBOOK = (
    "select id from upload where owner_id = $1 and sha256 = $2 and received_at is not null order by id"
)


class State(StrEnum):
    """What a database holds, as the demo sees it."""

    EMPTY = "EMPTY"
    COMPLETE = "COMPLETE"
    BROKEN_OFF = "BROKEN_OFF"
    FOREIGN = "FOREIGN"


@dataclass(frozen=True)
class Demo:
    """An open demo: who gets in, the values of the saved operations, and what two people see.

    `refusals` are what the story tried in vain; empty when the company was there already.
    """

    passes: list[Pass]
    values: Values
    sights: list[Sight]
    refusals: list[str] = field(default_factory=list)


async def state_of(reading: Reading) -> State:
    """Whether the demo can be made here, is here, was begun here, or somebody else's data are."""
    companies = [str(key) for (key,) in await reading.rows(_COMPANIES)]
    if not companies:
        return State.EMPTY
    if str(_keys()(BEGINNING)) not in companies:
        return State.FOREIGN
    finished = await reading.rows(_FINISHED, [fingerprint(token_of(FINISHED.short))])
    return State.COMPLETE if finished else State.BROKEN_OFF


async def make_demo(services: Services, passwords: Passwords, tell: Telling) -> Demo:
    """Makes the company in an empty database. Raises stage.DemoFailed, `storage.failures`."""
    now = services.clock()
    stage = Stage(replace(services, new_key=_keys()), now, now - LONG_AGO)
    await make_company(stage, tell)
    tell("passwords and tokens")
    await open_doors(stage, passwords)
    return await _opened(stage)


async def find_demo(services: Services) -> Demo:
    """Finds the company that is there, and lets its tokens live on. Raises stage.DemoFailed."""
    await services.database.work(lambda writing: renew(writing, services.clock()))
    return await _opened(await stage_of(services))


async def stage_of(services: Services) -> Stage:
    """The stage of a company that is there, with everybody on it, at the end of the story."""
    now = services.clock()
    stage = Stage(services, now, now)
    async with services.database.reading() as reading:
        await _enter_all(stage, reading)
    stage.ids["company account"] = global_id("Company", _keys()(BEGINNING))
    return stage


def _keys() -> Keys:
    return story_keys(SEED, BEGINNING)


async def _enter_all(stage: Stage, reading: Reading) -> None:
    teams = [(DOMAIN, (FOUNDER, *STAFF)), *((vendor.domain, vendor.people) for vendor in VENDORS)]
    for domain, team in teams:
        for employee in team:
            for key, name in await reading.rows(_PERSON, [folded(employee.email(domain))]):
                stage.enter(employee.short, name, UUID(str(key)))


async def _opened(stage: Stage) -> Demo:
    values = await values_of(stage, await _workbook(stage))
    sights = await compare(stage, values, "daniel", "ines")
    return Demo(passes(stage), values, sights, stage.refusals)


async def _workbook(stage: Stage) -> str:
    """The id of a workbook that was sent and can be imported; its bytes are put down each time."""
    content, services = WORKBOOK.read_bytes(), stage.services
    digest = sha256(content).hexdigest()
    async with services.database.reading() as reading:
        sent = await reading.rows(_WORKBOOK, [stage.people["ines"].id, digest])
    for (key,) in sent[:1]:
        await services.files.put(upload_key(UUID(str(key))), content)
        return global_id("Upload", UUID(str(key)))
    return await _send(stage, content, digest)


async def _send(stage: Stage, content: bytes, digest: str) -> str:
    file = {"fileName": "schedule.xlsx", "mediaType": MEDIA_TYPE, "size": len(content), "sha256": digest}
    upload = await stage.do("ines", "createUpload", "upload { id }", **file)
    key, services = key_of("Upload", upload["id"]), stage.services
    await services.files.put(upload_key(key), content)
    await services.database.work(lambda _writing: note_arrival(key, stage.now))
    return str(upload["id"])
