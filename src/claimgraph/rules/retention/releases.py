"""What of the retention is released to date: step 6 of the domain's "Retention policy".

Each line carries X, what was released on it to date, from claim to claim: what was released stays released.
X is measured against T, what the policy keeps. A claim asks for more in one of three ways: on a line, to
date; over all lines, an amount to date; over all lines, a part of what is held. The latter two are shared
over the lines in proportion to what is held on them.

T may fall below X later, when work is corrected downwards or a total is shared anew. Nothing is held on such
a line then, never less than nothing, and X stays as it is. What was released beyond its T counts against
what is held on the other lines, so that the sum held is T - X as long as it lies on T's side of zero. Lines
on which value is kept and lines on which credit is kept (T below zero) are settled apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimgraph.rules.rounding import part, rounded, share


@dataclass(frozen=True, slots=True)
class ReleaseOverAll:
    """A release over all lines. Exactly one is given: an amount to date, or a part (ppm) of what is held."""

    amount: int | None = None
    rate: int | None = None


def held_after_release(kept: Sequence[int], released: Sequence[int]) -> list[int]:
    """T - X of each line, between zero and T."""
    value = _held_on_one_side([max(line, 0) for line in kept], [max(line, 0) for line in released])
    credit = _held_on_one_side([max(-line, 0) for line in kept], [max(-line, 0) for line in released])
    return [plus - minus for plus, minus in zip(value, credit, strict=True)]


def release_shared(release: ReleaseOverAll, held: Sequence[int], so_far: Sequence[int]) -> list[int]:
    """X of each line after a release over all lines.

    `held` is what was held on the lines before it, `so_far` what was released on them to date.
    """
    if release.rate is None:
        more = (release.amount or 0) - sum(so_far)
    else:
        more = rounded(part(sum(held), release.rate))
    return [before + now for before, now in zip(so_far, share(more, held), strict=True)]


def _held_on_one_side(kept: Sequence[int], released: Sequence[int]) -> list[int]:
    """What is held on lines whose figures are all zero or more."""
    rest = [max(line - gone, 0) for line, gone in zip(kept, released, strict=True)]
    return share(max(sum(kept) - sum(released), 0), rest)
