"""The explorer in a browser: what a contact and an administrator see there, each by himself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.explorer.conftest import Demo, Visit

pytestmark = pytest.mark.browser

Starting = Callable[[Path], Demo]


def who_am_i(answer: dict[str, Any]) -> tuple[str, set[str]]:
    """The name in an answer to WhoAmI, and all standings that it has on projects."""
    assert "errors" not in answer, answer["errors"]
    data = answer["data"]
    projects = data["projects"]["nodes"]
    return data["viewer"]["actor"]["name"], {
        one for project in projects for one in project["viewerStandings"]
    }


def offered(visit: Visit) -> set[str]:
    """The names of the saved operations at the side."""
    return set(visit.page.locator(".saved-name").all_inner_texts())


def test_each_role_finds_its_own_operations_and_answers(
    demo_with: Starting, built_explorer: Path, visit: Visit
) -> None:
    demo = demo_with(built_explorer)

    visit.sign_in(demo, "contact")
    contacts = offered(visit)
    contact = run_saved(visit, "WhoAmI", picture="contact")
    dashboard = run_saved(visit, "ContactDashboard", picture="dashboard")
    sign_out(visit)

    visit.page.get_by_role("button", name=re.compile("As administrator")).click()
    visit.page.get_by_role("button", name="Sign out").wait_for()
    administrators = offered(visit)
    administrator = run_saved(visit, "WhoAmI", picture="administrator")
    inbox = run_saved(visit, "AssessmentInbox", picture="inbox")
    sign_out(visit)

    assert who_am_i(contact)[1] == {"CONTACT"}
    assert who_am_i(administrator)[1] == {"ADMINISTRATOR"}
    assert who_am_i(contact)[0] != who_am_i(administrator)[0]
    assert "ContactDashboard" in contacts - administrators
    assert "AssessmentInbox" in administrators - contacts
    assert dashboard["data"]["viewer"]["commitments"]["nodes"]
    assert inbox["data"]["viewer"]["claimsToDo"]["nodes"]


def run_saved(visit: Visit, name: str, picture: str) -> dict[str, Any]:
    """Opens a saved operation, runs it, and gives the answer."""
    visit.page.get_by_role("button", name=re.compile(rf"^{name}\b")).click()
    visit.page.locator(".graphiql-tab-active", has_text=name).wait_for()
    answer = visit.answer_to("Execute query")
    assert "errors" not in answer, answer["errors"]
    visit.page.locator(".result-window").get_by_text('"data"').wait_for()
    visit.picture(picture)
    return answer


def sign_out(visit: Visit) -> None:
    """Signs out; nothing of what was asked stays in the browser."""
    visit.page.get_by_role("button", name="Sign out").click()
    visit.page.get_by_role("heading", name="Sign in").wait_for()
    assert visit.page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_without_a_build_a_plain_page_answers(demo_with: Starting, tmp_path: Path, visit: Visit) -> None:
    demo = demo_with(tmp_path / "nothing built")
    visit.sign_in(demo, "contact")
    visit.page.get_by_label("Saved operations").select_option(label="explorer: WhoAmI")
    name, standings = who_am_i(visit.answer_to("Run"))
    visit.page.get_by_text(f'"name": "{name}"').wait_for()
    visit.picture("plain")
    assert standings == {"CONTACT"}
    assert visit.page.locator("#viewer").inner_text() == f"{name} · CONTACT"
    sign_out(visit)


def test_a_wrong_password_is_told_on_the_page(demo_with: Starting, tmp_path: Path, visit: Visit) -> None:
    demo = demo_with(tmp_path / "nothing built")
    visit.page.goto(demo.url)
    visit.page.get_by_label("E-mail").fill(demo.person("contact")["email"])
    visit.page.get_by_label("Password").fill("wrong")
    visit.page.get_by_role("button", name="Sign in", exact=True).click()
    visit.page.get_by_text("is not right").wait_for()
    visit.picture("wrong-password")
    # The browser itself writes refused requests to its console.
    assert [message for message in visit.wrong if "401" not in message] == []
    visit.wrong.clear()
