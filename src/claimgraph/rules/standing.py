"""What a viewer is to a row. Flags: who has several sees and may do what any of them opens.

Standings are worked out at every request and never stored (domain: a commitment's own section 2).
"""

from __future__ import annotations

from enum import Flag, auto


class Standing(Flag):
    """What a viewer is to a row, worked out at every request and never stored. Standings are flags: who has
    several sees and may do what any of them opens.
    """

    ADMINISTRATOR = auto()
    STANDARD = auto()
    READER = auto()
    CONTACT = auto()
    SELF = auto()


NOBODY = Standing(0)
MEMBERS = Standing.ADMINISTRATOR | Standing.STANDARD | Standing.READER
EVERYBODY = MEMBERS | Standing.CONTACT | Standing.SELF

MEANINGS = {
    Standing.ADMINISTRATOR: (
        "Progress claim administrator: Admin on the project's Commitments tool, or administrator of the "
        "account."
    ),
    Standing.STANDARD: "Standard on the Commitments tool: sees what a reader sees and may prepare claims.",
    Standing.READER: (
        "Read Only on the Commitments tool: sees commitments that are not private, and private ones that "
        "list him."
    ),
    Standing.CONTACT: (
        "Progress claim contact: designated on the commitment and employed by its vendor, both running "
        "today. "
        "It needs no access level and gives none, and is no entry of the private list."
    ),
    Standing.SELF: "The person or service account that the row is about.",
}

TITLES = {
    Standing.ADMINISTRATOR: "administrators",
    Standing.STANDARD: "members with Standard access",
    Standing.READER: "members with Read Only access",
    Standing.CONTACT: "claim contacts",
    Standing.SELF: "the person concerned",
}


def named(standings: Standing) -> str:
    """The standings in words, strongest first: "administrators and the person concerned"."""
    titles = [TITLES[one] for one in standings]
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
