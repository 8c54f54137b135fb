"""Who may import whom: rooms lie on floors, and a room sees only the floors below its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from tests.house.sources import Import, Source, product, room_of

FLOORS = (
    {""},
    {"errors"},
    {"rules"},
    {"models"},
    {"storage"},
    {"auth"},
    {"schema"},
    {"resolvers"},
    {"api"},
    {"documents", "delivery", "demo"},
    {"server"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# One frozen object that is handed down: nobody else may fetch it.
SETTINGS = "settings"
HANDS_SETTINGS_DOWN = {"server", "cli"}


def arrows_upward(sources: Iterable[Source]) -> list[str]:
    """Each import that goes up or aside, and each module that is in no room of the plan."""
    return [finding for source in sources for finding in _of_one(source)]


def _of_one(source: Source) -> Iterator[str]:
    if source.room not in FLOOR and source.room != SETTINGS:
        yield f"{source.module} is in no room of the plan"
        return
    for wanted in source.imports:
        if wanted.name.startswith("claimgraph.") and not _may(source.room, _room(wanted)):
            yield f"{source.module}:{wanted.line} imports {wanted.name}"


def _room(wanted: Import) -> str:
    """The imported room; a name of the package itself, like its version, is in none."""
    room = room_of(wanted.name)
    return room if room in FLOOR or room == SETTINGS else ""


def _may(who: str, whom: str) -> bool:
    if who == whom:
        return True
    if whom == SETTINGS:
        return who in HANDS_SETTINGS_DOWN
    # The settings stand on the ground floor: they know what can go wrong, and nothing else.
    return FLOOR[whom] < FLOOR.get(who, FLOOR["errors"] + 1)


def deferred_imports(sources: Iterable[Source], extras: Iterable[str] = ()) -> list[str]:
    """Each import inside a function, but for packages of optional extras."""
    allowed = set(extras)
    return [
        f"{source.module}:{wanted.line} imports {wanted.name} inside a function"
        for source in sources
        for wanted in source.imports
        if wanted.is_deferred and wanted.name.partition(".")[0] not in allowed
    ]


def test_no_room_imports_from_a_floor_above() -> None:
    assert arrows_upward(product()) == []


def test_no_function_imports_anything() -> None:
    assert deferred_imports(product()) == []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("claimgraph.rules.money", "from claimgraph import models"),
        ("claimgraph.rules.money", "from claimgraph.schema.claims import ProgressClaim"),
        ("claimgraph.models.claims", "from ..storage import engines"),
        ("claimgraph.models.claims", "if TYPE_CHECKING:\n    import claimgraph.auth.viewer"),
        ("claimgraph.delivery.mail", "from claimgraph.documents import sheets"),
        ("claimgraph.storage.engines", "from claimgraph.settings import Settings"),
        ("claimgraph.settings", "from claimgraph.rules import money"),
        ("claimgraph.schema.claims", "def late():\n    from claimgraph.resolvers import entry"),
    ],
)
def test_an_arrow_upward_is_found(module: str, text: str) -> None:
    assert len(arrows_upward([Source(module, text)])) == 1


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("claimgraph.models.claims", "from claimgraph.rules.money import part"),
        ("claimgraph.rules.money", "from .vocabulary import Standing"),
        ("claimgraph.rules.money", "from decimal import Decimal"),
        ("claimgraph.server.app", "from claimgraph import __version__, settings"),
        ("claimgraph.settings", "from claimgraph.errors import BadInput"),
    ],
)
def test_an_arrow_downward_is_fine(module: str, text: str) -> None:
    assert arrows_upward([Source(module, text)]) == []


def test_a_module_beside_the_rooms_is_found() -> None:
    assert arrows_upward([Source("claimgraph.helpers", "")]) == [
        "claimgraph.helpers is in no room of the plan"
    ]


def test_an_import_inside_a_function_is_found_but_for_an_extra() -> None:
    source = Source("claimgraph.documents.pdf", "def paint():\n    import typst\n")
    assert deferred_imports([source]) == ["claimgraph.documents.pdf:2 imports typst inside a function"]
    assert deferred_imports([source], extras=["typst"]) == []
