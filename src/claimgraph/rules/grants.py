"""Grants in time: when a right has ended, and what a contact may know of who acted."""

from __future__ import annotations

from datetime import datetime

from claimgraph.rules.standing import MEMBERS, Standing


def ended_at(ends_at: datetime, now: datetime) -> datetime | None:
    """When a grant ended; None while it runs."""
    return ends_at if ends_at <= now else None


def name_shown(name: str | None, is_reviewer: bool, standings: Standing) -> str | None:
    """The name of who acted; of reviewers a claim contact knows the side alone."""
    return name if not is_reviewer or standings & MEMBERS else None
