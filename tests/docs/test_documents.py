"""The other documents: written from the code where they repeat it, and leading nowhere that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimgraph import api
from claimgraph.resolvers.action import ACTIONS
from claimgraph.rules.standing import Standing
from claimgraph.rules.vocabulary import AccessLevel
from tests.docs.documents import ERRORS, MEANINGS, ROOT, errors_page, request_codes

LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMED = re.compile(r"`((?:src|tests|tools|docs|explorer)/[\w./-]+)`")


def test_the_page_of_error_codes_is_fresh() -> None:
    assert ERRORS.read_text("utf8") == errors_page(), "write it anew with `python -m tests.docs.documents`"


def test_every_code_of_a_request_has_a_meaning() -> None:
    assert set(MEANINGS) == request_codes()


def test_every_code_that_an_action_names_is_on_the_page() -> None:
    api.core()
    page = ERRORS.read_text("utf8")
    assert [code for action in ACTIONS.values() for code in action.codes if f"| `{code}` |" not in page] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_named_files_are_there(document: Path) -> None:
    text = document.read_text("utf8")
    targets = [document.parent / target for target in LINK.findall(text)]
    named = [ROOT / name for name in NAMED.findall(text)]
    assert [str(path) for path in (*targets, *named) if not path.exists()] == []


def test_the_page_for_administrators_has_all_standings_and_levels() -> None:
    page = (ROOT / "docs" / "administrators.md").read_text("utf8")
    missing = [
        str(word) for word in (*AccessLevel, *(one.name for one in Standing)) if f"`{word}`" not in page
    ]
    assert missing == []
