"""Figures in rows: what the rules reckon as it is kept, of lines and of whole claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from claimgraph import models
from claimgraph.resolvers.work import Work
from claimgraph.rules import policies
from claimgraph.rules.figures import ClaimFigures, LineFigures, SummaryFigures
from claimgraph.rules.policies import Adjustment
from claimgraph.rules.valuation import Valuation
from claimgraph.rules.vocabulary import ValuationKind

QUANTITIES = frozenset({"quantity_this_period", "quantity_to_date"})
RATES = frozenset({"percent_complete"})


def _column(name: str) -> str:
    """The column of a figure: with its unit."""
    suffix = "micro" if name in QUANTITIES else "ppm" if name in RATES else "minor"
    return f"{name}_{suffix}"


LINE_COLUMNS = {one.name: _column(one.name) for one in fields(LineFigures)}
SUMMARY_COLUMNS = {one.name: _column(one.name) for one in fields(SummaryFigures) if one.name != "taxes"}


def line_figures(row: models.LineValuation) -> LineFigures:
    """The figures of a line as they were kept."""
    return LineFigures(**{name: getattr(row, column) for name, column in LINE_COLUMNS.items()})


def columns_of(row: models.LineValuation) -> Valuation:
    """Columns C to H of a line as they were kept."""
    return Valuation(**{one.name: getattr(row, LINE_COLUMNS[one.name]) for one in fields(Valuation)})


async def valuations(
    work: Work, lines: Sequence[models.ClaimLine], kind: ValuationKind
) -> dict[UUID, models.LineValuation]:
    """The figures that are kept of lines, by the line."""
    keys = [line.id for line in lines]
    return {one.line_id: one for one in await work.rows(models.LineValuation, line_id__in=keys, kind=kind)}


async def summary_of(work: Work, claim_id: UUID, kind: ValuationKind) -> models.ClaimValuation | None:
    """The summary that is kept of a claim."""
    return await work.row(models.ClaimValuation, claim_id=claim_id, kind=kind)


async def keep_lines(
    work: Work,
    lines: Sequence[models.ClaimLine],
    kind: ValuationKind,
    figures: Sequence[LineFigures],
    besides: Sequence[Mapping[str, Any]],
) -> list[models.ClaimLine]:
    """Keeps the figures of all lines, in two statements; gives the lines on which something changed."""
    kept = await valuations(work, lines, kind)
    rows, changed = [], []
    for line, of_line, more in zip(lines, figures, besides, strict=True):
        values = {column: getattr(of_line, name) for name, column in LINE_COLUMNS.items()} | dict(more)
        differing = _differing(kept.get(line.id), values)
        if differing:
            changed.append(line)
            work.note(line, {f"{kind.lower()}.{name}": pair for name, pair in differing.items()})
        rows.append(work.new(models.LineValuation, line_id=line.id, kind=kind, **values))
    if changed:
        await work.clear(models.LineValuation, line_id__in=[line.id for line in lines], kind=kind)
        await work.insert_all(rows)
    return changed


def _differing(old: models.LineValuation | None, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What was and is, of the columns that change."""
    pairs = {name: [old and getattr(old, name), new] for name, new in values.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


async def keep_summary(
    work: Work,
    claim_id: UUID,
    kind: ValuationKind,
    figures: ClaimFigures,
    adjustments: Sequence[Adjustment],
    **besides: Any,
) -> bool:
    """Keeps the summary of a claim; tells whether anything changed, which moves its counter."""
    values = {column: getattr(figures.summary, name) for name, column in SUMMARY_COLUMNS.items()} | {
        "taxes": policies.stored_taxes(figures.summary.taxes),
        "adjustments": policies.stored_adjustments(tuple(adjustments)),
        "policy_version": figures.certified.policy_version,
        "is_final": figures.certified.is_final,
        **besides,
    }
    row = await summary_of(work, claim_id, kind)
    if row is None:
        await work.make(models.ClaimValuation, claim_id=claim_id, kind=kind, **values)
        return True
    before = row.version
    return (await work.keep(row, **values)).version != before
