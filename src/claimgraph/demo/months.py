"""What was claimed: the demo's claims, project by project and month by month."""

from __future__ import annotations

from claimgraph.demo.claims import (
    ASSESSED,
    DRAFT,
    RETURNED,
    UNDER_REVIEW,
    VOID,
    Claim,
    amount,
    percent,
    quantity,
)

FROM_THE_SHEET = {
    "1": amount("15000.00"),
    "2": amount("12000.00"),
    "3": amount("35000.00"),
    "4": amount("30000.00"),
}
"""What the imported sheet says was completed before: the first claim of that commitment."""

BATHS = (
    Claim("P-098 SC-001", -4, "rosa", {"1": percent("60"), "2": percent("10")}),
    Claim("P-098 SC-001", -3, "rosa", {"1": percent("100"), "2": percent("55"), "3": percent("20")}),
    Claim("P-098 SC-001", -2, "rosa", {item: percent("100") for item in "234"}),
    # No more work: practical completion gives half of the retention back.
    Claim("P-098 SC-001", -1, "rosa", fields={"note": "Half of the retention, at practical completion"}),
    Claim("P-098 SC-002", -4, "marco", {"1": percent("30"), "2": percent("80")}),
    Claim("P-098 SC-002", -3, "marco", {"1": percent("70"), "2": percent("100"), "3": percent("25")}),
    Claim("P-098 SC-002", -2, "marco", {"1": percent("100")}, VOID, filed_at=(-2, 15), decided_at=(-2, 16)),
    Claim("P-098 SC-002", -2, "marco", {"1": percent("95"), "3": percent("60")}),
    Claim(
        "P-098 SC-002",
        -1,
        "marco",
        {"1": percent("100"), "3": percent("100"), "4": percent("40")},
        fields={"retentionRelease": {"percentage": "25.00"}, "note": "A quarter of the retention, as agreed"},
    ),
    Claim("P-098 SC-003", -4, "daniel", {"1": percent("50"), "2": percent("20")}),
    Claim("P-098 SC-003", -3, "daniel", {"1": percent("100"), "2": percent("100"), "3": percent("40")}),
    Claim("P-098 SC-003", -2, "daniel", {"3": percent("100")}),
)

LIBRARY = (
    Claim(
        "P-101 SC-001",
        -1,
        "daniel",
        FROM_THE_SHEET,
        fields={"vendorClaimNumber": "RC-2207", "isFinal": False},
    ),
    Claim("P-101 SC-001", 0, "daniel", ends=DRAFT, fields={"vendorClaimNumber": "RC-2214"}),
    Claim("P-101 SC-002", -3, "daniel", {"1": percent("100")}, stored={"2": "38000.00"}),
    Claim("P-101 SC-002", -2, "daniel", {"2": percent("60")}, stored={"2": "24500.00"}),
    Claim(
        "P-101 SC-002",
        -1,
        "daniel",
        {"2": percent("90"), "3": percent("35")},
        stored={"2": "0.00"},
        reduced={"3": (percent("30"), "Grid lines 7 to 9 are not bolted up")},
    ),
    Claim(
        "P-101 SC-002",
        0,
        "daniel",
        {"2": percent("100"), "3": percent("70"), "4": percent("20")},
        UNDER_REVIEW,
        fields={"note": "Crane hire as agreed on site"},
    ),
    Claim("P-101 SC-003", -2, "hannah", {"1": percent("50"), "2": percent("20")}),
    Claim(
        "P-101 SC-003",
        -1,
        "hannah",
        {"1": percent("100"), "2": percent("55"), "3": percent("10")},
        reduced={"2": (percent("45"), "Trays on level 2 are not fixed yet")},
    ),
    Claim(
        "P-101 SC-003",
        0,
        "hannah",
        {"2": percent("80"), "3": percent("40"), "4": percent("15")},
        ASSESSED,
        stored={"3": "12400.00"},
        reduced={"4": (percent("10"), "The comms room is not handed over")},
    ),
    Claim(
        "P-101 SC-004",
        -2,
        "grace",
        {"1": percent("20")},
        filed_at=(-1, 7),
        decided_at=(-1, 8),
        fields={"note": "Sorry, the invoice program was down"},
    ),
    Claim(
        "P-101 SC-004",
        -1,
        "priya",
        {"1": percent("55"), "2": percent("30")},
        reduced={"1": (percent("50"), "Two bays were counted twice")},
        on_behalf_of="grace",
        by_contractor=True,
        fields={"vendorClaimNumber": "TJ 118"},
    ),
    Claim(
        "P-101 SC-004",
        0,
        "grace",
        {"1": percent("75"), "2": percent("60"), "4": {"amountToDate": "32184.00"}},
        UNDER_REVIEW,
        notes={"4": "One more seat than drawn, asked for on site"},
    ),
    Claim("P-101 SC-005", -2, "daniel", {"1": percent("30")}),
    Claim("P-101 SC-005", -1, "daniel", {"1": percent("70"), "2": percent("25")}),
    Claim(
        "P-101 SC-006",
        -1,
        "daniel",
        {"1": percent("45"), "2": percent("30")},
        adjustments=(
            {"kind": "BACK_CHARGE", "amount": "-1250.00", "reason": "Cleaning of the gutters by others"},
        ),
    ),
    Claim("P-101 SC-006", 0, "daniel", {"1": percent("80"), "2": percent("75"), "3": percent("20")}, DRAFT),
    Claim("P-101 PO-001", -2, "daniel", {"1": quantity("18"), "3": quantity("120")}),
    Claim("P-101 PO-001", -1, "daniel", {"1": quantity("30"), "2": quantity("22.5"), "3": quantity("200")}),
    Claim("P-101 PO-002", -1, "daniel", {"1": quantity("200"), "2": quantity("40")}),
    Claim("P-101 PO-002", 0, "daniel", ends=DRAFT),
    Claim("P-101 PO-003", -1, "daniel", {"1": quantity("140")}, DRAFT),
)

