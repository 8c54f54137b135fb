"""What documents tell that the code tells too: written from the code, so that a test can compare.

`python -m tests.docs.documents` writes these parts anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from claimgraph import api
from claimgraph.errors import RequestError
from claimgraph.resolvers.action import ACTIONS
from claimgraph.rules.codes import ErrorCode
from claimgraph.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
README, ERRORS = ROOT / "README.md", ROOT / "docs" / "errors.md"
NEVER_SET_BY_HAND = {"demo_people"}
SETTINGS_TABLE = re.compile(r"\| variable \|.*?\n(?=\n)|^SETTINGS\n", re.DOTALL | re.MULTILINE)

ON_ALL = ("VALUE_REQUIRED", "VALUE_INVALID", "NOT_FOUND", "PROJECT_ARCHIVED", "VERSION_CONFLICT")
ON_ALL += ("IDEMPOTENCY_KEY_REUSED",)

HEAD = """# Error codes

Written from the code: `python -m tests.docs.documents` writes it anew, a test compares.

## Errors of the request

They stand in `errors` of the answer, with the code in `extensions.code`. A field that is closed is null, with
`FORBIDDEN` at its path; the rest of the answer is there.

| code | meaning |
|---|---|
"""
MEANINGS = {
    "UNAUTHENTICATED": "Nobody is signed in, or the token or session is no longer accepted. HTTP 401.",
    "FORBIDDEN": "It is seen, but not the viewer's to see or to do.",
    "NOT_FOUND": "It does not exist for the viewer: the same for what nobody has and what he may not see.",
    "BAD_INPUT": "The request cannot be understood; the message says what, where and how to mend it.",
    "INTERNAL": "Something went wrong on the server, or a part of it is gone for the moment; it is logged.",
}
REFUSALS = """
## Refusals

They stand in `userErrors` of a mutation's payload, each with `code`, `message` and `path`, and nothing was
done. Some stand in `warnings`: it was done, and deserves a look. Every mutation can answer {all}.

| code | meaning | own refusals of |
|---|---|---|
"""


def settings_table() -> str:
    """The table of settings in the README."""
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_default(name)} | {field.description or ''} |"
        for name, field in Settings.model_fields.items()
        if name not in NEVER_SET_BY_HAND
    ]
    return "\n".join(["| variable | at first | what for |", "|---|---|---|", *rows]) + "\n"


WORKED_OUT = {
    "database_url": "`sqlite:///var/claimgraph.sqlite3`",
    "public_url": "`http://HOST:PORT`",
    "mail_folder": "`var/mail`",
    "explorer_folder": "`var/explorer`",
}


def _default(name: str) -> str:
    if name in WORKED_OUT:
        return WORKED_OUT[name]
    default = Settings.model_fields[name].default
    return f"`{default}`" if default not in (None, ()) else ""


def errors_page() -> str:
    """The page of error codes."""
    api.core()
    by_code = defaultdict(list)
    for action in ACTIONS.values():
        for code in action.codes:
            by_code[code].append(action.name)
    rows = [f"| `{code}` | {MEANINGS[code]} |" for code in MEANINGS]
    told = [
        f"| `{one.name}` | {one.description} | {', '.join(sorted(by_code[one.name]))} |" for one in ErrorCode
    ]
    refusals = REFUSALS.format(all=", ".join(f"`{code}`" for code in ON_ALL))
    return HEAD + "\n".join(rows) + "\n" + refusals + "\n".join(told) + "\n"


def request_codes() -> set[str]:
    """The codes of all errors that a request can have."""
    return {RequestError.code, *(one.code for one in RequestError.__subclasses__())}


def write() -> None:
    """Writes both."""
    ERRORS.parent.mkdir(exist_ok=True)
    ERRORS.write_text(errors_page(), "utf8")
    README.write_text(
        SETTINGS_TABLE.sub(lambda _: settings_table(), README.read_text("utf8"), count=1), "utf8"
    )


if __name__ == "__main__":
    write()
