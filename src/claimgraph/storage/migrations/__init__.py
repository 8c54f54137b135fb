"""The migrations: for each step one SQL file per database.

They are applied in the order of their names, and never changed after a release. `0002_name.sqlite.sql` and
`0002_name.postgresql.sql` stand beside each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from claimgraph.storage.connections import Dialect
from claimgraph.storage.failures import Unavailable

FOLDER = Path(__file__).parent
APPLIED = "select name, digest from schema_migration order by name"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its name (`0001_initial`) and its SQL text for one database."""

    name: str
    text: str

    @property
    def digest(self) -> str:
        """By which a text that was changed after it was applied is noticed."""
        return sha256(self.text.encode()).hexdigest()


def known(dialect: Dialect, folder: Path = FOLDER) -> list[Migration]:
    """All steps for one database, in their order."""
    ending = f".{dialect.lower()}.sql"
    files = sorted(folder.glob(f"*{ending}"))
    return [Migration(file.name.removesuffix(ending), file.read_text(encoding="utf-8")) for file in files]


def pending(steps: list[Migration], applied: Mapping[str, str]) -> list[Migration]:
    """The steps that are still to be done.

    `applied` gives the digest of each step that was. Raises Unavailable when one of them was changed
    meanwhile: nobody knows then what the tables are like. Steps that only a newer program knows are no harm.
    """
    for step in steps:
        if applied.get(step.name, step.digest) != step.digest:
            raise Unavailable(
                f"The migration {step.name} was changed after this database had applied it. "
                f"Use the program that made the database, or start with a new one."
            )
    return [step for step in steps if step.name not in applied]


@cache
def _of_this_program(dialect: Dialect) -> list[Migration]:
    return known(dialect)


def refuse_difference(dialect: Dialect, applied: Mapping[str, str]) -> None:
    """Raises Unavailable when a step is still to be done, or was changed after it had been."""
    missing = pending(_of_this_program(dialect), applied)
    if missing:
        names = ", ".join(step.name for step in missing)
        raise Unavailable(f"The database is older than the program: run `claimgraph migrate` ({names}).")
