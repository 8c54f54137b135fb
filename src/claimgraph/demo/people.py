"""Who there is in the demo: the contractor's own people, the vendors, and theirs."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "harbourline-demo"
"""The password of everybody in the demo: it is no secret, and the demo is no place for any."""

ACCOUNT = "Harbourline Constructions"
CURRENCY, TIME_ZONE, JURISDICTION, LOCALE = "AUD", "Australia/Sydney", "AU-NSW", "en-AU"


@dataclass(frozen=True)
class Employee:
    """Somebody who works for a company; `short` is the name by which the story calls him."""

    short: str
    name: str
    job_title: str

    def email(self, domain: str) -> str:
        """His address at his company."""
        return f"{self.name.lower().replace(' ', '.')}@{domain}"


@dataclass(frozen=True)
class VendorCompany:
    """A subcontractor in the account's directory and its people."""

    short: str
    name: str
    domain: str
    registration_number: str
    address: str
    people: tuple[Employee, ...] = ()


DOMAIN = "harbourline.example"
FOUNDER = Employee("ines", "Ines Ferreira", "Commercial manager")
STAFF = (
    Employee("oliver", "Oliver Grant", "Contracts manager"),
    Employee("priya", "Priya Nair", "Contract administrator"),
    Employee("tom", "Tom Baxter", "Quantity surveyor"),
    Employee("leon", "Leon Fischer", "Site engineer"),
    Employee("amara", "Amara Diallo", "Cost planner"),
    Employee("yuki", "Yuki Tanaka", "Project manager"),
)

VENDORS = (
    VendorCompany(
        "ridgeway",
        "Ridgeway Contracting",
        "ridgeway.example",
        "62 104 553 870",
        "14 Foundry Road, Seven Hills NSW 2147",
        (
            Employee("daniel", "Daniel Okafor", "Contracts administrator"),
            Employee("sofia", "Sofia Lindqvist", "Office manager"),
            Employee("callum", "Callum Reid", "Estimator"),
        ),
    ),
    VendorCompany(
        "bluegum",
        "Bluegum Electrical",
        "bluegum.example",
        "35 611 902 447",
        "3 Carrington Street, Lewisham NSW 2049",
        (Employee("hannah", "Hannah Whitlock", "Director"),),
    ),
    VendorCompany(
        "casella",
        "Casella Mechanical",
        "casella.example",
        "90 348 127 665",
        "27 Bourke Road, Alexandria NSW 2015",
        (Employee("marco", "Marco Casella", "Site coordinator"),),
    ),
    VendorCompany(
        "cross",
        "Southern Cross Concrete",
        "southerncross.example",
        "18 470 236 991",
        "Lot 9 Quarry Lane, Prospect NSW 2148",
        (Employee("aroha", "Aroha Ngata", "Project accountant"),),
    ),
    VendorCompany(
        "clearview",
        "Clearview Facades",
        "clearview.example",
        "71 255 840 113",
        "88 Parramatta Road, Auburn NSW 2144",
        (Employee("ben", "Ben Sato", "Project manager"),),
    ),
    VendorCompany(
        "timberline",
        "Timberline Joinery",
        "timberline.example",
        "44 902 318 576",
        "5 Mill Street, Botany NSW 2019",
        (Employee("grace", "Grace Murphy", "Owner"),),
    ),
    VendorCompany(
        "sentinel",
        "Sentinel Fire Services",
        "sentinel.example",
        "27 663 519 084",
        "210 Canterbury Road, Bankstown NSW 2200",
        (Employee("nadia", "Nadia Haddad", "Accounts"),),
    ),
    VendorCompany(
        "bellingen",
        "Bellingen Tiling",
        "bellingen.example",
        "53 718 440 209",
        "19 Harbour Drive, Coffs Harbour NSW 2450",
        (Employee("rosa", "Rosa Delgado", "Director"),),
    ),
    VendorCompany(
        "westpoint",
        "Westpoint Earthworks",
        "westpoint.example",
        "80 137 925 361",
        "Old Windsor Road, Riverstone NSW 2765",
    ),
    VendorCompany(
        "vertex", "Vertex Lifts", "vertex.example", "39 584 071 228", "1 Hickson Road, Dawes Point NSW 2000"
    ),
)

LEVELS = {
    ("oliver", "P-098"): "ADMIN",
    ("oliver", "P-101"): "ADMIN",
    ("oliver", "P-102"): "ADMIN",
    ("oliver", "P-103"): "ADMIN",
    ("priya", "P-101"): "STANDARD",
    ("priya", "P-102"): "READ_ONLY",
    ("tom", "P-101"): "READ_ONLY",
    ("leon", "P-098"): "STANDARD",
    ("amara", "P-102"): "READ_ONLY",
    ("marco", "P-102"): "READ_ONLY",
    ("ledger", "P-101"): "READ_ONLY",
}
"""Levels on projects. Marco works for a vendor and sits in the site office of P-102 too."""

INTEGRATION = "Cost ledger"


@dataclass(frozen=True)
class Guest:
    """Somebody as whom a visitor looks around, and what he is there."""

    short: str
    role: str


GUESTS = (
    Guest("ines", "administrator"),
    Guest("daniel", "contact"),
    Guest("priya", "standard"),
    Guest("tom", "reader"),
    Guest("marco", "contact and reader"),
)


def address_of(short: str) -> str:
    """The e-mail address of somebody."""
    return next(
        employee.email(domain)
        for domain, people in [(DOMAIN, (FOUNDER, *STAFF)), *((one.domain, one.people) for one in VENDORS)]
        for employee in people
        if employee.short == short
    )
