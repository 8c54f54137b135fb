"""Separation of duties: who has a hand in a claim never decides it. No setting switches this off."""

from __future__ import annotations

from claimgraph.errors import Refusal
from claimgraph.rules.ruling import rule


@rule("DUTIES_NOT_SEPARATE")
def reasons_against_deciding(viewer_is_author: bool, viewer_works_for_vendor: bool) -> list[Refusal]:
    """Why somebody may not assess or decide a claim.

    Its authors are whoever created, changed or submitted it, the person it is on behalf of, and everyone
    employed by its vendor now or when it was submitted.
    """
    if viewer_is_author:
        message = "You have a hand in this claim, or it was filed for you; another administrator decides it."
        return [Refusal("DUTIES_NOT_SEPARATE", message)]
    if viewer_works_for_vendor:
        message = "You work for its vendor, or did when it was submitted; another administrator decides it."
        return [Refusal("DUTIES_NOT_SEPARATE", message)]
    return []
