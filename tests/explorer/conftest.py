"""A demo that runs as a program, and a browser that notices everything it should not see."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

import explorer as building

COMMAND = (sys.executable, "-c", "from claimgraph.cli import main; main()")
SECONDS = 60
LOCAL = {"127.0.0.1", ""}  # what stands in the page itself (data:, blob:) has no host


@dataclass(frozen=True)
class Demo:
    """A running demo: where it is, and who is in it."""

    url: str
    people: list[dict[str, str]]

    def person(self, role: str) -> dict[str, str]:
        """Somebody of a role, with e-mail, password and token."""
        return next(person for person in self.people if person["role"] == role)


@dataclass
class Visit:
    """One person's page, from opening it to leaving it, and all that was wrong meanwhile."""

    page: Page
    pictures: Path
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script error: {error}"))

    def _note_request(self, request: Request) -> None:
        if (urlsplit(request.url).hostname or "") not in LOCAL:
            self.wrong.append(f"left the machine: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"console: {message.text}")

    def sign_in(self, demo: Demo, role: str) -> None:
        """Signs in by typing, as people do."""
        person = demo.person(role)
        self.page.goto(demo.url)
        self.page.get_by_label("E-mail").fill(person["email"])
        self.page.get_by_label("Password").fill(person["password"])
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.get_by_role("button", name="Sign out").wait_for()

    def answer_to(self, press: str) -> dict[str, Any]:
        """Presses a button and gives what GraphQL answers to that."""
        with self.page.expect_response(_is_answer) as answered:
            self.page.get_by_role("button", name=press).click()
        body: dict[str, Any] = answered.value.json()
        return body

    def picture(self, name: str) -> None:
        """Keeps a picture of the page in the test's folder."""
        self.page.screenshot(path=self.pictures / f"{name}.png")


def _is_answer(response: Response) -> bool:
    """Whether it answers what was pressed, and not the editor's own question for the schema."""
    return response.url.endswith("/graphql") and "__schema" not in (response.request.post_data or "")


@pytest.fixture(scope="module")
def built_explorer() -> Path:
    """The folder of the explorer's page, built when it was not yet."""
    building.build()
    if not (building.BUILT / "index.html").is_file():
        pytest.fail(f"The explorer could not be built:\n{building.LOG.read_text()}")
    return building.BUILT


@pytest.fixture(scope="module")
def chromium(browser_path: str) -> Iterator[Browser]:
    """The browser, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, tmp_path: Path) -> Iterator[Visit]:
    """A fresh browser; when the test ends, nothing may have been wrong."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    visit = Visit(context.new_page(), tmp_path)
    yield visit
    context.close()
    assert visit.wrong == []


@pytest.fixture
def demo_with(tmp_path: Path) -> Iterator[Any]:
    """Starts a demo that shows the explorer of a folder; ends it with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(explorer: Path) -> Demo:
        port, credentials = _free_port(), tmp_path / "credentials.json"
        arguments = ["demo", "--port", str(port), "--credentials-file", str(credentials)]
        settings = {
            "CLAIMGRAPH_DATA_FOLDER": str(tmp_path / "data"),
            "CLAIMGRAPH_EXPLORER_FOLDER": str(explorer),
        }
        with (tmp_path / "log").open("wb") as log:
            process = subprocess.Popen(
                [*COMMAND, *arguments], env={**os.environ, **settings}, stdout=log, stderr=log
            )
        started.append(process)
        _wait(process, f"http://127.0.0.1:{port}/readyz", tmp_path / "log")
        return Demo(**json.loads(credentials.read_text()))

    yield start
    for process in started:
        process.terminate()
        process.wait(15)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx2.get(url).is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    pytest.fail(f"The demo did not start:\n{log.read_text()}")
