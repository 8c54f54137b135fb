"""Passwords: what a new one must be, and how hashes are made and compared."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass, field

import pytest
from argon2 import PasswordHasher, extract_parameters

from claimgraph.auth.passwords import Cost, Passwords, reasons_against_password
from claimgraph.errors import Unavailable
from tests.auth.people import CHEAP, PASSWORD

ADA = "ada.lovelace@example.com"
TOO_SHORT = "Choose at least 12 signs; a few words in a row are easy to remember."
TOO_LONG = "Choose at most 256 bytes; a letter is one to four of them."
THE_ADDRESS = "Choose something else than your e-mail address."


@pytest.mark.parametrize(
    ("password", "reasons"),
    [
        ("", [TOO_SHORT]),
        ("eleven sign", [TOO_SHORT]),
        ("twelve signs", []),
        ("zwölf Kräne!", []),
        ("fu\u0308nf Kran\u0308", [TOO_SHORT]),
        ("x" * 256, []),
        ("x" * 257, [TOO_LONG]),
        ("€" * 86, [TOO_LONG]),
        (ADA, [THE_ADDRESS]),
        (" ADA.Lovelace@Example.com ", [THE_ADDRESS]),
        ("ada.lovelace", [THE_ADDRESS]),
        ("ada.lovelace@", []),
    ],
)
def test_what_a_new_password_must_be(password: str, reasons: list[str]) -> None:
    assert reasons_against_password(password, ADA) == reasons


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert reasons_against_password("bob", "bob@example.com") == [TOO_SHORT, THE_ADDRESS]


async def test_hashes_cost_what_the_design_says_unless_told_otherwise() -> None:
    kept = await Passwords().hashed(PASSWORD)
    parameters = extract_parameters(kept)
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (65_536, 3, 1)
    assert kept.startswith("$argon2id$")


async def test_a_hash_matches_its_password_and_no_other() -> None:
    passwords = Passwords(CHEAP)
    kept = await passwords.hashed(PASSWORD)
    assert await passwords.is_right(PASSWORD, kept)
    assert not await passwords.is_right(PASSWORD + " ", kept)
    assert not await passwords.is_right("", kept)


async def test_the_same_password_has_another_hash_each_time() -> None:
    passwords = Passwords(CHEAP)
    assert await passwords.hashed(PASSWORD) != await passwords.hashed(PASSWORD)


async def test_without_a_hash_the_same_work_is_done_and_no_password_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []
    verify = PasswordHasher.verify

    def noted(hasher: PasswordHasher, kept: str, password: bytes) -> bool:
        compared.append(kept)
        return verify(hasher, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    cost = Cost(memory=64, passes=2)
    assert not await Passwords(cost).is_right(PASSWORD, None)
    (parameters,) = map(extract_parameters, compared)
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (64, 2, 1)
    assert (parameters.hash_len, parameters.salt_len) == (32, 16)


async def test_a_hash_that_is_none_matches_nothing() -> None:
    assert not await Passwords(CHEAP).is_right(PASSWORD, "four cranes in the rain")


async def test_a_hash_of_another_cost_still_matches_and_is_known_to_be_outdated() -> None:
    kept = await Passwords(CHEAP).hashed(PASSWORD)
    dearer = Passwords(Cost(memory=16, passes=1))
    assert await dearer.is_right(PASSWORD, kept)
    assert dearer.is_outdated(kept) and not Passwords(CHEAP).is_outdated(kept)


@dataclass
class Running:
    """How many hashes are worked out just now, and how many at most were side by side."""

    now: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def change(self, by: int) -> None:
        """One begins, or ends."""
        with self.lock:
            self.now += by
            self.most = max(self.most, self.now)


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Running:
    """Each hash takes a while, whatever the machine."""
    running = Running()

    def verify(_hasher: PasswordHasher, _kept: str, _password: bytes) -> bool:
        running.change(1)
        time.sleep(0.05)
        running.change(-1)
        return True

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    return running


async def test_two_at_a_time_also_when_callers_hang_up(running: Running) -> None:
    passwords = Passwords(CHEAP)
    tasks = [asyncio.create_task(passwords.is_right(PASSWORD, "kept")) for _ in range(10)]
    await asyncio.sleep(0.02)
    for task in tasks[::2]:
        task.cancel()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [answer for answer in answers if answer is True] == [True] * 5
    assert running.most == 2


async def test_the_loop_goes_on_meanwhile(running: Running) -> None:
    passwords = Passwords(CHEAP)
    task = asyncio.create_task(passwords.is_right(PASSWORD, "kept"))
    turns = 0
    while not task.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns > 5


async def test_when_too_many_wait_the_next_is_told_to_come_back(running: Running) -> None:
    passwords = Passwords(CHEAP, at_once=1, waiting=2)
    tasks = [asyncio.create_task(passwords.is_right(PASSWORD, "kept")) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable, match="Try again in a moment"):
        await passwords.is_right(PASSWORD, "kept")
    assert await asyncio.gather(*tasks) == [True, True, True]
    assert await passwords.is_right(PASSWORD, "kept")
