"""What is let: the demo's projects, and the form in which their commitments are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Site:
    """A project; `opened` says on which day of a month its period opens, if not on the first."""

    number: str
    name: str
    first_month: int
    settings: Mapping[str, Any]
    opened: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """A line of a schedule: by amount, or with a unit by quantity and price."""

    number: str
    description: str
    value: str
    cost_code: str
    unit: str | None = None
    quantity: str | None = None

    @property
    def total(self) -> Decimal:
        """The scheduled value; with a unit `value` is the price of one."""
        return Decimal(self.value) * Decimal(self.quantity or 1)

    @property
    def told(self) -> dict[str, Any]:
        """The line as the API takes it."""
        line = {"itemNumber": self.number, "description": self.description, "costCode": self.cost_code}
        if self.unit is None:
            return {**line, "basis": "AMOUNT", "scheduledValue": self.value}
        price = {"quantity": self.quantity, "unit": self.unit, "unitPrice": self.value}
        return {**line, "basis": "QUANTITY", **price}


@dataclass(frozen=True)
class Contract:
    """A commitment: `items` is its schedule, empty where a file is imported; `until` the last step taken."""

    place: str
    title: str
    vendor: str
    contacts: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    until: str = "APPROVED"
    original_sum: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    month: int = -5
    listed: tuple[str, ...] = ()

    @property
    def project(self) -> str:
        """The number of its project."""
        return self.place.partition(" ")[0]

    @property
    def number(self) -> str:
        """Its own number."""
        return self.place.partition(" ")[2]

    @property
    def sum(self) -> str:
        """The original sum, in dollars and cents."""
        return self.original_sum or f"{sum(item.total for item in self.items):.2f}"


TAX = {"base": "NET", "rate": "10.00"}
FIVE = {"rule": "FLAT", "rateOnWork": "5.00"}
TEN = {"rule": "FLAT", "rateOnWork": "10.00"}

SITES = (
    Site(
        "P-098",
        "Newtown Baths restoration",
        -4,
        {
            "collaboratorsMaySubmit": True,
            "defaultClaimType": "WORK_MATERIALS_AND_RETENTION",
            "commitmentsPrivate": False,
            "lateClaims": "FLAGGED",
            "defaultRetention": FIVE,
            "defaultTax": TAX,
        },
    ),
    Site(
        "P-101",
        "Marrickville Library",
        -3,
        {
            "collaboratorsMaySubmit": True,
            "commitmentsPrivate": False,
            "overClaim": "WARNED",
            "lateClaims": "FLAGGED",
            "defaultRetention": FIVE,
            "defaultTax": TAX,
        },
        {-1: 9},
    ),
    Site(
        "P-102",
        "Coogee Surf Club",
        -2,
        {
            "collaboratorsMaySubmit": True,
            "commitmentsPrivate": False,
            "overClaim": "REFUSED",
            "lateClaims": "REFUSED",
            "defaultRetention": FIVE,
            "defaultTax": TAX,
        },
        {-1: 9},
    ),
    Site(
        "P-103",
        "Parramatta Health Hub",
        -1,
        {
            "collaboratorsMaySubmit": False,
            "commitmentsPrivate": True,
            "hideBalanceFromContacts": True,
            "lateClaims": "FLAGGED",
            "defaultRetention": TEN,
            "defaultTax": TAX,
        },
    ),
)

CAPPED = {
    "rule": "FLAT",
    "rateOnWork": "10.00",
    "rateOnStored": "5.00",
    "cap": {"percentOfRevisedSum": "5.00"},
    "stages": [
        {"milestone": "PRACTICAL_COMPLETION", "share": "50.00"},
        {"milestone": "DEFECTS_END", "share": "0.00"},
    ],
}
UNTIL_HALF = {
    "rule": "STEP",
    "step": {"thresholdPercent": "50.00", "base": "REVISED", "rateBefore": "10.00", "mode": "STOP"},
}
FREE_AMOUNT = {"rule": "FLAT", "rateOnWork": "4.00", "freeAmount": "42000.00"}
