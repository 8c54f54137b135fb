"""What lies beyond a table: names for columns of other rows, worked-out values, and conditions.

Rules and fields speak of `currency` or `open_claim.status`, not of joins. A type declares what its rows
reach, once; the reader turns the names into SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from claimgraph import models
from claimgraph.auth.expressions import Expression


@dataclass(frozen=True)
class Beside:
    """At most one row of another table that stands beside this one: a left join, never more rows.

    It is the row whose `by` equals this row's `match` and whose columns have the values of `where`; with
    `latest` it is the one with the highest such column.
    """

    model: type[models.Row]
    by: str
    match: str = "id"
    where: Mapping[str, object] = field(default_factory=dict)
    latest: str | None = None


@dataclass(frozen=True)
class Sql:
    """A value worked out by the database: an expression in which `{name}` is something this row reaches.

    `:name` is a value of `values`, or one of the request's own: `:me`, `:now`. `kind` is the Python type
    of the result.
    """

    text: str
    kind: type
    values: Mapping[str, object] = field(default_factory=dict)


Reached = str | Beside | Sql | Expression | Callable[..., Any]
"""An alias of a path, a row beside, a value by the database, a condition on row and viewer, or a function
of other facts (its parameter names are what it needs)."""

Reach = Mapping[str, Reached]
