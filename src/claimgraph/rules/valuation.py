"""One line of a claim: how its work is stated, and columns C to H that follow (domain: "Line").

    C  scheduled value; None on an open line, which has no limit
    D  work certified before, never its stored materials
    E  work of this period, materials now built in included
    F  materials stored now: a balance, not a movement
    G  = D + E + F          M  = E + F - F of the last approved claim
    H  = C - G; none on an open line          %  = 100 G / C; none where C is zero or open

"Before" and "last" always mean the last approved claim, as certified. Amounts are minor units, rates parts
per million, quantities and unit prices millionths.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from fractions import Fraction

from claimgraph.rules.decimals import MICRO, PPM
from claimgraph.rules.rounding import part, rounded
from claimgraph.rules.vocabulary import ClaimType, LineBasis, StoredMaterials

_PERCENT_STEP = PPM // 10_000
"""A hundredth of a per cent, in parts per million: percentages are shown with two places."""


class WorkStated(Enum):
    """How the work of a line is stated, and in which unit; the names are those of the API's input."""

    AMOUNT_THIS_PERIOD = auto()
    """Minor units: the value of this period's work, without what is built in."""
    AMOUNT_TO_DATE = auto()
    """Minor units: the value of all work to date (D + E)."""
    PERCENT_TO_DATE = auto()
    """Parts per million: work and stored materials to date (G) as part of the scheduled value."""
    QUANTITY_TO_DATE = auto()
    """Millionths: units to date, at the line's unit price."""


@dataclass(frozen=True, slots=True)
class LineEntry:
    """What is stated on a line; left out means no work, and materials as they were.

    work, value   how the work is stated, and what
    stored        materials stored now, the whole balance; None: as before, less what is built in
    built_in      of the materials stored before, what is now built in: it leaves the stock and joins the
                  work, so it adds to E; an amount or a percentage to date is stated with it
    """

    work: WorkStated | None = None
    value: int = 0
    stored: int | None = None
    built_in: int = 0


