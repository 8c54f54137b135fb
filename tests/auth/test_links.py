"""Links by which a new person chooses his password."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest

from claimgraph import models
from claimgraph.auth.links import USED_UP, Link, LinkState, use_up
from claimgraph.auth.passwords import Passwords
from claimgraph.auth.sign_in import WRONG, SignedIn
from claimgraph.rules.vocabulary import ActorKind
from claimgraph.storage.database import Writing
from tests.auth.people import CHEAP, LONG_AGO, NINE, PASSWORD, People

OTHER_PASSWORD = "three cranes in the sun"


async def newcomer(people: People) -> models.Actor:
    """Somebody who was just made, and works for a company."""
    eve = await people.person("Eve", password=None)
    await people.employment(eve, await people.company("Formwork Ltd"))
    return eve


async def test_a_new_person_chooses_a_password_and_signs_in(people: People) -> None:
    eve = await newcomer(people)
    assert await people.sign_in("eve@example.com") == WRONG
    link = await people.link(eve)
    assert await people.state(link) == Link(
        LinkState.NEW_PASSWORD, eve.id, None, "Eve", "eve@example.com", ("Formwork Ltd",)
    )
    assert await people.choose(link) == []
    assert isinstance(await people.sign_in("eve@example.com"), SignedIn)
    (kept,) = await people.all(models.Credential)
    assert kept.changed_at == NINE


async def test_a_link_works_once(people: People) -> None:
    link = await people.link(await newcomer(people))
    await people.choose(link)
    assert (await people.state(link)).state is LinkState.USED_UP
    assert await people.choose(link, OTHER_PASSWORD) == [USED_UP]
    assert await people.sign_in("eve@example.com", OTHER_PASSWORD) == WRONG


class Together(Passwords):
    """Hashes that are ready at the same moment, so that all go on side by side."""

    def __init__(self, count: int) -> None:
        super().__init__(CHEAP)
        self._all_are_here = asyncio.Barrier(count)

    async def hashed(self, password: str) -> str:
        """The hash, once as many were asked for."""
        kept = await super().hashed(password)
        await self._all_are_here.wait()
        return kept


async def test_of_several_who_use_a_link_at_once_one_has_chosen(people: People) -> None:
    link = await people.link(await newcomer(people))
    passwords = [f"{PASSWORD} {number}" for number in range(6)]
    people.passwords = Together(6)
    answers = await asyncio.gather(*(people.choose(link, password) for password in passwords))
    assert sorted(answers) == [[], *[[USED_UP]] * 5]
    chosen = passwords[answers.index([])]
    assert isinstance(await people.sign_in("eve@example.com", chosen), SignedIn)


async def test_who_comes_second_uses_up_no_newer_link(people: People) -> None:
    eve = await newcomer(people)
    link = await people.link(eve)
    first_may_end = asyncio.Event()

    async def first(writing: Writing) -> UUID | None:
        person_id = await use_up(writing, link, people.now)
        await first_may_end.wait()
        return person_id

    one = asyncio.create_task(people.work(first))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(people.link(eve))
    await asyncio.sleep(0.05)
    other = asyncio.create_task(people.choose(link))
    await asyncio.sleep(0.05)
    first_may_end.set()
    assert (await one, await other) == (eve.id, [USED_UP])
    assert await people.choose(await newer) == []


async def test_a_link_works_for_seven_days(people: People) -> None:
    eve = await newcomer(people)
    link = await people.link(eve)
    people.now = NINE + timedelta(days=7) - timedelta(microseconds=1)
    assert (await people.state(link)).state is LinkState.NEW_PASSWORD
    people.now = NINE + timedelta(days=7)
    assert (await people.state(link)).state is LinkState.USED_UP
    assert await people.choose(link) == [USED_UP]


@pytest.mark.parametrize(
    "change",
    [
        lambda: models.PasswordLink.all().update(expires_at=LONG_AGO),
        lambda: models.Actor.all().update(is_active=False),
    ],
    ids=["expired", "deactivated"],
)
async def test_what_changes_while_the_password_is_hashed_counts(
    people: People, monkeypatch: pytest.MonkeyPatch, change: Callable[[], Awaitable[int]]
) -> None:
    link = await people.link(await newcomer(people))
    hashed = people.passwords.hashed

    async def meanwhile(password: str) -> str:
        await people.work(lambda _: change())
        return await hashed(password)

    monkeypatch.setattr(people.passwords, "hashed", meanwhile)
    assert await people.choose(link) == [USED_UP]
    assert await people.all(models.Credential) == []


async def test_a_bad_password_is_refused_and_the_link_goes_on_working(people: People) -> None:
    link = await people.link(await newcomer(people))
    assert await people.choose(link, "eve") == [
        "Choose at least 12 signs; a few words in a row are easy to remember.",
        "Choose something else than your e-mail address.",
    ]
    assert await people.choose(link) == []


async def test_several_links_work_until_one_is_used(people: People) -> None:
    eve = await newcomer(people)
    links = [await people.link(eve) for _ in range(3)]
    assert [(await people.state(link)).state for link in links] == [LinkState.NEW_PASSWORD] * 3
    assert await people.choose(links[1]) == []
    assert [await people.choose(link, OTHER_PASSWORD) for link in links] == [[USED_UP]] * 3


async def test_several_links_used_at_once_leave_one_password(people: People) -> None:
    eve = await newcomer(people)
    links = [await people.link(eve) for _ in range(4)]
    answers = await asyncio.gather(*(people.choose(link) for link in links))
    assert sorted(answers) == [[], *[[USED_UP]] * 3]


async def test_the_links_of_others_go_on_working(people: People) -> None:
    hers = await people.link(await newcomer(people))
    his = await people.link(await people.person("Bob", password=None))
    assert await people.choose(hers) == []
    assert await people.choose(his) == []


async def test_a_new_password_replaces_the_old_and_ends_all_sessions(people: People) -> None:
    ada = await people.person("Ada")
    sessions = [await people.session("Ada"), await people.session("Ada")]
    assert await people.choose(await people.link(ada), OTHER_PASSWORD) == []
    assert [await people.seen(session) for session in sessions] == [None, None]
    assert await people.sign_in("ada@example.com") == WRONG
    assert isinstance(await people.sign_in("ada@example.com", OTHER_PASSWORD), SignedIn)
    assert len(await people.all(models.Credential)) == 1


async def test_the_link_of_a_deactivated_person_is_used_up(people: People) -> None:
    eve = await newcomer(people)
    link = await people.link(eve)
    await people.work(lambda _: models.Actor.filter(id=eve.id).update(is_active=False))
    assert await people.state(link) == Link(LinkState.USED_UP)
    assert await people.choose(link) == [USED_UP]


async def test_a_service_account_has_no_password(people: People) -> None:
    link = await people.link(await people.service_account("Robot"))
    assert await people.choose(link) == [USED_UP]
    assert await people.all(models.Credential) == []


async def test_no_password_can_be_chosen_for_a_record_that_stands_for_somebody(people: People) -> None:
    ada = await people.person("Ada")
    record = await people.stand_in(ada, await people.company("Formwork Ltd"))
    link = await people.link(record)
    assert await people.choose(link, OTHER_PASSWORD) == [USED_UP]
    assert (await people.state(link)).state is LinkState.ACCEPT, "and it still is there to accept"
    assert isinstance(await people.sign_in("ada@example.com"), SignedIn)


async def test_who_is_known_but_never_chose_a_password_does_so_by_the_link_to_accept(people: People) -> None:
    eve = await newcomer(people)
    record = await people.stand_in(eve, await people.company("Scaffold Ltd"))
    link = await people.link(record)
    assert await people.state(link) == Link(
        LinkState.NEW_PASSWORD, record.id, eve.id, "Eve", "eve@example.com", ("Scaffold Ltd",)
    )
    assert await people.choose(link) == []
    assert (await people.state(link)).state is LinkState.ACCEPT, "then it still is there to accept"
    assert await people.choose(link, OTHER_PASSWORD) == [USED_UP]
    (kept,) = await people.all(models.Credential)
    assert kept.person_id == eve.id
    assert isinstance(await people.sign_in("eve@example.com"), SignedIn)


async def test_of_several_who_choose_a_first_password_at_once_one_has_chosen(people: People) -> None:
    record = await people.stand_in(await newcomer(people), await people.company("Scaffold Ltd"))
    link = await people.link(record)
    people.passwords = Together(4)
    answers = await asyncio.gather(*(people.choose(link) for _ in range(4)))
    assert sorted(answers) == [[], *[[USED_UP]] * 3]


@pytest.mark.parametrize("secret", ["", "x" * 100_000, "\x00", "ä\ud800", "' or 1=1 --"])
async def test_whatever_is_no_link_is_told_what_a_used_one_is_told(people: People, secret: str) -> None:
    await people.link(await newcomer(people))
    (kept,) = await people.all(models.PasswordLink)
    for wrong in (secret, kept.secret_hash):
        assert await people.state(wrong) == Link(LinkState.USED_UP)
        assert await people.choose(wrong) == [USED_UP]
    assert await people.all(models.Credential) == []


async def test_a_wrong_link_costs_no_hash(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "passwords", None)
    assert await people.choose("guessed") == [USED_UP]


async def test_only_its_fingerprint_is_kept(people: People) -> None:
    link = await people.link(await newcomer(people))
    assert len(link) == 43
    assert link not in await people.everything()


async def test_who_works_nowhere_any_more_still_has_his_account(people: People) -> None:
    eve = await people.person("Eve", password=None)
    await people.employment(eve, await people.company("Formwork Ltd"), ends_at=NINE)
    assert (await people.state(await people.link(eve))).companies == ()
    assert eve.kind is ActorKind.PERSON
    assert await people.choose(await people.link(eve)) == []
