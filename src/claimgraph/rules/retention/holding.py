"""What is held: steps 6 to 8 of the domain's "Retention policy", on top of what is kept (steps 1 to 5).

    6  held = T - X, X being what was released to date (`releases`)
    7  once a milestone is reached, not more than its share of T stays, shared by u
    8  a sum typed by hand takes the place of all that, for one claim

Where a stage has let go more than X, a release that is asked for comes on top of what the stage let go, and
both are carried in X; else a release of what is still held would change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimgraph.rules.retention.keeping import Cell, Kept, kept, share_by
from claimgraph.rules.retention.policy import ContractSums, RetentionPolicy
from claimgraph.rules.retention.releases import ReleaseOverAll, held_after_release, release_shared
from claimgraph.rules.rounding import part, rounded
from claimgraph.rules.vocabulary import MilestoneKind


@dataclass(frozen=True, slots=True)
class RetainedLine:
    """What retention on one line depends on.

    work, stored       its cells
    released_before    X at the last approved claim
    release_to_date    X as this claim asks for it on this line; None when it does not
    """

    work: Cell
    stored: Cell
    released_before: int = 0
    release_to_date: int | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """What retention depends on besides policy and lines.

    sums          lines 1 and 3
    is_final      whether this is the final claim, or one after it
    milestones    those dated by the end of the claim's period, oldest first
    release       a release over all lines, instead of releases by line
    held_by_hand  what an administrator types as held after this claim, over all lines
    """

    sums: ContractSums
    is_final: bool = False
    milestones: Sequence[MilestoneKind] = ()
    release: ReleaseOverAll | None = None
    held_by_hand: int | None = None


@dataclass(frozen=True, slots=True)
class LineRetention:
    """Retention on one line after a claim, in minor units.

    kept_on_work, kept_on_stored   T by cell
    released_so_far                what was released to date before this claim's release
    released_to_date               X: the same with it
    held_on_work, held_on_stored   what is held; releases take from work before stored materials
    """

    kept_on_work: int
    kept_on_stored: int
    released_so_far: int
    released_to_date: int
    held_on_work: int
    held_on_stored: int

    @property
    def kept(self) -> int:
        """T of the line."""
        return self.kept_on_work + self.kept_on_stored

    @property
    def held(self) -> int:
        """What is held on the line."""
        return self.held_on_work + self.held_on_stored


def retention_of_lines(
    policy: RetentionPolicy, lines: Sequence[RetainedLine], occasion: Occasion
) -> list[LineRetention]:
    """Retention on each line after a claim."""
    cells = [cell for line in lines for cell in (line.work, line.stored)]
    retained = _Retained(
        cells,
        kept(policy, cells, occasion.sums, is_final=occasion.is_final),
        policy.share_that_stays(occasion.milestones),
    )
    so_far, to_date = _releases(retained, lines, occasion.release)
    held = retained.held(to_date)
    if occasion.held_by_hand is not None:
        held = share_by(retained.kept.exact, cells, occasion.held_by_hand)
    return [
        LineRetention(*of_line)
        for of_line in zip(*_pairs(retained.kept.amounts), so_far, to_date, *_pairs(held), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Retained:
    """The cells of all lines, what is kept on them, and the share of it that may stay (None: all)."""

    cells: Sequence[Cell]
    kept: Kept
    share: int | None

    @property
    def by_line(self) -> list[int]:
        """T of each line."""
        return [work + stored for work, stored in zip(*_pairs(self.kept.amounts), strict=True)]

    def limit(self, held: Sequence[int]) -> int | None:
        """Step 7: the sum that may stay, where that is nearer zero than what would be held; else None."""
        if self.share is None:
            return None
        limit = rounded(part(sum(self.kept.amounts), self.share))
        return limit if abs(limit) < abs(sum(held)) else None

    def held(self, released: Sequence[int]) -> list[int]:
        """Steps 6 and 7: what is held on each cell."""
        by_line = held_after_release(self.by_line, released)
        limit = self.limit(by_line)
        if limit is not None:
            return share_by(self.kept.exact, self.cells, limit)
        work, stored = _pairs(self.kept.amounts)
        return [cell for line in zip(work, stored, by_line, strict=True) for cell in _held_by_cell(*line)]


def _releases(
    retained: _Retained, lines: Sequence[RetainedLine], release: ReleaseOverAll | None
) -> tuple[list[int], list[int]]:
    """What was released on each line to date: before this claim, and with what it asks for."""
    before = [line.released_before for line in lines]
    if release is None and all(line.release_to_date is None for line in lines):
        return before, before
    held = [sum(cells) for cells in zip(*_pairs(retained.held(before)), strict=True)]
    so_far = before
    if retained.limit(held_after_release(retained.by_line, before)) is not None:
        so_far = [kept - still for kept, still in zip(retained.by_line, held, strict=True)]
    asked = [line.release_to_date for line in lines]
    if release is not None:
        if any(ask is not None for ask in asked):
            raise ValueError("Retention is released over all lines or by line, not both.")
        return so_far, release_shared(release, held, so_far)
    return so_far, [gone if ask is None else ask for gone, ask in zip(so_far, asked, strict=True)]


def _held_by_cell(kept_on_work: int, kept_on_stored: int, held: int) -> tuple[int, int]:
    """What is held on a line's work and stored materials, when releases take from work first."""
    released = kept_on_work + kept_on_stored - held
    from_work = max(min(released, max(kept_on_work, 0)), min(kept_on_work, 0))
    return kept_on_work - from_work, kept_on_stored - (released - from_work)


def _pairs(cells: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
    """The work cells and the stored cells of all lines."""
    return cells[0::2], cells[1::2]
