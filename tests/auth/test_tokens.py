"""Bearer tokens: whose they are, how long they work, and what of them is kept."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest

from claimgraph import models
from claimgraph.auth import tokens
from claimgraph.auth.recognition import Proof
from claimgraph.rules.vocabulary import ActorKind
from tests.auth.people import NINE, People


async def test_a_token_is_its_owner(people: People) -> None:
    ada = await people.person("Ada")
    new = await people.token(ada)
    shown = await people.shown(new.secret)
    assert shown and shown.proof is Proof.TOKEN
    assert (shown.viewer.id, shown.viewer.kind, shown.viewer.is_read_only) == (
        ada.id,
        ActorKind.PERSON,
        False,
    )


async def test_a_service_account_acts_with_a_token(people: People) -> None:
    robot = await people.service_account("Robot")
    shown = await people.shown((await people.token(robot)).secret)
    assert shown and (shown.viewer.id, shown.viewer.kind) == (robot.id, ActorKind.SERVICE_ACCOUNT)
    assert (shown.email, shown.viewer.person_id) == (None, None)


async def test_a_token_may_be_for_reading_only(people: People) -> None:
    ada = await people.person("Ada")
    shown = await people.shown((await people.token(ada, is_read_only=True)).secret)
    assert shown and shown.viewer.is_read_only


async def test_a_token_is_recognised_with_one_statement_and_needs_no_csrf_token(people: People) -> None:
    ada = await people.person("Ada")
    new = await people.token(ada)
    with people.statements() as heard:
        shown = await people.shown(new.secret, note=False)
    assert shown and shown.has_csrf_token(None)
    assert len(heard) == 2, "the snapshot begins, and is asked once"


async def test_a_token_can_be_found_by_its_beginning_and_told_apart_in_any_text(people: People) -> None:
    new = await people.token(await people.person("Ada"))
    assert re.fullmatch(r"cg_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}", new.secret)
    (kept,) = await people.all(models.AccessToken)
    assert new.secret.startswith(kept.prefix) and len(kept.prefix) == 11
    assert new.secret.removeprefix(kept.prefix) not in await people.everything()
    assert new.secret not in repr(new)


async def test_a_token_works_until_the_instant_of_its_expiry(people: People) -> None:
    new = await people.token(await people.person("Ada"), expires_at=NINE + timedelta(days=1))
    people.now = NINE + timedelta(days=1) - timedelta(microseconds=1)
    assert await people.shown(new.secret)
    people.now = NINE + timedelta(days=1)
    assert await people.shown(new.secret) is None


async def test_an_expiry_given_in_another_time_zone_is_the_same_instant(people: People) -> None:
    sydney = NINE.astimezone(tz=None).fromisoformat("2026-11-10T20:30:00+11:00")
    new = await people.token(await people.person("Ada"), expires_at=sydney)
    people.later(minutes=29)
    assert await people.shown(new.secret)
    people.later(minutes=1)
    assert await people.shown(new.secret) is None


async def test_a_revoked_token_is_nobody_from_then_on(people: People) -> None:
    ada = await people.person("Ada")
    one, other = await people.token(ada), await people.token(ada)
    await people.work(lambda _: models.AccessToken.filter(id=one.record.id).update(revoked_at=NINE))
    assert await people.shown(one.secret) is None
    assert await people.shown(other.secret)
    people.later(days=-1)
    assert await people.shown(one.secret) is None, "whatever the clock says"


async def test_all_tokens_of_an_owner_are_revoked_and_those_of_others_work(people: People) -> None:
    ada, robot = await people.person("Ada"), await people.service_account("Robot")
    hers = [await people.token(ada) for _ in range(2)]
    its = await people.token(robot)
    await people.work(lambda writing: tokens.revoke_all(writing, ada.id, people.now))
    assert [await people.shown(one.secret) for one in hers] == [None, None]
    assert await people.shown(its.secret)
    people.later(days=1)
    await people.work(lambda writing: tokens.revoke_all(writing, ada.id, people.now))
    assert (await people.again(hers[0].record)).revoked_at == NINE, "what was revoked stays as it was"


async def test_the_token_of_an_inactive_owner_is_nobody(people: People) -> None:
    robot = await people.service_account("Robot")
    new = await people.token(robot)
    await people.work(lambda _: models.Actor.filter(id=robot.id).update(is_active=False))
    assert await people.shown(new.secret) is None


async def test_its_use_is_kept_to_the_minute_and_written_once_in_it(people: People) -> None:
    new = await people.token(await people.person("Ada"))
    assert (await people.again(new.record)).last_used_at is None
    for seconds, is_written in ((10, True), (20, False), (29, False), (1, True), (59, False), (-120, True)):
        people.later(seconds=seconds)
        with people.statements() as heard:
            assert await people.shown(new.secret)
        assert any("update access_token" in text for text in heard) is is_written, people.now
        kept = (await people.again(new.record)).last_used_at
        assert kept == people.now.replace(second=0, microsecond=0)


async def test_a_wrong_token_does_not_fall_back_to_the_session(people: People) -> None:
    await people.person("Ada")
    session = (await people.session("Ada")).session.secret
    assert await people.recognised(bearer="cg_wrong", session=session) is None
    assert await people.recognised(bearer="", session=session) is None
    assert await people.recognised(session=session)


@pytest.mark.parametrize("secret", ["", "cg_", "x" * 100_000, "\x00", "ä\ud800", "' or 1=1 --"])
async def test_whatever_is_no_token_is_nobody(people: People, secret: str) -> None:
    new = await people.token(await people.person("Ada"))
    assert await people.shown(secret) is None
    assert await people.shown(new.record.secret_hash) is None
    assert await people.shown(new.secret + " ") is None
    assert await people.shown(new.secret.swapcase()) is None


async def test_no_two_tokens_are_alike(people: People) -> None:
    ada = await people.person("Ada")
    made = [await people.token(ada) for _ in range(20)]
    assert len({one.secret for one in made}) == 20


async def test_a_token_used_many_times_at_once_is_recognised_each_time(people: People) -> None:
    new = await people.token(await people.person("Ada"))
    assert all(await asyncio.gather(*(people.shown(new.secret) for _ in range(10))))
