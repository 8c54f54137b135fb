"""Commitments of the two projects that are well under way: the baths and the library."""

from __future__ import annotations

from claimgraph.demo.works import CAPPED, FIVE, TEN, UNTIL_HALF, Contract, Item

BATHS = (
    Contract(
        "P-098 SC-001",
        "Pool tiling and waterproofing",
        "bellingen",
        ("rosa",),
        (
            Item("1", "Waterproof membrane", "84000.00", "07-100"),
            Item("2", "Tiling of the pool shell", "236500.00", "09-300"),
            Item("3", "Tiling of the concourse", "148750.00", "09-310"),
            Item("4", "Expansion joints and sealant", "21300.00", "07-920"),
        ),
        fields={"retention": CAPPED},
    ),
    Contract(
        "P-098 SC-002",
        "Hydraulics and pool plant",
        "casella",
        ("marco",),
        (
            Item("1", "Filtration plant", "312000.00", "22-510"),
            Item("2", "Pipework in ground", "96400.00", "22-110"),
            Item("3", "Heat pumps", "188900.00", "23-810"),
            Item("4", "Commissioning", "24500.00", "22-080"),
        ),
    ),
    Contract(
        "P-098 SC-003",
        "Plant room steelwork",
        "ridgeway",
        ("daniel", "sofia"),
        (
            Item("1", "Plant platforms", "64200.00", "05-500"),
            Item("2", "Pipe supports", "22800.00", "05-510"),
            Item("3", "Handrails and ladders", "31450.00", "05-520"),
        ),
    ),
)

LIBRARY = (
    Contract(
        "P-101 SC-001",
        "Children's wing: shell and fit-out",
        "ridgeway",
        ("daniel", "sofia"),
        original_sum="827000.00",
        fields={"retention": TEN, "inclusions": "Crane hire and scaffold", "exclusions": "Loose furniture"},
    ),
    Contract(
        "P-101 SC-002",
        "Structural steel",
        "ridgeway",
        ("daniel",),
        (
            Item("1", "Shop drawings and connection design", "18600.00", "05-050"),
            Item("2", "Columns and beams, fabricated", "214300.00", "05-120"),
            Item("3", "Erection on site", "96700.00", "05-125"),
            Item("4", "Intumescent coating", "41250.00", "07-810"),
        ),
        fields={"retention": {**FIVE, "rateOnStored": "2.50"}},
    ),
    Contract(
        "P-101 SC-003",
        "Electrical services",
        "bluegum",
        ("hannah",),
        (
            Item("1", "Switchboards", "88400.00", "26-240"),
            Item("2", "Cable trays and conduits", "132750.00", "26-050"),
            Item("3", "Lighting", "164900.00", "26-510"),
            Item("4", "Data and communications", "97300.00", "27-100"),
            Item("5", "Testing and handover", "15650.00", "26-080"),
        ),
        fields={"retention": UNTIL_HALF, "isPrivate": True},
        listed=("priya",),
    ),
    Contract(
        "P-101 SC-004",
        "Joinery and shelving",
        "timberline",
        ("grace",),
        (
            Item("1", "Reading room shelving", "126000.00", "06-410"),
            Item("2", "Circulation desk", "48500.00", "06-420"),
            Item("3", "Acoustic wall panels", "72300.00", "09-840"),
            Item("4", "Window seats", "29800.00", "06-430"),
        ),
    ),
    Contract(
        "P-101 SC-005",
        "Stairs and balustrades",
        "ridgeway",
        ("daniel",),
        (
            Item("1", "Main stair", "92000.00", "05-510"),
            Item("2", "Balustrades", "58400.00", "05-520"),
            Item("3", "Bronze handrail", "37900.00", "05-730"),
        ),
    ),
    Contract(
        "P-101 SC-006",
        "Roof sheeting and rainwater goods",
        "ridgeway",
        ("daniel",),
        (
            Item("1", "Roof sheeting", "143600.00", "07-410"),
            Item("2", "Box gutters", "38250.00", "07-710"),
            Item("3", "Downpipes and flashings", "26400.00", "07-720"),
        ),
    ),
    Contract(
        "P-101 PO-001",
        "Reinforcement and mesh",
        "ridgeway",
        ("daniel",),
        (
            Item("1", "Deformed bar N12", "2350.00", "03-210", "t", "42"),
            Item("2", "Deformed bar N16", "2295.00", "03-210", "t", "65"),
            Item("3", "Mesh SL92", "118.40", "03-220", "sheet", "310"),
        ),
    ),
    Contract(
        "P-101 PO-002",
        "Anchor bolts and base plates",
        "ridgeway",
        ("daniel",),
        (
            Item("1", "Chemical anchors M16", "14.75", "05-090", "each", "480"),
            Item("2", "Base plates", "86.50", "05-090", "each", "96"),
        ),
    ),
    Contract(
        "P-101 PO-003",
        "Site hoarding",
        "ridgeway",
        ("daniel",),
        (
            Item("1", "Hoarding, class A", "96.00", "01-560", "m", "140"),
            Item("2", "Vehicle gates", "1450.00", "01-560", "each", "3"),
        ),
    ),
)
