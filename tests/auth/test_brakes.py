"""Guessing gets slow, for whoever guesses and for nobody else."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from claimgraph import models
from claimgraph.auth import brakes
from claimgraph.auth.brakes import brakes_of
from claimgraph.auth.sign_in import WRONG, SignedIn, SignInRefused
from tests.auth.people import HOME, OFFICE, People

ADA, BOB = "ada@example.com", "bob@example.com"


async def guess(people: People, times: int, email: str = ADA, caller: str = OFFICE) -> list[int | None]:
    """Wrong passwords one after the other; for each how long is to be waited, None when it was compared."""
    answers = [await people.sign_in(email, f"guess {number}", caller) for number in range(times)]
    assert all(isinstance(answer, SignInRefused) for answer in answers)
    return [answer.wait_seconds for answer in answers if isinstance(answer, SignInRefused)]


async def guess_patiently(
    people: People, times: int, email: str = ADA, callers: tuple[str, ...] = (OFFICE,)
) -> list[int]:
    """Wrong passwords, each as soon as it is allowed; the waits that were needed."""
    waits = []
    for number in range(times):
        answer = await people.sign_in(email, f"guess {number}", callers[number % len(callers)])
        assert isinstance(answer, SignInRefused)
        if answer.wait_seconds:
            waits.append(answer.wait_seconds)
            people.later(seconds=answer.wait_seconds)
            assert await people.sign_in(email, "again", callers[number % len(callers)]) == WRONG
    return waits


async def test_a_few_mistakes_are_free_and_then_each_makes_the_next_wait_longer(people: People) -> None:
    await people.person("Ada")
    assert await guess(people, 7) == [None] * 6 + [1]
    people.later(seconds=1)
    assert await guess(people, 2) == [None, 2]
    people.later(seconds=2)
    assert await guess(people, 2) == [None, 4]


async def test_who_must_wait_is_told_how_long_and_the_right_password_does_not_help(people: People) -> None:
    await people.person("Ada")
    await guess(people, 6)
    assert await people.sign_in(ADA) == SignInRefused("Too many tries: wait 1 second, then try again.", 1)
    people.later(seconds=1)
    assert isinstance(await people.sign_in(ADA), SignedIn)


async def test_waiting_ends_at_the_very_instant(people: People) -> None:
    await people.person("Ada")
    await guess(people, 6)
    people.later(microseconds=999_999)
    assert (await guess(people, 1)) == [1]
    people.later(microseconds=1)
    assert isinstance(await people.sign_in(ADA), SignedIn)


async def test_a_try_that_must_wait_writes_nothing_and_compares_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people.person("Ada")
    await guess(people, 6)
    before = await people.everything()
    monkeypatch.setattr(people, "passwords", None)
    assert await guess(people, 3) == [1, 1, 1]
    assert await people.everything() == before


async def test_an_address_that_nobody_has_is_slowed_down_just_the_same(people: People) -> None:
    await people.person("Ada")
    of_ada = await guess_patiently(people, 12, ADA, callers=(OFFICE,))
    of_nobody = await guess_patiently(people, 12, "nobody@example.com", callers=(HOME,))
    assert of_ada == of_nobody
    assert len(of_ada) > 5


async def test_tries_side_by_side_are_counted_each(people: People) -> None:
    await people.person("Ada")
    answers = await asyncio.gather(*(people.sign_in(ADA, f"guess {number}") for number in range(20)))
    compared = [answer for answer in answers if answer == WRONG]
    assert len(compared) == 6, "five are free, and one more before the first wait"


async def test_guessing_at_many_accounts_slows_down_the_caller(people: People) -> None:
    waits = [await guess(people, 1, f"person{number}@example.com") for number in range(33)]
    assert waits == [[None]] * 31 + [[1]] * 2
    assert len(await people.all(models.SignInBrake)) == 32, "a try that must wait leaves no row"
    assert await guess(people, 1, "somebody@example.com", caller=HOME) == [None]


async def test_a_caller_waits_a_quarter_of_an_hour_at_most(people: People) -> None:
    for number in range(60):
        (wait,) = await guess(people, 1, f"person{number}@example.com")
        people.later(seconds=wait or 0)
    assert await guess(people, 1, "one@example.com") == [None]
    assert await guess(people, 1, "two@example.com") == [15 * 60]


async def test_strangers_hold_an_account_up_for_a_minute_at_most(people: People) -> None:
    await people.person("Ada")
    many = tuple(f"192.0.2.{number}" for number in range(30))
    assert max(await guess_patiently(people, 40, callers=many)) == 60
    people.later(seconds=60)
    assert isinstance(await people.sign_in(ADA, caller=HOME), SignedIn)


async def test_whose_browser_is_known_signs_in_while_strangers_guess(people: People) -> None:
    await people.person("Ada")
    before = await people.session("Ada")
    people.later(days=2)
    assert await people.seen(before) is None, "the session is over, the browser still known"
    await guess(people, 6)
    assert isinstance(await people.sign_in(ADA), SignInRefused)
    assert isinstance(await people.sign_in(ADA, previous=before.session.secret), SignedIn)


async def test_a_known_browser_has_a_brake_of_its_own(people: People) -> None:
    await people.person("Ada")
    known = (await people.session("Ada")).session.secret
    tries = [await people.sign_in(ADA, f"guess {number}", previous=known) for number in range(7)]
    assert tries == [*[WRONG] * 6, SignInRefused("Too many tries: wait 1 second, then try again.", 1)]
    assert isinstance(await people.sign_in(ADA, caller=HOME), SignedIn), "others are not held up by it"


async def test_the_browser_of_somebody_else_is_a_stranger(people: People) -> None:
    await people.person("Ada")
    await people.person("Bob")
    bobs = (await people.session("Bob")).session.secret
    await guess(people, 6)
    assert isinstance(await people.sign_in(ADA, previous=bobs), SignInRefused)


async def test_the_right_password_clears_the_account_but_not_the_guesses_at_others(people: People) -> None:
    await people.person("Bob")
    await guess(people, 5, BOB, caller=OFFICE)
    await people.session("Bob", caller=OFFICE)
    assert await guess(people, 7, BOB, caller=HOME) == [None] * 6 + [1]
    for number in range(25):
        await guess(people, 1, f"person{number}@example.com", caller=OFFICE)
    people.later(seconds=60)
    assert isinstance(await people.sign_in(BOB, caller=OFFICE), SignedIn)
    assert await guess(people, 2, ADA, caller=OFFICE) == [None, 1]


async def test_after_a_day_all_is_forgotten_and_no_row_stays(people: People) -> None:
    await people.person("Ada")
    await guess(people, 6)
    people.later(hours=24, seconds=1)
    assert await guess(people, 7, HOME) == [None] * 6 + [1]
    assert len(await people.all(models.SignInBrake)) == 2


async def test_there_are_never_more_brakes_than_are_remembered(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brakes, "MOST", 10)
    for number in range(30):
        await guess(people, 1, f"person{number}@example.com", caller=f"192.0.2.{number}")
        people.later(seconds=1)
        assert len(await people.all(models.SignInBrake)) <= 12


async def test_what_was_typed_is_not_kept(people: People) -> None:
    await guess(people, 3, "four cranes in the rain")
    kept = await people.everything()
    assert "cranes" not in kept and OFFICE not in kept
    assert len(await people.all(models.SignInBrake)) == 2


async def test_a_clock_that_ran_ahead_locks_nobody_out(people: People) -> None:
    await people.person("Ada")
    people.later(days=3)
    await guess(people, 6)
    people.later(days=-3)
    assert isinstance(await people.sign_in(ADA), SignedIn)


async def test_a_clock_that_goes_back_an_hour_makes_nobody_wait_longer(people: People) -> None:
    await people.person("Ada")
    await guess(people, 6)
    people.later(hours=-1)
    assert isinstance(await people.sign_in(ADA), SignedIn)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("socket", "other socket", False),
    ],
)
def test_a_caller_is_an_address_or_the_network_of_one_line(one: str, other: str, is_same: bool) -> None:
    assert (brakes_of("ada", one, None) == brakes_of("ada", other, None)) is is_same


def test_waits_double_up_to_the_longest_however_many_there_were() -> None:
    (brake,) = brakes_of(ADA, OFFICE, known_browser="abc")
    waits = [
        brake.wait_after(failures) // timedelta(seconds=1) for failures in (0, 5, 6, 7, 8, 15, 16, 10**9)
    ]
    assert waits == [0, 0, 1, 2, 4, 512, 900, 900]