CLUB = (
    Claim("P-102 SC-001", -2, "aroha", {"1": percent("85"), "2": percent("20")}),
    Claim("P-102 SC-001", -1, "aroha", {"1": percent("100"), "2": percent("90"), "3": percent("8")}),
    Claim(
        "P-102 SC-001",
        0,
        "aroha",
        {"2": percent("100"), "3": amount("22000.00")},
        UNDER_REVIEW,
        stored={"3": "5000.00"},
        notes={"3": "Mesh on site"},
    ),
    Claim("P-102 SC-002", -1, "ben", {"1": percent("12")}),
    Claim(
        "P-102 SC-002",
        0,
        "ben",
        {"1": percent("35"), "2": percent("40")},
        ASSESSED,
        stored={"2": "8600.00"},
        rejected={"2": "There are no delivery dockets for the frames"},
    ),
    Claim("P-102 SC-003", -1, "marco", {"1": amount("48000.00"), "2": amount("12000.00")}),
    Claim("P-102 SC-003", 0, "marco", {"1": amount("36000.00"), "2": amount("14250.00")}, UNDER_REVIEW),
    Claim("P-102 SC-004", -2, "nadia", {"1": percent("40")}),
    Claim("P-102 SC-004", -1, "nadia", {"1": percent("100"), "2": percent("30"), "3": percent("10")}),
    Claim(
        "P-102 SC-005",
        -1,
        "daniel",
        {"1": percent("20"), "2": percent("10")},
        RETURNED,
        stored={"1": "9400.00"},
        rejected={"1": "There is no docket for the balustrade posts"},
    ),
    Claim("P-102 SC-006", 0, "daniel", {"1": percent("25")}, DRAFT),
    Claim("P-102 PO-001", -2, "grace", {"1": quantity("900")}, DRAFT),
)

HUB = (
    Claim(
        "P-103 SC-001",
        -1,
        "oliver",
        {"1": percent("100"), "2": percent("30")},
        by_contractor=True,
        decided_by="ines",
        fields={"vendorClaimNumber": "WE 41", "note": "Came on paper; nobody there has a sign-in"},
    ),
)

CLAIMS = (*BATHS, *LIBRARY, *CLUB, *HUB)
