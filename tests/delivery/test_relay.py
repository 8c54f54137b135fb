"""The relay: what is due goes out, at least once, and what cannot stays to be seen."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from claimgraph import models
from claimgraph.auth import links
from claimgraph.auth.links import LinkState
from claimgraph.auth.sign_in import SignedIn
from claimgraph.delivery import outbox, relay
from claimgraph.delivery.mail import FolderMailer, Letter, Mailer, SmtpMailer
from claimgraph.delivery.outbox import MOST_ATTEMPTS, PAUSES
from claimgraph.delivery.relay import Delivered
from claimgraph.storage.database import Database, Statement
from claimgraph.storage.failures import Unavailable
from tests.auth.people import NINE, People
from tests.delivery.smtp import mail_server

SERVER = "https://claims.builder.example"


@dataclass
class Postbox:
    """A way out that keeps the letters, or raises what it is told to."""

    letters: list[Letter] = field(default_factory=list)
    failure: BaseException | None = None

    async def send(self, letter: Letter, now: datetime) -> None:
        """Keeps the letter."""
        if self.failure:
            raise self.failure
        self.letters.append(letter)

    def secret(self, number: int = -1) -> str:
        """The secret in a letter's link."""
        found = re.search(r"password\?token=(\w+)", self.letters[number].text)
        assert found
        return found[1]


@pytest.fixture
def postbox() -> Postbox:
    """An empty one."""
    return Postbox()


async def newcomer(people: People, name: str = "Eve") -> models.Actor:
    """Somebody new, to whom a link is to be sent."""
    person = await people.person(name, password=None)
    await people.employment(person, await people.company(f"{name}'s company"))
    await message(people, {"person_id": str(person.id)})
    return person


async def message(
    people: People, content: dict[str, object], kind: str = links.MESSAGE_KIND
) -> models.OutboxMessage:
    """A message in the outbox, due now."""
    return await people.row(
        models.OutboxMessage, kind=kind, content=json.dumps(content), next_attempt_at=people.now
    )


async def deliver(people: People, mailer: Mailer) -> Delivered:
    """What the relay does when it looks."""
    return await relay.deliver_due(people.database, mailer, lambda: people.now, SERVER, people.new_key)


async def test_a_new_person_gets_a_link_with_which_he_signs_in(people: People, postbox: Postbox) -> None:
    await newcomer(people)
    assert await deliver(people, postbox) == Delivered(sent=1)
    assert [letter.to for letter in postbox.letters] == ["eve@example.com"]
    assert await people.choose(postbox.secret()) == []
    assert isinstance(await people.sign_in("eve@example.com"), SignedIn)


async def test_a_known_person_gets_his_link_at_his_own_address(people: People, postbox: Postbox) -> None:
    ada = await people.person("Ada", email="ada@new.example.com")
    record = await people.stand_in(ada, await people.company("Formwork Ltd"))
    await people.work(lambda _: models.Actor.filter(id=record.id).update(email="ada@old.example.com"))
    await message(people, {"person_id": str(record.id)})
    await deliver(people, postbox)
    assert [letter.to for letter in postbox.letters] == ["ada@new.example.com"]
    assert (await people.state(postbox.secret())).state is LinkState.ACCEPT


async def test_what_was_sent_is_sent_once(people: People, postbox: Postbox) -> None:
    await newcomer(people)
    assert await deliver(people, postbox) == Delivered(sent=1)
    people.later(days=30)
    assert await deliver(people, postbox) == Delivered()
    (kept,) = await people.all(models.OutboxMessage)
    assert (kept.sent_at, kept.attempts) == (NINE, 1)


async def test_what_is_due_later_waits(people: People, postbox: Postbox) -> None:
    await newcomer(people)
    people.later(microseconds=-1)
    assert await deliver(people, postbox) == Delivered()
    people.later(microseconds=1)
    assert await deliver(people, postbox) == Delivered(sent=1)


async def test_messages_of_other_kinds_are_left_alone(people: People, postbox: Postbox) -> None:
    await message(people, {}, kind="webhook")
    assert await deliver(people, postbox) == Delivered()
    assert (await people.all(models.OutboxMessage))[0].attempts == 0


async def test_the_link_is_made_when_it_is_sent_and_its_secret_is_kept_nowhere(
    people: People, postbox: Postbox
) -> None:
    await newcomer(people)
    assert await people.all(models.PasswordLink) == []
    people.later(days=1)
    await deliver(people, postbox)
    (kept,) = await people.all(models.PasswordLink)
    assert kept.expires_at == NINE + timedelta(days=8)
    assert postbox.secret() not in await people.everything()


async def test_what_fails_comes_again_after_growing_pauses_and_is_given_up_at_last(
    people: People, postbox: Postbox
) -> None:
    await newcomer(people)
    postbox.failure = OSError("no route")
    for attempt, pause in enumerate(PAUSES, start=1):
        assert await deliver(people, postbox) == Delivered(failed=1), attempt
        people.now += pause - timedelta(microseconds=1)
        assert await deliver(people, postbox) == Delivered(), attempt
        people.now += timedelta(microseconds=1)
    postbox.failure = None
    people.later(days=365)
    assert await deliver(people, postbox) == Delivered()
    (kept,) = await people.all(models.OutboxMessage)
    assert (kept.attempts, kept.sent_at) == (MOST_ATTEMPTS, None), "it can still be seen"
    assert sorted(PAUSES) == list(PAUSES)


async def test_what_fails_once_is_sent_at_the_next_attempt_as_the_same_mail(
    people: People, postbox: Postbox
) -> None:
    await newcomer(people)
    postbox.failure = OSError("no route")
    await deliver(people, postbox)
    postbox.failure = None
    people.later(minutes=1)
    assert await deliver(people, postbox) == Delivered(sent=1)
    (kept,) = await people.all(models.OutboxMessage)
    assert postbox.letters[0].id == kept.id
    assert await people.choose(postbox.secret()) == []


