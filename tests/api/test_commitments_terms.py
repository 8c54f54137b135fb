"""Retention and tax of a commitment, said and read back; what contradicts itself is refused by its parts."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.storage.database import Database
from tests.api.questions import do
from tests.api.site import Site, site_of, unchanged

TERMS = """
commitment { retention { rule rateOnWork rateOnStored fixedSum tiers { upTo rate } level freeAmount timing
             base
             step { thresholdPercent base rateBefore rateAfter mode } cap { percentOfSum base amount }
             stages { milestone share } description }
             tax { base rate rounding adjustmentsTaxed } }
"""
NOTHING: dict[str, Any] = {
    "rateOnWork": None,
    "rateOnStored": None,
    "fixedSum": None,
    "tiers": [],
    "step": None,
    "level": "TOTAL",
    "freeAmount": None,
    "cap": None,
    "timing": "EACH_CLAIM",
    "stages": [],
    "base": "BEFORE_TAX",
}


async def set_terms(site: Site, **fields: Any) -> dict[str, Any]:
    """Gives the commitment other terms."""
    key = site.id("commitment")
    return await do(
        site.world, site.administrator, "updateCommitment", TERMS, commitmentId=key, fields=fields
    )


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"rule": "NONE"}, {}),
        (
            {"rule": "FLAT", "rateOnWork": "10", "rateOnStored": "0", "freeAmount": "5000"},
            {"rateOnWork": "10.00", "rateOnStored": "0.00", "freeAmount": "5000.00"},
        ),
        ({"rule": "FLAT", "rateOnWork": "7.5"}, {"rateOnWork": "7.50", "level": "LINE"}),
        ({"rule": "FLAT", "rateOnWork": "0.1234", "level": "TOTAL"}, {"rateOnWork": "0.1234"}),
        (
            {"rule": "FIXED_SUM", "fixedSum": "1000.5", "timing": "FINAL_CLAIM"},
            {"fixedSum": "1000.50", "timing": "FINAL_CLAIM"},
        ),
        (
            {
                "rule": "TIERS",
                "tiers": [{"upTo": "50000.00", "rate": "8.00"}, {"rate": "1.50"}],
                "cap": {"amount": "12000.00"},
            },
            {
                "tiers": [{"upTo": "50000.00", "rate": "8.00"}, {"upTo": None, "rate": "1.50"}],
                "cap": {"percentOfSum": None, "base": "REVISED", "amount": "12000.00"},
            },
        ),
        (
            {
                "rule": "STEP",
                "step": {
                    "thresholdPercent": "40.00",
                    "rateBefore": "8.00",
                    "rateAfter": "3.00",
                    "mode": "RETROACTIVE",
                },
                "stages": [
                    {"milestone": "PRACTICAL_COMPLETION", "share": "50.00"},
                    {"milestone": "DEFECTS_END", "share": "0.00"},
                ],
                "cap": {"percentOfOriginalSum": "5.00"},
            },
            {
                "step": {
                    "thresholdPercent": "40.00",
                    "base": "REVISED",
                    "rateBefore": "8.00",
                    "rateAfter": "3.00",
                    "mode": "RETROACTIVE",
                },
                "stages": [
                    {"milestone": "PRACTICAL_COMPLETION", "share": "50.00"},
                    {"milestone": "DEFECTS_END", "share": "0.00"},
                ],
                "cap": {"percentOfSum": "5.00", "base": "ORIGINAL", "amount": None},
            },
        ),
    ],
)
async def test_a_policy_reads_as_it_was_said(
    database: Database, said: dict[str, Any], read: dict[str, Any]
) -> None:
    site = await site_of(database)
    answer = await set_terms(site, retention=said)
    assert answer["userErrors"] == []
    told = answer["commitment"]["retention"]
    assert told.pop("description")
    assert told == {**NOTHING, "rule": said["rule"], **read}


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ({"rule": "FLAT"}, ["rateOnWork"]),
        ({"rule": "NONE", "rateOnWork": "5.00", "cap": {"amount": "1.00"}}, ["rateOnWork", "cap"]),
        ({"rule": "TIERS", "tiers": []}, ["tiers"]),
        ({"rule": "TIERS", "tiers": [{"rate": "5.00"}, {"upTo": "1.00", "rate": "5.00"}]}, ["tiers"]),
        ({"rule": "FIXED_SUM", "fixedSum": "0"}, ["fixedSum"]),
        ({"rule": "FLAT", "rateOnWork": "101"}, ["rateOnWork"]),
        ({"rule": "FLAT", "rateOnWork": "-1"}, ["rateOnWork"]),
        ({"rule": "FLAT", "rateOnWork": "5", "base": "INCLUDING_TAX"}, ["base"]),
        (
            {
                "rule": "STEP",
                "step": {"thresholdPercent": "40", "rateBefore": "5", "rateAfter": "1", "mode": "STOP"},
            },
            ["step"],
        ),
        (
            {
                "rule": "FLAT",
                "rateOnWork": "5",
                "stages": [
                    {"milestone": "COMPLETION", "share": "50"},
                    {"milestone": "COMPLETION", "share": "0"},
                ],
            },
            ["stages"],
        ),
    ],
)
async def test_what_contradicts_itself_is_refused_by_its_parts(
    database: Database, said: dict[str, Any], places: list[str]
) -> None:
    site = await site_of(database)
    async with unchanged(site.world):
        answer = await set_terms(site, retention=said)
    found = answer["userErrors"]
    assert {one["code"] for one in found} == {"RETENTION_POLICY_INVALID"}
    assert [one["path"][:3] for one in found] == [["input", "fields", "retention"]] * len(found)
    assert sorted({one["path"][3] for one in found}) == sorted(places)


async def test_tax_reads_as_it_was_said(database: Database) -> None:
    site = await site_of(database)
    usual = await set_terms(site, tax={"base": "NET", "rate": "10"})
    assert usual["commitment"]["tax"] == {
        "base": "NET",
        "rate": "10.00",
        "rounding": "LINE",
        "adjustmentsTaxed": False,
    }
    other = {"base": "GROSS", "rate": "8.25", "rounding": "TOTAL", "adjustmentsTaxed": True}
    assert (await set_terms(site, tax=other))["commitment"]["tax"] == other
    assert (await set_terms(site, tax=None))["commitment"]["tax"] is None