@dataclass(frozen=True, slots=True)
class CertifiedLine:
    """What the last approved claim leaves to the next one on a line; all zero before the first.

    work               D + E, the next D
    stored             F
    quantity           units to date, of a line measured by quantity
    retention_held     held on the line
    retention_released X, released to date
    retention_on_work  T of its work: what the policy keeps on it, released or not
    tax                tax on the line to date
    value_at_change    certified value of its work when a rate was last changed with KEEP; else 0
    kept_at_change     what was kept on it then
    """

    work: int = 0
    stored: int = 0
    quantity: int = 0
    retention_held: int = 0
    retention_released: int = 0
    retention_on_work: int = 0
    tax: int = 0
    value_at_change: int = 0
    kept_at_change: int = 0


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A line of the schedule of values with what is stated on it.

    scheduled_value           C; None on an open line
    is_variation              whether a variation brought it (line 2 of the summary instead of line 1)
    basis, unit_price         how it is measured; the price of one unit where it is by quantity
    retention_rate_on_work,   its own rates (or its variation's); None leaves it to the policy
      retention_rate_on_stored
    tax_rate                  its own rate of tax; None leaves it to the tax rule
    entry                     what is stated
    release_to_date           retention to release on this line, to date; None when nothing is stated
    certified                 what the last approved claim left
    """

    scheduled_value: int | None
    is_variation: bool = False
    basis: LineBasis = LineBasis.AMOUNT
    unit_price: int | None = None
    retention_rate_on_work: int | None = None
    retention_rate_on_stored: int | None = None
    tax_rate: int | None = None
    entry: LineEntry = LineEntry()
    release_to_date: int | None = None
    certified: CertifiedLine = CertifiedLine()


@dataclass(frozen=True, slots=True)
class Valuation:
    """Columns C to H of a line. Units as in this module's text; `percent_complete` in parts per million.

    `quantity_to_date` and `quantity_this_period` are None on lines that are not measured by quantity.
    """

    scheduled_value: int | None
    previous_work: int
    work_this_period: int
    quantity_this_period: int | None
    quantity_to_date: int | None
    stored_materials: int
    previous_stored_materials: int
    built_in: int

    @property
    def work_to_date(self) -> int:
        """D + E."""
        return self.previous_work + self.work_this_period

    @property
    def movement(self) -> int:
        """M = E + F - last F."""
        return self.work_this_period + self.stored_materials - self.previous_stored_materials

    @property
    def total_to_date(self) -> int:
        """G = D + E + F."""
        return self.work_to_date + self.stored_materials

    @property
    def balance_to_finish(self) -> int | None:
        """H = C - G; None on an open line."""
        return None if self.scheduled_value is None else self.scheduled_value - self.total_to_date

    @property
    def percent_complete(self) -> int | None:
        """G / C in parts per million, rounded to hundredths of a per cent; None where C is zero or open."""
        return percent_of(self.total_to_date, self.scheduled_value)


def percent_of(amount: int, whole: int | None) -> int | None:
    """A part of a whole in parts per million, rounded to hundredths of a per cent; None of zero or None."""
    return rounded(Fraction(amount * 10_000, whole)) * _PERCENT_STEP if whole else None


def priced(quantity: int, unit_price: int, digits: int) -> int:
    """r(quantity x unit price) in minor units of a currency with `digits` decimals."""
    return rounded(Fraction(quantity * unit_price * 10**digits, MICRO * MICRO))


def valuation(line: ClaimLine, digits: int) -> Valuation:
    """Columns C to H of a line, in a currency with `digits` decimals.

    Raises ValueError for an entry that `claimable.reasons_against_entry` refuses.
    """
    stored = line.certified.stored - line.entry.built_in if line.entry.stored is None else line.entry.stored
    quantity = _quantity_to_date(line)
    return Valuation(
        scheduled_value=line.scheduled_value,
        previous_work=line.certified.work,
        work_this_period=_work_this_period(line, stored, digits),
        quantity_this_period=None if quantity is None else quantity - line.certified.quantity,
        quantity_to_date=quantity,
        stored_materials=stored,
        previous_stored_materials=line.certified.stored,
        built_in=line.entry.built_in,
    )


def first_entry(setting: StoredMaterials, claim_type: ClaimType, certified: CertifiedLine) -> LineEntry:
    """What a new claim proposes on a line: no work, and materials as they were.

    Where the project says BUILT_IN, and the claim may move materials at all, they are proposed as built in.
    """
    if setting is StoredMaterials.BUILT_IN and claim_type is not ClaimType.RETENTION_RELEASE:
        return LineEntry(built_in=certified.stored)
    return LineEntry()


def standing_entry(valuation: Valuation) -> LineEntry:
    """The entry that gives these figures again, as long as what was certified before is the same."""
    work, value = WorkStated.AMOUNT_THIS_PERIOD, valuation.work_this_period - valuation.built_in
    if valuation.quantity_to_date is not None:
        work, value = WorkStated.QUANTITY_TO_DATE, valuation.quantity_to_date
    return LineEntry(work, value, valuation.stored_materials, valuation.built_in)


def followed_entry(entry: LineEntry, certified: CertifiedLine) -> LineEntry:
    """An entry that follows a change of what was certified: no more is built in than was stored then.

    What can't be built in any more stays in the work where that is stated as an amount.
    """
    built_in = within(entry.built_in, certified.stored)
    value = entry.value
    if entry.work is WorkStated.AMOUNT_THIS_PERIOD:
        value += entry.built_in - built_in
    return replace(entry, built_in=built_in, value=value)


def within(amount: int, limit: int) -> int:
    """An amount, brought between zero and a limit on either side of it."""
    return max(min(amount, max(limit, 0)), min(limit, 0))


def assessed_entry(claimed: Valuation, work: WorkStated | None, value: int, stored: int | None) -> LineEntry:
    """What an assessor states on a claimed line; work or materials that he leaves out stay as claimed.

    He states the whole of E where he states this period's amount: what is built in is contained in it.
    """
    entry = standing_entry(claimed)
    built_in = entry.built_in
    if work is WorkStated.AMOUNT_THIS_PERIOD:
        built_in = within(built_in, value)
        entry = replace(entry, work=work, value=value - built_in, built_in=built_in)
    elif work is not None:
        entry = replace(entry, work=work, value=value)
    return entry if stored is None else replace(entry, stored=stored)


def _work_this_period(line: ClaimLine, stored: int, digits: int) -> int:
    """E, from what is stated and the materials `stored` now."""
    entry, previous = line.entry, line.certified
    match entry.work:
        case None:
            return entry.built_in
        case WorkStated.AMOUNT_THIS_PERIOD:
            return entry.value + entry.built_in
        case WorkStated.AMOUNT_TO_DATE:
            return entry.value - previous.work
        case WorkStated.PERCENT_TO_DATE if line.scheduled_value is not None:
            return rounded(part(line.scheduled_value, entry.value)) - previous.work - stored
        case WorkStated.QUANTITY_TO_DATE if line.unit_price is not None:
            # The difference of rounded totals: cents don't drift from claim to claim.
            before = priced(previous.quantity, line.unit_price, digits)
            return priced(entry.value, line.unit_price, digits) - before + entry.built_in
    raise ValueError(f"{entry.work} can't be stated on this line.")


def _quantity_to_date(line: ClaimLine) -> int | None:
    """Units to date; None on a line that is not measured by quantity."""
    if line.basis is not LineBasis.QUANTITY:
        return None
    return line.entry.value if line.entry.work is WorkStated.QUANTITY_TO_DATE else line.certified.quantity
