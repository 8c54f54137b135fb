"""Commitments of the two projects that began lately: the surf club and the health hub."""

from __future__ import annotations

from claimgraph.demo.works import FIVE, FREE_AMOUNT, Contract, Item

CLUB = (
    Contract(
        "P-102 SC-001",
        "Concrete structure",
        "cross",
        ("aroha",),
        (
            Item("1", "Piling", "148000.00", "31-620"),
            Item("2", "Ground beams", "84000.00", "03-310"),
            Item("3", "Suspended slab, level 1", "265000.00", "03-320"),
            Item("4", "Stairs and upstands", "38500.00", "03-330"),
        ),
        fields={"retention": {**FIVE, "rateOnStored": "2.50"}},
    ),
    Contract(
        "P-102 SC-002",
        "Facade and glazing",
        "clearview",
        ("ben",),
        (
            Item("1", "Curtain wall", "218700.00", "08-440"),
            Item("2", "Sliding doors", "64900.00", "08-320"),
            Item("3", "Louvres", "33250.00", "08-910"),
            Item("4", "Sealing and testing", "12150.00", "07-920"),
        ),
    ),
    Contract(
        "P-102 SC-003",
        "Mechanical services",
        "casella",
        ("marco",),
        (
            Item("1", "Ductwork", "96000.00", "23-310"),
            Item("2", "Air handling units", "148000.00", "23-730"),
            Item("3", "Exhaust fans", "27400.00", "23-340"),
            Item("4", "Commissioning", "18600.00", "23-080"),
        ),
        fields={"retention": FREE_AMOUNT},
    ),
    Contract(
        "P-102 SC-004",
        "Fire protection",
        "sentinel",
        ("nadia",),
        (
            Item("1", "Sprinkler mains", "52300.00", "21-110"),
            Item("2", "Sprinkler heads and branches", "78600.00", "21-130"),
            Item("3", "Detection and alarm", "44900.00", "28-310"),
        ),
    ),
    Contract(
        "P-102 SC-005",
        "Handrails and metalwork",
        "ridgeway",
        ("daniel",),
        (
            Item("1", "Terrace balustrade", "71800.00", "05-520"),
            Item("2", "Stainless handrails", "39250.00", "05-521"),
            Item("3", "Ladder and hatch to the roof", "8600.00", "05-515"),
        ),
    ),
    Contract(
        "P-102 SC-006",
        "Grandstand frames",
        "ridgeway",
        ("daniel", "sofia"),
        (
            Item("1", "Frames, galvanised", "58300.00", "05-120"),
            Item("2", "Seat brackets", "17450.00", "05-500"),
        ),
    ),
    Contract(
        "P-102 PO-001",
        "Hardwood decking",
        "timberline",
        ("grace",),
        (
            Item("1", "Decking boards, spotted gum", "11.80", "06-150", "m", "2400"),
            Item("2", "Fixings", "310.00", "06-090", "box", "24"),
        ),
    ),
)

HUB = (
    Contract(
        "P-103 SC-001",
        "Bulk earthworks",
        "westpoint",
        (),
        (
            Item("1", "Strip and stockpile topsoil", "38400.00", "31-140"),
            Item("2", "Cut to fill", "212600.00", "31-230"),
            Item("3", "Spoil to tip", "94750.00", "31-235"),
        ),
        month=-2,
    ),
    Contract(
        "P-103 SC-002",
        "Piling and shoring",
        "cross",
        ("aroha",),
        (
            Item("1", "Establishment", "42000.00", "31-600"),
            Item("2", "Bored piles", "318500.00", "31-630"),
            Item("3", "Shotcrete shoring", "156200.00", "31-500"),
        ),
        month=-2,
    ),
    Contract("P-103 SC-003", "Structural steel", "ridgeway", (), (), "DRAFT", "827000.00", month=-1),
    Contract(
        "P-103 SC-004",
        "Lifts",
        "vertex",
        (),
        (
            Item("1", "Two passenger lifts", "386000.00", "14-210"),
            Item("2", "Bed lift", "274500.00", "14-215"),
            Item("3", "First year of service", "18200.00", "14-080"),
        ),
        "OUT_FOR_SIGNATURE",
        month=-1,
    ),
    Contract(
        "P-103 SC-005",
        "Formwork",
        "cross",
        (),
        (
            Item("1", "Mobilisation", "12000.00", "01-500"),
            Item("2", "Wall formwork", "26000.00", "03-110"),
        ),
        "DRAFT",
        "138000.00",
        month=-1,
    ),
    Contract(
        "P-103 SC-006",
        "Landscape works",
        "westpoint",
        (),
        (
            Item("1", "Paths and paving", "88600.00", "32-140"),
            Item("2", "Planting", "47300.00", "32-900"),
        ),
        month=-1,
    ),
    Contract(
        "P-103 SC-007",
        "Hydraulic services",
        "casella",
        (),
        (
            Item("1", "Drainage in ground", "64900.00", "22-130"),
            Item("2", "Cold and hot water", "118250.00", "22-110"),
            Item("3", "Fixtures", "73400.00", "22-400"),
        ),
        month=-1,
    ),
    Contract(
        "P-103 SC-008",
        "Temporary offices",
        "timberline",
        (),
        (Item("1", "Modular offices, hire", "36000.00", "01-520"),),
        "VOID",
        month=-1,
    ),
)
