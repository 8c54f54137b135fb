"""`claimgraph demo` as a program: over HTTP, started again, and told to stop."""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from claimgraph.auth.fingerprints import fingerprint
from claimgraph.demo.doors import token_of
from claimgraph.storage.database import Database
from tests.databases import new_postgresql
from tests.demo.made import COMMAND, Made, Program, environment, free_port, served

WHO = "{ viewer { actor { name } } }"


@pytest.fixture(scope="module")
def again(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A second start: the company is there already."""
    with served(made.copied(tmp_path_factory.mktemp("again") / "data")) as program:
        yield program


def test_everybody_gets_in_with_his_token(again: Program) -> None:
    names = {
        person["role"]: again.ask(person["role"], WHO)["data"]["viewer"]["actor"]["name"]
        for person in again.people
    }
    assert names == {
        "administrator": "Ines Ferreira",
        "contact": "Daniel Okafor",
        "standard": "Priya Nair",
        "reader": "Tom Baxter",
        "contact and reader": "Marco Casella",
    }


def test_everybody_gets_in_with_his_password(again: Program) -> None:
    for person in again.people:
        sign_in = {"email": person["email"], "password": person["password"]}
        answer = httpx2.post(f"{again.url}/sign-in", json=sign_in, headers={"Origin": again.url})
        assert answer.status_code == 204, person


def test_the_sign_in_page_offers_to_look_around(again: Program) -> None:
    page = httpx2.get(again.url).text
    assert "Ines Ferreira" in page
    assert "Daniel Okafor" in page


def test_the_saved_operations_have_the_ids_of_the_demo(again: Program, made: Made) -> None:
    headers = {"Authorization": f"Bearer {again.person('contact')['token']}"}
    operations = httpx2.get(f"{again.url}/explorer/operations", headers=headers).json()
    form = next(operation for operation in operations if operation["name"] == "ClaimForm")
    assert form["variables"] == {"claimId": made.demo.values["draft claim"]}


def test_only_the_owner_may_read_the_sign_ins(again: Program) -> None:
    assert again.mode == 0o600


def test_the_terminal_shows_what_one_does_not_see(again: Program) -> None:
    row = next(line for line in again.printed.splitlines() if "internalNote " in line and "null" in line)
    assert "null, FORBIDDEN " in row
    assert "Hold the coating" in row
    assert "Daniel Okafor, contact" in again.printed
    assert again.url in again.printed


def test_a_second_start_keeps_what_was_changed_and_is_quick(made: Made, tmp_path: Path) -> None:
    folder = made.copied(tmp_path / "data")
    change = '{projectId: $id, name: "Town Library"}'
    rename = f"mutation M($id: ID!) {{ updateProject(input: {change}) {{ userErrors {{ code }} }} }}"
    with served(folder) as program:
        program.ask("administrator", rename, id=made.demo.values["project"])
        assert program.end() == 0
    begun = time.monotonic()
    with served(folder) as program:
        seconds = time.monotonic() - begun
        asked = "query Q($id: ID!) { project(id: $id) { name } }"
        told = program.ask("administrator", asked, id=made.demo.values["project"])
    assert told["data"]["project"]["name"] == "Town Library"
    assert seconds < 15, "alone it takes two; other tests run beside it"


def test_a_first_start_makes_the_same_company_on_postgresql(
    made: Made, postgres_address: str, tmp_path: Path
) -> None:
    with new_postgresql(postgres_address) as url, served(tmp_path / "data", "--database-url", url) as program:
        assert program.ask("contact", WHO)["data"]["viewer"]["actor"]["name"] == "Daniel Okafor"
        assert "4 projects" in program.printed
        assert program.end() == 0
    values = json.loads((tmp_path / "data" / "demo" / "operations.json").read_bytes())
    assert values["claim to return: line 2"] == made.demo.values["claim to return: line 2"]
    assert values["assessed claim: amount"] == made.demo.values["assessed claim: amount"]


def test_a_demo_that_was_not_made_to_its_end_is_made_anew(made: Made, tmp_path: Path) -> None:
    folder = made.copied(tmp_path / "data")
    forget = "delete from access_token where secret_hash = $1"
    asyncio.run(execute(folder, forget, fingerprint(token_of("ines"))))
    with served(folder) as program:
        assert "4 projects" in program.printed
        assert program.ask("administrator", WHO)["data"]["viewer"]["actor"]["name"] == "Ines Ferreira"


async def execute(folder: Path, statement: str, *values: object) -> None:
    """Changes the demo's database past all rules."""
    database = await Database.open(f"sqlite:///{folder / 'demo' / 'claimgraph.sqlite3'}")
    await database.work(lambda writing: writing.execute(statement, values))
    await database.close()


def test_somebody_elses_database_is_left_alone(sqlite_url: str, tmp_path: Path) -> None:
    founding = ("--account", "Acme", "--administrator", "--name", "Ann", "--email", "ann@acme.example")
    run("person", "create", *founding, "--database-url", sqlite_url, folder=tmp_path)
    ended = run("demo", "--port", str(free_port()), "--database-url", sqlite_url, folder=tmp_path)
    assert ended.returncode == 1
    assert "somebody's own data" in ended.stderr


def test_a_port_that_is_taken_is_told(again: Program, tmp_path: Path) -> None:
    ended = run("demo", "--port", again.url.rpartition(":")[2], folder=tmp_path)
    assert ended.returncode == 3
    assert "choose another one with --port" in ended.stderr


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments], env=environment(folder), capture_output=True, text=True, timeout=60
    )
