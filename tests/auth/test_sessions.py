"""Sessions: how long they run, what ends them, and what of them is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from claimgraph import models
from claimgraph.auth import sessions
from claimgraph.auth.fingerprints import fingerprint
from claimgraph.auth.recognition import Proof, note_use
from claimgraph.storage.database import Writing
from tests.auth.people import NINE, People

A_MOMENT = timedelta(microseconds=1)


async def test_a_session_is_recognised_with_one_statement(people: People) -> None:
    await people.person("Ada")
    session = await people.session("Ada")
    with people.statements() as heard:
        seen = await people.seen(session)
    assert seen and seen.proof is Proof.SESSION and not seen.viewer.is_read_only
    assert [text for text in heard if text.lstrip().startswith("select")] == heard[1:]
    assert len(heard) == 2, "the snapshot begins, and is asked once"


async def test_a_session_ends_when_it_was_idle_for_half_an_hour(people: People) -> None:
    await people.person("Ada")
    session = await people.session("Ada")
    people.now = NINE + timedelta(minutes=30) - A_MOMENT
    assert await people.seen(session, note=False)
    people.now = NINE + timedelta(minutes=30)
    assert await people.seen(session) is None


async def test_a_session_that_is_used_goes_on_for_twelve_hours_and_no_longer(people: People) -> None:
    await people.person("Ada")
    session = await people.session("Ada")
    for _ in range(12 * 3):
        assert await people.seen(session)
        people.later(minutes=20)
    people.now = NINE + timedelta(hours=12) - A_MOMENT
    assert await people.seen(session)
    people.now = NINE + timedelta(hours=12)
    assert await people.seen(session) is None


async def test_its_use_is_written_down_once_a_minute(people: People) -> None:
    await people.person("Ada")
    session = await people.session("Ada")
    for seconds, is_written in ((1, False), (58, False), (1, True), (1, False), (60, True)):
        people.later(seconds=seconds)
        with people.statements() as heard:
            await people.seen(session)
        assert any("update session" in text for text in heard) is is_written, (people.now, heard)
    (kept,) = await people.all(models.Session)
    assert kept.last_seen_at == people.now


async def test_the_use_of_a_session_that_ended_meanwhile_is_not_written_down(people: People) -> None:
    await people.person("Ada")
    session = await people.session("Ada")
    people.later(minutes=2)
    found = await people.seen(session, note=False)
    await people.work(lambda writing: sessions.end(writing, session.session.secret, people.now))
    assert found
    await note_use(people.database, found, people.now)
    (kept,) = await people.all(models.Session)
    assert (kept.last_seen_at, kept.ended_at) == (NINE, people.now)


async def test_who_is_deactivated_is_out_and_stays_out_when_he_comes_back(people: People) -> None:
    ada = await people.person("Ada")
    session = await people.session("Ada")

    async def deactivate(writing: Writing) -> None:
        await models.Actor.filter(id=ada.id).update(is_active=False)
        await sessions.end_all(writing, ada.id, people.now)

    await people.work(deactivate)
    assert await people.seen(session) is None
    await people.work(lambda _: models.Actor.filter(id=ada.id).update(is_active=True))
    assert await people.seen(session) is None


async def test_being_inactive_is_enough_to_be_out(people: People) -> None:
    ada = await people.person("Ada")
    session = await people.session("Ada")
    await people.work(lambda _: models.Actor.filter(id=ada.id).update(is_active=False))
    assert await people.seen(session) is None


async def test_the_end_of_all_sessions_of_one_leaves_those_of_others(people: People) -> None:
    ada = await people.person("Ada")
    await people.person("Bob")
    hers, his = await people.session("Ada"), await people.session("Bob")
    await people.work(lambda writing: sessions.end_all(writing, ada.id, people.now))
    assert await people.seen(hers) is None
    assert await people.seen(his)


async def test_the_page_proves_itself_with_a_token_of_this_session(people: People) -> None:
    await people.person("Ada")
    one, other = await people.session("Ada"), await people.session("Ada")
    seen = await people.seen(one)
    assert seen
    assert sessions.csrf_token(one.session.secret) == one.session.csrf_token, "each tab works out the same"
    assert seen.has_csrf_token(one.session.csrf_token)
    for wrong in (None, "", other.session.csrf_token, one.session.secret, seen.csrf_hash, "ä\ud800"):
        assert not seen.has_csrf_token(wrong)


@pytest.mark.parametrize("secret", ["", "x", "x" * 100_000, "\x00", "ä\ud800", "' or 1=1 --"])
async def test_whatever_is_no_secret_is_nobody(people: People, secret: str) -> None:
    await people.person("Ada")
    await people.session("Ada")
    kept = (await people.all(models.Session))[0].secret_hash
    assert await people.recognised(session=secret) is None
    assert await people.recognised(session=kept) is None


async def test_a_clock_that_goes_back_an_hour_leaves_people_signed_in(people: People) -> None:
    await people.person("Ada")
    session = await people.session("Ada")
    people.later(hours=-1)
    assert await people.seen(session)
    people.later(minutes=29)
    assert await people.seen(session, note=False), "idle is counted by the new clock"
    people.later(minutes=1)
    assert await people.seen(session) is None


async def test_a_session_of_a_clock_that_ran_days_ahead_does_not_run_for_days(people: People) -> None:
    await people.person("Ada")
    people.later(days=3)
    session = await people.session("Ada")
    people.later(days=-3)
    assert await people.seen(session) is None


async def test_only_fingerprints_are_kept(people: People) -> None:
    await people.person("Ada")
    new = (await people.session("Ada")).session
    kept = await people.everything()
    assert new.secret not in kept and new.csrf_token not in kept
    assert fingerprint(new.secret) in kept and fingerprint(new.csrf_token) in kept
