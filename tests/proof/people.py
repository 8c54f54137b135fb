"""One ground with rows of every kind, and everybody who may meet them: who is what to which row, by hand.

Two accounts know the same subcontractor. What stands here was written from the rules of the domain, never
from the code: "SC1=C SC2=RC" says that somebody is a claim contact to SC1, a reader and a contact to SC2, and
that no other commitment exists for him.

A administrator, S standard, R reader, C contact, SELF himself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from claimgraph import models
from claimgraph.rules.vocabulary import AccessLevel, BillingPeriodStatus
from claimgraph.schema.identity import global_id
from claimgraph.storage.database import Database
from tests.api.questions import done
from tests.api.site import rows
from tests.world import Person, World

ENDED = datetime(2026, 6, 1, tzinfo=UTC)
LATER = datetime(2027, 6, 1, tzinfo=UTC)

WHO = {
    "nobody": "signed in, and nothing else",
    "contact": "works for Steel; contact on SC1 and, private, SC2",
    "other_contact": "works for Glass; contact on SC3 and SC4",
    "third_contact": "works for Steel; contact on SC6, of the other account",
    "employee": "works for Steel, and nothing else",
    "reader": "works for North; reads the Library, and stands on the list of SC2",
    "standard": "works for North; Standard on the Library, reads the Tower",
    "administrator": "works for North; Admin on the Library",
    "other_administrator": "works for North; Admin on the Tower",
    "owner": "administers North",
    "foreign_owner": "administers South",
    "both": "works for Steel; reads the Library, and is contact on SC1 and, private, SC2",
    "leaver": "worked for Steel and had a level; his designation and his place on a list were forgotten",
    "integration": "a service account of North; Standard on the Tower, and on the list of SC5",
}
"""Everybody, and what he is."""


@dataclass
class Ground:
    """The rows by their names, as global ids, and the people by what they are."""

    world: World
    people: dict[str, Person] = field(default_factory=dict)
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def add(self, name: str, row: models.Row, type_name: str | None = None) -> Any:
        """Remembers a row."""
        known = type_name or NAMES.get(type(row).__name__, type(row).__name__)
        self.ids.setdefault(known, {})[name] = global_id(known, row.id)
        self.rows[name] = row
        return row

    def add_id(self, type_name: str, name: str, text: str) -> None:
        """Remembers an id that was answered."""
        self.ids.setdefault(type_name, {})[name] = text

    def name_of(self, text: str) -> str:
        """The name of what an id stands for."""
        return self._names[text]

    @property
    def _names(self) -> dict[str, str]:
        return {text: name for rows in self.ids.values() for name, text in rows.items()}


NAMES = {"Designation": "ClaimContact", "ClaimLine": "ProgressClaimLine"}


async def ground_of(database: Database) -> Ground:
    """Builds it: the rows straight into the tables, the claims through the endpoint."""
    ground = Ground(World(database))
    await _directory(ground)
    await _projects(ground)
    await _commitments(ground)
    await _claims(ground)
    await _tokens(ground)
    return ground


async def _directory(ground: Ground) -> None:
    world = ground.world
    north = ground.add("north", await world.account("Northern Builders"))
    south = ground.add("south", await world.account("Southern Civil"))
    for vendor, company in (("steel", "Harbour Steel"), ("glass", "Clear Glass")):
        row = ground.add(f"{vendor}_north", await world.vendor(north, company))
        known = ground.add(vendor, await only(world, models.Company, id=row.company_id))
        await world.set(known, registration_number="51 824 753 556", address="1 Quay Street")
    steel = ground.rows["steel"]
    ground.add("steel_south", await world.row(models.Vendor, account=south, company=steel, name="Steel Co"))
    for name, at in {
        "nobody": None,
        "contact": steel,
        "other_contact": ground.rows["glass"],
        "third_contact": steel,
        "employee": steel,
        "reader": north,
        "standard": north,
        "administrator": north,
        "other_administrator": north,
        "owner": north,
        "foreign_owner": south,
        "both": steel,
        "leaver": steel,
    }.items():
        await _person(ground, name, at)
    ground.people["integration"] = await world.service_account(north)
    ground.ids["ServiceAccount"] = {"integration": ground.people["integration"].id}
    await world.row(
        models.DefaultClaimContact,
        vendor=ground.rows["steel_north"],
        person_id=ground.people["contact"].key,
        position=1,
    )


async def _person(ground: Ground, name: str, at: models.Company | None) -> None:
    person = await ground.world.person(name.replace("_", " ").title())
    ground.people[name] = person
    ground.add_id("Person", name, person.id)
    row = await only(ground.world, models.Actor, id=person.key)
    await ground.world.set(row, job_title="Engineer", last_signed_in_at=ENDED)
    if at is not None:
        ends = {"ends_at": ENDED, "ends_on": ENDED.date()} if name == "leaver" else {}
        administers = {"is_administrator": name in ("owner", "foreign_owner")}
        ground.add(f"{name}@work", await ground.world.employ(person.key, at, **administers, **ends))


async def _projects(ground: Ground) -> None:
    world, north, south = ground.world, ground.rows["north"], ground.rows["south"]
    hidden = {"hide_balance_from_contacts": True, "collaborators_may_submit": True}
    library = ground.add("library", await world.project(north, "P-1", name="Library", **hidden))
    tower = ground.add("tower", await world.project(north, "P-2", name="Tower"))
    bridge = ground.add("bridge", await world.project(south, "P-1", name="Bridge"))
    closed = {"status": BillingPeriodStatus.CLOSED}
    for name, project, month, values in (
        ("L-09", library, 9, closed),
        ("L-10", library, 10, {"due_on": date(2026, 11, 25)}),
        ("T-10", tower, 10, closed),
        ("T-11", tower, 11, {}),
        ("B-10", bridge, 10, {"due_on": date(2026, 11, 25)}),
    ):
        ground.add(name, await world.period(project, date(2026, month, 1), **values))
    for who, project, level, ends in (
        ("reader", library, AccessLevel.READ_ONLY, {}),
        ("standard", library, AccessLevel.STANDARD, {}),
        ("standard", tower, AccessLevel.READ_ONLY, {}),
        ("administrator", library, AccessLevel.ADMIN, {}),
        ("other_administrator", tower, AccessLevel.ADMIN, {}),
        ("both", library, AccessLevel.READ_ONLY, {}),
        ("leaver", library, AccessLevel.STANDARD, {"ends_at": ENDED}),
        ("integration", tower, AccessLevel.STANDARD, {}),
    ):
        granted_by_id = ground.people["owner"].key
        row = await world.grant(project, ground.people[who], level, granted_by_id=granted_by_id, **ends)
        ground.add(f"{who}@{project.name.lower()}", row)
    await world.row(
        models.ShownPerson, project=library, person_id=ground.people["administrator"].key, position=1
    )


async def _commitments(ground: Ground) -> None:
    for number, project, vendor, is_private in (
        ("SC1", "library", "steel_north", False),
        ("SC2", "library", "steel_north", True),
        ("SC3", "library", "glass_north", True),
        ("SC4", "tower", "glass_north", False),
        ("SC5", "tower", "steel_north", True),
        ("SC6", "bridge", "steel_south", False),
    ):
        at, who = ground.rows[project], ground.rows[vendor]
        row = await ground.world.commitment(
            at,
            who,
            number,
            is_private=is_private,
            internal_note="Watch the scaffolding",
            internal_note_version=1,
        )
        ground.add(number, row)
        for line in await rows(ground.world, models.ScheduleLine, commitment_id=row.id):
            await ground.world.set(line, budget_code="B-7")
            ground.add(f"{number}.{line.position}", line)
    for number, who in (("SC2", "reader"), ("SC2", "leaver"), ("SC5", "integration")):
        await ground.world.row(
            models.AccessListEntry,
            commitment=ground.rows[number],
            actor_id=ground.people[who].key,
            position=1 if who != "leaver" else 2,
        )
    for number, who, ends in (
        ("SC1", "contact", {}),
        ("SC1", "both", {}),
        ("SC1", "leaver", {}),
        ("SC1", "other_contact", {"ends_at": ENDED}),
        ("SC2", "contact", {}),
        ("SC2", "both", {}),
        ("SC3", "other_contact", {}),
        ("SC4", "other_contact", {}),
        ("SC6", "third_contact", {}),
    ):
        given = {"designated_by_id": ground.people["owner"].key, **ends}
        made = await ground.world.designate(ground.rows[number], ground.people[who], **given)
        ground.add(f"{who}@{number}", made)


# Claims: CL1 approved; CL2 under review, on behalf; CL3 and (on behalf) CL5 drafts; CL4 returned; CL6 void


async def _claims(ground: Ground) -> None:
    first = await _create(ground, "CL1", "SC1", "contact")
    await _claimed(ground, first, "contact", "4000.00")
    await _assessed(
        ground, first, "administrator", [{"lineId": first["lines"][0]["id"], "decision": "ACCEPTED"}]
    )
    await _do(ground, "approveClaim", "administrator", first)
    await _next_period(ground, "L-10", "L-11", "library")
    second = await _create(
        ground, "CL2", "SC1", "standard", onBehalf=True, onBehalfOfId=ground.people["contact"].id
    )
    await _claimed(ground, second, "standard", "1000.00")
    await _assessed(ground, second, "administrator", [])
    await _create(ground, "CL3", "SC2", "contact")
    fourth = await _create(ground, "CL4", "SC3", "other_contact")
    await _claimed(ground, fourth, "other_contact", "500.00")
    reason = {"decision": "REJECTED", "reason": "Not seen on site"}
    await _assessed(ground, fourth, "administrator", [{"lineId": fourth["lines"][0]["id"], **reason}])
    await _do(ground, "returnClaim", "administrator", fourth)
    await _create(ground, "CL5", "SC4", "other_administrator", onBehalf=True)
    sixth = await _create(ground, "CL6", "SC6", "third_contact")
    await _do(ground, "voidClaim", "foreign_owner", sixth, reason="Filed by mistake")
    await ground.world.set(ground.rows["B-10"], status=BillingPeriodStatus.CLOSED)
    for name, text in ground.ids["ProgressClaim"].items():
        who = {"CL6": "foreign_owner", "CL5": "other_administrator"}.get(name, "administrator")
        shown = "subject { id }"
        await done(
            ground.world, ground.people[who], "setInternalNote", shown, subjectId=text, note="Late again"
        )


async def _next_period(ground: Ground, old: str, new: str, project: str) -> None:
    await ground.world.set(ground.rows[old], status=BillingPeriodStatus.CLOSED)
    ground.add(new, await ground.world.period(ground.rows[project]))


async def _create(ground: Ground, name: str, number: str, who: str, **given: Any) -> Any:
    claim = await done(
        ground.world,
        ground.people[who],
        "createClaim",
        "claim { id lines { id position } }",
        commitmentId=ground.ids["Commitment"][number],
        **given,
    )
    ground.add_id("ProgressClaim", name, claim["id"])
    for line in claim["lines"]:
        ground.add_id("ProgressClaimLine", f"{name}.{line['position']}", line["id"])
    return claim


async def _claimed(ground: Ground, claim: Any, who: str, amount: str) -> None:
    lines = [{"lineId": claim["lines"][0]["id"], "work": {"amountThisPeriod": amount}}]
    await _do(ground, "updateClaim", who, claim, lines=lines)
    await _do(ground, "submitClaim", who, claim)


async def _assessed(ground: Ground, claim: Any, who: str, lines: list[dict[str, Any]]) -> None:
    await _do(ground, "assessClaim", who, claim, acceptOtherLines=True, lines=lines)


async def _do(ground: Ground, mutation: str, who: str, claim: Any, **given: Any) -> Any:
    return await done(
        ground.world, ground.people[who], mutation, "claim { id }", claimId=claim["id"], **given
    )


async def _tokens(ground: Ground) -> None:
    for who in ("contact", "administrator", "integration"):
        row = await ground.world.row(
            models.AccessToken,
            owner_id=ground.people[who].key,
            name=f"{who}'s script",
            prefix=f"cg_{who}"[:16],
            secret_hash=f"{who:0>64}"[:64],
            expires_at=LATER,
        )
        ground.add(f"{who}@token", row)


# Who is what to which row


STANDINGS: dict[str, dict[str, str]] = {
    "Commitment": {
        "contact": "SC1=C SC2=C",
        "other_contact": "SC3=C SC4=C",
        "third_contact": "SC6=C",
        "reader": "SC1=R SC2=R",
        "standard": "SC1=S SC4=R",
        "administrator": "SC1=A SC2=A SC3=A",
        "other_administrator": "SC4=A SC5=A",
        "owner": "SC1=A SC2=A SC3=A SC4=A SC5=A",
        "foreign_owner": "SC6=A",
        "both": "SC1=RC SC2=C",
        "integration": "SC4=S SC5=S",
    },
    "Project": {
        "contact": "library=C",
        "other_contact": "library=C tower=C",
        "third_contact": "bridge=C",
        "reader": "library=R",
        "standard": "library=S tower=R",
        "administrator": "library=A",
        "other_administrator": "tower=A",
        "owner": "library=A tower=A",
        "foreign_owner": "bridge=A",
        "both": "library=RC",
        "integration": "tower=S",
    },
    "BillingPeriod": {
        "contact": "L-10=C L-11=C",
        "other_contact": "L-11=C T-11=C",
        "third_contact": "B-10=C",
        "reader": "L-09=R L-10=R L-11=R",
        "standard": "L-09=S L-10=S L-11=S T-10=R T-11=R",
        "administrator": "L-09=A L-10=A L-11=A",
        "other_administrator": "T-10=A T-11=A",
        "owner": "L-09=A L-10=A L-11=A T-10=A T-11=A",
        "foreign_owner": "B-10=A",
        "both": "L-09=R L-10=RC L-11=RC",
        "integration": "T-10=S T-11=S",
    },
    "Company": {
        "contact": "north=C steel=SELF",
        "other_contact": "north=C glass=SELF",
        "third_contact": "south=C steel=SELF",
        "employee": "steel=SELF",
        "reader": "north=R,SELF steel=R glass=R",
        "standard": "north=R,SELF steel=R glass=R",
        "administrator": "north=R,SELF steel=R glass=R",
        "other_administrator": "north=R,SELF steel=R glass=R",
        "owner": "north=A,SELF steel=A glass=A",
        "foreign_owner": "south=A,SELF steel=A",
        "both": "north=RC steel=R,SELF glass=R",
        "integration": "north=R steel=R glass=R",
    },
    "Vendor": {
        "contact": "steel_north=SELF steel_south=SELF",
        "other_contact": "glass_north=SELF",
        "third_contact": "steel_north=SELF steel_south=SELF",
        "employee": "steel_north=SELF steel_south=SELF",
        "reader": "steel_north=R glass_north=R",
        "standard": "steel_north=R glass_north=R",
        "administrator": "steel_north=R glass_north=R",
        "other_administrator": "steel_north=R glass_north=R",
        "owner": "steel_north=A glass_north=A",
        "foreign_owner": "steel_south=A",
        "both": "steel_north=R,SELF glass_north=R steel_south=SELF",
        "integration": "steel_north=R glass_north=R",
    },
    "Person": {
        "nobody": "nobody=SELF",
        "contact": "contact=C,SELF both=C leaver=C administrator=C",
        "other_contact": "other_contact=C,SELF administrator=C",
        "third_contact": "third_contact=C,SELF",
        "employee": "employee=SELF",
        "reader": "reader=R,SELF standard=R administrator=R both=R contact=R leaver=R",
        "standard": (
            "standard=R,SELF reader=R administrator=R both=R other_administrator=R contact=R leaver=R "
            "other_contact=R"
        ),
        "administrator": (
            "administrator=R,SELF reader=R standard=R both=R contact=R leaver=R other_contact=R "
            "other_administrator=R owner=R employee=R third_contact=R"
        ),
        "other_administrator": (
            "other_administrator=R,SELF standard=R other_contact=R reader=R administrator=R owner=R "
            "contact=R both=R employee=R third_contact=R"
        ),
        "owner": (
            "owner=A,SELF reader=AR standard=AR administrator=AR other_administrator=AR contact=AR both=AR "
            "employee=A third_contact=A other_contact=AR leaver=R"
        ),
        "foreign_owner": "foreign_owner=A,SELF contact=A both=A employee=A third_contact=AR",
        "both": "both=RC,SELF reader=R standard=R administrator=RC contact=RC leaver=RC",
        "leaver": "leaver=SELF",
        "integration": "standard=R other_administrator=R other_contact=R",
    },
    "ServiceAccount": {
        "standard": "integration=R",
        "administrator": "integration=R",
        "other_administrator": "integration=R",
        "owner": "integration=AR",
        "integration": "integration=R,SELF",
    },
    "Employment": {
        "contact": "contact@work=SELF",
        "other_contact": "other_contact@work=SELF",
        "third_contact": "third_contact@work=SELF",
        "employee": "employee@work=SELF",
        "reader": "reader@work=SELF",
        "standard": "standard@work=SELF",
        "administrator": "administrator@work=SELF",
        "other_administrator": "other_administrator@work=SELF",
        "owner": (
            "owner@work=A,SELF reader@work=A standard@work=A administrator@work=A other_administrator@work=A "
            "contact@work=A other_contact@work=A third_contact@work=A employee@work=A both@work=A "
            "leaver@work=A"
        ),
        "foreign_owner": (
            "foreign_owner@work=A,SELF contact@work=A third_contact@work=A employee@work=A both@work=A "
            "leaver@work=A"
        ),
        "both": "both@work=SELF",
        "leaver": "leaver@work=SELF",
    },
    "ProjectAccess": {
        "reader": "reader@library=SELF",
        "standard": "standard@library=SELF standard@tower=SELF",
        "administrator": (
            "administrator@library=A,SELF reader@library=A standard@library=A both@library=A leaver@library=A"
        ),
        "other_administrator": "other_administrator@tower=A,SELF standard@tower=A integration@tower=A",
        "owner": (
            "administrator@library=A reader@library=A standard@library=A both@library=A leaver@library=A "
            "other_administrator@tower=A standard@tower=A integration@tower=A"
        ),
        "both": "both@library=SELF",
        "leaver": "leaver@library=SELF",
        "integration": "integration@tower=SELF",
    },
    "AccessToken": {
        "contact": "contact@token=SELF",
        "administrator": "administrator@token=SELF",
        "owner": "contact@token=A administrator@token=A integration@token=A",
        "foreign_owner": "contact@token=A",
        "integration": "integration@token=SELF",
    },
}
"""To whom rows exist, and what he is to them; whoever is not named sees none."""

HANGING = ("ScheduleLine", "ProgressClaim", "ProgressClaimLine", "ClaimContact")
"""What hangs on a commitment: it exists for whom the commitment exists, and he is the same to it."""

CLAIMS = {"CL1": "SC1", "CL2": "SC1", "CL3": "SC2", "CL4": "SC3", "CL5": "SC4", "CL6": "SC6"}
"""The claims, and under which commitment each stands."""


def commitment_of(name: str) -> str:
    """The commitment on which a row hangs: `SC1.2`, `contact@SC1`, `CL1`, `CL1.2`."""
    first, _, last = name.partition("@")
    whole = (last or first).partition(".")[0]
    return CLAIMS.get(whole, whole)


def standings(ground: Ground, type_name: str, who: str) -> dict[str, frozenset[str]]:
    """The rows of a type that exist for somebody, and what he is to each."""
    if type_name in HANGING:
        on = standings(ground, "Commitment", who)
        return {name: on[at] for name in ground.ids[type_name] if (at := commitment_of(name)) in on}
    text = STANDINGS[type_name].get(who, "")
    return {name: _letters(told) for name, told in (one.split("=") for one in text.split())}


def _letters(text: str) -> frozenset[str]:
    """`RC,SELF` as its standings."""
    return frozenset(part for one in text.split(",") for part in ([one] if one == "SELF" else one))


async def only(world: World, model: type[models.Row], **where: Any) -> Any:
    """The only row of a table with these values."""
    (row,) = await rows(world, model, **where)
    return row
