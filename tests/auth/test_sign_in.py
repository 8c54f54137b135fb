"""Signing in: who may, what is told to whom, and what is the same for all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from argon2 import PasswordHasher

from claimgraph import models
from claimgraph.auth import credentials, sessions
from claimgraph.auth.passwords import Cost, Passwords
from claimgraph.auth.sign_in import WRONG, SignedIn
from tests.auth.people import HOME, LONG_AGO, NINE, People

OTHER_PASSWORD = "three cranes in the sun"


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes with which argon2 compared a password, that is, with what cost it worked."""
    calls: list[str] = []
    verify = PasswordHasher.verify

    def counted(hasher: PasswordHasher, kept: str, password: bytes) -> bool:
        calls.append(kept.rsplit("$", 2)[0])
        return verify(hasher, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    return calls


async def test_the_right_password_begins_a_session(people: People) -> None:
    ada = await people.person("Ada")
    signed_in = await people.session("Ada")
    assert signed_in.person_id == ada.id
    seen = await people.seen(signed_in)
    assert seen and (seen.viewer.id, seen.viewer.name, seen.email) == (ada.id, "Ada", "ada@example.com")
    assert (await people.again(ada)).last_signed_in_at == NINE


@pytest.mark.parametrize("written", ["ADA@Example.COM", "  ada@example.com "])
async def test_an_address_is_compared_without_regard_to_case_and_blanks(people: People, written: str) -> None:
    await people.person("Ada")
    assert isinstance(await people.sign_in(written), SignedIn)


async def test_the_same_letters_typed_on_another_keyboard_are_the_same_password(people: People) -> None:
    await people.person("Ada", password="fünf Kräne im Regen")
    assert isinstance(await people.sign_in("ada@example.com", "fu\u0308nf Kra\u0308ne im Regen"), SignedIn)


async def test_a_wrong_password_begins_nothing(people: People) -> None:
    ada = await people.person("Ada")
    assert await people.sign_in("ada@example.com", OTHER_PASSWORD) == WRONG
    assert await people.all(models.Session) == []
    assert (await people.again(ada)).last_signed_in_at is None


@pytest.mark.parametrize(
    "email",
    ["nobody@example.com", "", "@", "ada@example.com\x00", "ada\ud800@example.com", "a" * 100_000],
    ids=["unknown", "empty", "no name", "with a zero", "no text", "endless"],
)
async def test_an_unknown_address_is_told_what_a_wrong_password_is_told(people: People, email: str) -> None:
    await people.person("Ada")
    assert await people.sign_in(email) == await people.sign_in("ada@example.com", OTHER_PASSWORD) == WRONG


@pytest.mark.parametrize("password", ["", "x" * 1_000_000, "a\x00b", "\ud800"])
async def test_whatever_is_no_password_is_a_wrong_one(people: People, password: str) -> None:
    await people.person("Ada")
    assert await people.sign_in("ada@example.com", password) == WRONG


async def test_unknown_inactive_and_wrong_take_the_same_steps_and_the_same_work(
    people: People, hashed: list[str]
) -> None:
    ada = await people.person("Ada")
    await people.person("Bob", is_active=False)
    await people.person("Cyd", password=None)
    await people.person("Ada as named", email="dan@example.com", stands_for_id=ada.id)
    with people.statements() as expected:
        await people.sign_in("ada@example.com", OTHER_PASSWORD)
    work = hashed.copy()
    assert len(work) == 1
    for name in ("nobody", "bob", "cyd", "dan"):
        hashed.clear()
        with people.statements() as heard:
            assert await people.sign_in(f"{name}@example.com") == WRONG
        assert (heard, hashed) == (expected, work), name


async def test_a_session_begins_under_a_new_secret_and_the_old_one_ends(people: People) -> None:
    await people.person("Ada")
    first = await people.session("Ada")
    second = await people.session("Ada", previous=first.session.secret)
    assert first.session.secret != second.session.secret
    assert await people.seen(first) is None
    assert await people.seen(second)


async def test_a_session_somewhere_else_goes_on(people: People) -> None:
    await people.person("Ada")
    at_work, at_home = await people.session("Ada"), await people.session("Ada", caller=HOME)
    assert await people.seen(at_work) and await people.seen(at_home)


async def test_a_hash_of_another_cost_is_made_anew_at_sign_in(people: People) -> None:
    ada = await people.person("Ada")
    people.passwords = Passwords(Cost(memory=16, passes=2))
    await people.session("Ada")
    (kept,) = await people.all(models.Credential, person_id=ada.id)
    assert kept.password_hash.startswith("$argon2id$v=19$m=16,t=2,p=1$")
    assert kept.changed_at == LONG_AGO, "the password is the same"
    await people.session("Ada")


async def _deactivate(people: People, person: models.Actor) -> None:
    async def do(writing: object) -> None:
        await models.Actor.filter(id=person.id).update(is_active=False)

    await people.work(do)


async def _change_password(people: People, person: models.Actor) -> None:
    kept = await people.passwords.hashed(OTHER_PASSWORD)
    await people.work(
        lambda writing: credentials.keep_password(writing, person.id, kept, people.now, people.new_key)
    )


@pytest.mark.parametrize("change", [_deactivate, _change_password])
async def test_what_changes_while_a_password_is_compared_counts(
    people: People,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[People, models.Actor], Awaitable[None]],
) -> None:
    ada = await people.person("Ada")
    is_right = people.passwords.is_right

    async def slowly(password: str, kept: str | None) -> bool:
        answer = await is_right(password, kept)
        await change(people, ada)
        return answer

    monkeypatch.setattr(people.passwords, "is_right", slowly)
    assert await people.sign_in("ada@example.com") == WRONG
    assert await people.all(models.Session) == []


async def test_sessions_that_are_long_over_go_with_the_next_sign_in(people: People) -> None:
    await people.person("Ada")
    old = await people.session("Ada")
    people.later(days=20)
    await people.session("Ada")
    assert len(await people.all(models.Session)) == 2
    people.later(days=11)
    new = await people.session("Ada", previous=old.session.secret)
    assert len(await people.all(models.Session)) == 2
    assert await people.seen(new)


async def test_many_at_the_same_time_each_get_a_session(people: People) -> None:
    for name in ("Ada", "Bob", "Cyd", "Dan"):
        await people.person(name)
    signed_in = await asyncio.gather(*(people.session(name) for name in ("Ada", "Bob", "Cyd", "Dan")))
    assert len({one.session.secret for one in signed_in}) == 4


async def test_signing_out_ends_the_session_and_no_other(people: People) -> None:
    await people.person("Ada")
    at_work, at_home = await people.session("Ada"), await people.session("Ada", caller=HOME)
    await people.work(lambda writing: sessions.end(writing, at_work.session.secret, people.now))
    assert await people.seen(at_work) is None
    assert await people.seen(at_home)


async def test_what_is_handed_out_does_not_show_itself(people: People) -> None:
    await people.person("Ada")
    signed_in = await people.session("Ada")
    shown = f"{signed_in} {await people.seen(signed_in)}"
    assert "Ada" in shown
    assert signed_in.session.secret not in shown
    assert signed_in.session.csrf_token not in shown