async def test_a_message_that_cannot_be_sent_delays_no_other(people: People, postbox: Postbox) -> None:
    await message(people, {"person_id": "nobody"})
    await message(people, {})
    await newcomer(people)
    assert await deliver(people, postbox) == Delivered(sent=1, failed=2)


@pytest.mark.parametrize(
    "content",
    [{}, {"person_id": None}, {"person_id": 5}, {"person_id": "x"}, {"person_id": str(models.FOREVER)}],
)
async def test_a_message_that_names_nobody_is_given_up_at_once(
    people: People, postbox: Postbox, content: dict[str, object]
) -> None:
    await message(people, content)
    assert await deliver(people, postbox) == Delivered(failed=1)
    people.later(days=1)
    assert await deliver(people, postbox) == Delivered()
    assert (await people.all(models.OutboxMessage))[0].attempts == MOST_ATTEMPTS


async def test_who_was_deactivated_or_taken_back_gets_no_mail(people: People, postbox: Postbox) -> None:
    eve = await newcomer(people)
    ada = await people.person("Ada")
    record = await people.stand_in(ada, await people.company("Formwork Ltd"))
    await message(people, {"person_id": str(record.id)})
    await people.work(lambda _: models.Actor.filter(id=eve.id).update(is_active=False))
    await people.work(lambda _: models.Employment.filter(person_id=record.id).update(ends_at=NINE))
    assert await deliver(people, postbox) == Delivered(failed=2)
    assert postbox.letters == [] and await people.all(models.PasswordLink) == []


async def test_an_address_that_no_mail_can_reach_is_given_up_at_once(people: People, tmp_path: Path) -> None:
    await people.person("Eve", password=None, email="eve@example.com\nBcc: all@example.com")
    (eve,) = await people.all(models.Actor)
    await message(people, {"person_id": str(eve.id)})
    assert await deliver(people, FolderMailer(tmp_path / "mail", "claims@builder.example")) == Delivered(
        failed=1
    )
    assert not (tmp_path / "mail").exists()
    assert (await people.all(models.OutboxMessage))[0].attempts == MOST_ATTEMPTS


async def test_two_relays_side_by_side_send_each_message_once(people: People, postbox: Postbox) -> None:
    for number in range(12):
        await newcomer(people, f"Person{number}")
    done = await asyncio.gather(*(deliver(people, postbox) for _ in range(3)))
    assert sum(one.sent for one in done) == 12
    assert len({letter.to for letter in postbox.letters}) == len(postbox.letters) == 12


async def test_nothing_is_held_in_the_database_while_a_mail_goes_out(people: People) -> None:
    await newcomer(people)

    class Asking:
        """Changes, while it sends, what a lock would hold."""

        async def send(self, letter: Letter, now: datetime) -> None:
            """Waits for nobody."""
            await people.work(lambda _: models.OutboxMessage.all().update(content="{}"))
            await people.work(lambda _: models.Actor.all().update(job_title="Foreman"))

    assert await deliver(people, Asking()) == Delivered(sent=1)


async def test_a_relay_that_dies_while_it_sends_loses_nothing(people: People, postbox: Postbox) -> None:
    await newcomer(people)
    postbox.failure = asyncio.CancelledError()
    with suppress(asyncio.CancelledError):
        await deliver(people, postbox)
    postbox.failure = None
    assert await deliver(people, postbox) == Delivered(), "it is taken for a minute"
    people.now += PAUSES[0]
    assert await deliver(people, postbox) == Delivered(sent=1)


async def test_a_server_that_hangs_is_left_in_time(
    people: People, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "SEND_SECONDS", 0.2)
    await newcomer(people)
    async with mail_server() as server:
        server.is_deaf = True
        hanging = SmtpMailer.at(f"smtp://127.0.0.1:{server.port}", "claims@builder.example")
        async with asyncio.timeout(3):
            assert await deliver(people, hanging) == Delivered(failed=1)
    people.later(minutes=1)
    assert await deliver(people, postbox) == Delivered(sent=1)


def test_a_message_is_taken_for_longer_than_its_sending_may_take() -> None:
    assert timedelta(seconds=relay.SEND_SECONDS) < min(PAUSES)


async def test_the_relay_looks_again_and_survives_an_outage(people: People, postbox: Postbox) -> None:
    await newcomer(people, "Eve")
    is_out = True

    def outage(statement: Statement) -> None:
        if is_out:
            raise Unavailable("gone")

    with people.database.listen(outage):
        task = asyncio.create_task(
            relay.run(people.database, postbox, lambda: people.now, SERVER, people.new_key, look_seconds=0.01)
        )
        await asyncio.sleep(0.1)
        assert postbox.letters == [] and not task.done()
        is_out = False
    await until(lambda: len(postbox.letters) == 1)
    await newcomer(people, "Bob")
    await until(lambda: len(postbox.letters) == 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def until(holds: Callable[[], bool]) -> None:
    """Waits, for some seconds at most."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 (the relay is looked at from outside)
            await asyncio.sleep(0.01)


async def test_taking_notes_the_attempt(database: Database, people: People) -> None:
    made = await message(people, {"person_id": "x"})
    taken = await outbox.take(database, links.MESSAGE_KIND, NINE)
    assert taken == outbox.Message(made.id, links.MESSAGE_KIND, {"person_id": "x"}, 1)
    assert await outbox.take(database, links.MESSAGE_KIND, NINE) is None
    kept = await people.again(made)
    assert (kept.attempts, kept.next_attempt_at, kept.sent_at) == (1, NINE + PAUSES[0], None)
