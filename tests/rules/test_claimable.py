"""What may be claimed on a line and over all, and what each refusal says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from claimgraph.errors import Refusal
from claimgraph.rules.claimable import (
    ClaimRules,
    falls_short,
    goes_beyond,
    is_over_claimed,
    reasons_against_entry,
    reasons_against_line,
    reasons_against_magnitude,
    reasons_against_release,
    reasons_against_two_releases,
    stricter,
    warnings_about_line,
)
from claimgraph.rules.decimals import LIMIT
from claimgraph.rules.retention.releases import ReleaseOverAll
from claimgraph.rules.valuation import ClaimLine, LineEntry
from claimgraph.rules.vocabulary import ClaimType, OverClaimPolicy, StoredMaterials
from tests.rules.claims import (
    Commitment,
    flat,
    line,
    materials,
    measured,
    minor,
    percent,
    ppm,
    quantity,
    to_date,
    work,
)

Found = list[tuple[str, tuple[str, ...]]]


def rules(
    claim_type: ClaimType = ClaimType.WORK_MATERIALS_AND_RETENTION,
    stored: StoredMaterials = StoredMaterials.SEPARATE,
    over_claim: OverClaimPolicy = OverClaimPolicy.REFUSED,
) -> ClaimRules:
    """Rules under which everything may be claimed up to the scheduled value."""
    return ClaimRules(claim_type, stored, over_claim, digits=2)


def found(refusals: Sequence[Refusal]) -> Found:
    """Codes and places of refusals."""
    return [(refusal.code, refusal.path) for refusal in refusals]


def begun(scheduled: str | None = "1000.00") -> Commitment:
    """A commitment of one line on which 400.00 of work and 100.00 of materials are certified, 10 % kept."""
    commitment = Commitment(line(scheduled), policy=flat("10"))
    commitment.claim(work("400.00", stored="100.00"))
    return commitment


def reasons(
    commitment: Commitment,
    entry: LineEntry,
    under: ClaimRules,
    *,
    release: str | None = None,
    has_reason: bool = False,
) -> list[Refusal]:
    """What stands against an entry on the only line of a commitment."""
    figures = commitment.draft(entry, releases=[release])
    (stated,) = commitment.stated(entry, releases=[release])
    return reasons_against_line(under, stated, figures.lines[0], has_reason=has_reason)


@pytest.mark.parametrize(
    ("amount", "limit", "beyond"),
    [
        (10, 10, False),
        (11, 10, True),
        (-50, 10, False),
        (-10, -10, False),
        (-11, -10, True),
        (5, -10, False),
        (0, 0, False),
        (1, 0, True),
        (-1, 0, True),
    ],
)
def test_an_amount_goes_beyond_a_limit_away_from_zero(amount: int, limit: int, beyond: bool) -> None:
    assert goes_beyond(amount, limit) is beyond


@pytest.mark.parametrize(
    ("amount", "measure", "short"),
    [
        (9, 10, True),
        (10, 10, False),
        (-1, 10, True),
        (-9, -10, True),
        (-10, -10, False),
        (1, -10, True),
        (0, 0, False),
        (5, 0, False),
        (-5, 0, False),
    ],
)
def test_an_amount_falls_short_towards_zero_or_past_it(amount: int, measure: int, short: bool) -> None:
    assert falls_short(amount, measure) is short


def test_an_open_line_is_never_over_claimed() -> None:
    assert not is_over_claimed(LIMIT, None)
    assert is_over_claimed(1, 0)


def test_of_two_settings_the_stricter_holds() -> None:
    refused, warned, allowed = OverClaimPolicy
    assert stricter(refused, allowed) is refused
    assert stricter(allowed, warned) is warned
    assert stricter(allowed, allowed) is allowed


@pytest.mark.parametrize(
    ("of_line", "entry", "expected"),
    [
        (line("500.00"), work("1.00"), []),
        (line("500.00"), percent("10"), []),
        (measured("500.00", "7.777"), quantity("1"), []),
        (measured("500.00", "7.777"), LineEntry(), []),
        (measured("500.00", "7.777"), work("1.00"), [("VALUE_INVALID", ("work",))]),
        (measured("500.00", "7.777"), percent("10"), [("VALUE_INVALID", ("work",))]),
        (line("500.00"), quantity("1"), [("VALUE_INVALID", ("work",))]),
        (line(None), percent("10"), [("VALUE_INVALID", ("work",))]),
        (line("0.00"), percent("10"), [("VALUE_INVALID", ("work",))]),
        (line(None), to_date("10.00"), []),
        (line("500.00"), materials(built_in="0.01"), [("VALUE_INVALID", ("builtIn",))]),
        (
            line(None),
            percent("10", built_in="0.01"),
            [("VALUE_INVALID", ("work",)), ("VALUE_INVALID", ("builtIn",))],
        ),
    ],
)
def test_an_entry_must_fit_its_line(of_line: ClaimLine, entry: LineEntry, expected: Found) -> None:
    (stated,) = Commitment(of_line).stated(entry)
    assert found(reasons_against_entry(stated, 2)) == expected


@pytest.mark.parametrize(("built_in", "fits"), [("100.00", True), ("100.01", False), ("-0.01", False)])
def test_no_more_is_built_in_than_was_stored(built_in: str, fits: bool) -> None:
    (stated,) = begun().stated(materials(built_in=built_in))
    assert (reasons_against_entry(stated, 2) == []) is fits


def test_a_measured_line_says_how_it_is_stated() -> None:
    (stated,) = Commitment(measured("500.00", "7.777")).stated(work("1.00"))
    (refusal,) = reasons_against_entry(stated, 2)
    assert refusal.message == "This line is measured by quantity; state quantityToDate."


@pytest.mark.parametrize(
    ("claim_type", "stored", "entry", "release", "expected"),
    [
        ("WORK_AND_MATERIALS", "SEPARATE", work("50.00", stored="120.00"), None, []),
        ("WORK_AND_MATERIALS", "SEPARATE", LineEntry(), "0.00", []),
        ("WORK_AND_MATERIALS", "SEPARATE", LineEntry(), "10.00", ["retentionReleased"]),
        ("WORK_AND_MATERIALS", "SEPARATE", LineEntry(), "9999.00", ["retentionReleased"]),
        ("WORK_AND_MATERIALS", "NONE", work("50.00"), None, []),
        ("WORK_AND_MATERIALS", "NONE", work("50.00", stored="100.00"), None, []),
        ("WORK_AND_MATERIALS", "NONE", work("50.00", stored="120.00"), None, ["storedMaterials"]),
        ("WORK_AND_MATERIALS", "NONE", work("50.00", built_in="20.00"), None, ["builtIn"]),
        ("WORK_AND_MATERIALS", "BUILT_IN", work("50.00", built_in="20.00"), None, []),
        ("WORK_MATERIALS_AND_RETENTION", "SEPARATE", work("50.00", stored="120.00"), "10.00", []),
        ("RETENTION_RELEASE", "SEPARATE", LineEntry(), "10.00", []),
        ("RETENTION_RELEASE", "SEPARATE", work("0.00", stored="100.00"), "10.00", []),
        ("RETENTION_RELEASE", "SEPARATE", percent("50.00"), None, []),
        ("RETENTION_RELEASE", "SEPARATE", work("0.01"), None, ["work"]),
        ("RETENTION_RELEASE", "SEPARATE", materials("120.00"), None, ["storedMaterials"]),
        ("RETENTION_RELEASE", "SEPARATE", materials(built_in="20.00"), None, ["builtIn", "builtIn"]),
    ],
)
def test_a_closed_column_may_be_stated_as_it_stands_but_not_changed(
    claim_type: str, stored: str, entry: LineEntry, release: str | None, expected: list[str]
) -> None:
    under = rules(ClaimType[claim_type], StoredMaterials[stored])
    assert found(reasons(begun(), entry, under, release=release)) == [
        ("COLUMN_NOT_CLAIMABLE", (path,)) for path in expected
    ]


def test_a_closed_column_says_what_closes_it() -> None:
    (by_project,) = reasons(begun(), materials("120.00"), rules(stored=StoredMaterials.NONE))
    assert by_project.message == "The project has no stored materials in its claims; leave them as they are."
    (by_type,) = reasons(begun(), work("1.00"), rules(ClaimType.RETENTION_RELEASE))
    assert by_type.message == "A claim of type RETENTION_RELEASE does not move work; leave it as it is."


@pytest.mark.parametrize(
    ("scheduled", "entry", "is_over"),
    [
        ("1000.00", work("500.00"), False),
        ("1000.00", work("500.01"), True),
        ("1000.00", percent("100.00"), False),
        (None, work("999999.00"), False),
    ],
)
@pytest.mark.parametrize(
    ("policy", "refused", "warned"),
    [("REFUSED", True, False), ("WARNED", False, True), ("ALLOWED", False, False)],
)
def test_beyond_the_scheduled_value_the_setting_refuses_warns_or_allows(
    scheduled: str | None, entry: LineEntry, is_over: bool, policy: str, refused: bool, warned: bool
) -> None:
    commitment, under = begun(scheduled), rules(over_claim=OverClaimPolicy[policy])
    over_claim = [("OVER_CLAIM", ("work",))] if is_over else []
    assert found(reasons(commitment, entry, under)) == (over_claim if refused else [])
    warnings = warnings_about_line(under, commitment.draft(entry).lines[0])
    assert found(warnings) == (over_claim if warned else [])


@pytest.mark.parametrize(
    ("scheduled", "entry", "is_over"),
    [
        ("-500.00", work("-500.00"), False),
        ("-500.00", work("-500.01"), True),
        ("0.00", work("0.01"), True),
        ("0.00", LineEntry(), False),
    ],
)
def test_credits_are_over_claimed_below_and_lines_of_zero_by_anything(
    scheduled: str, entry: LineEntry, is_over: bool
) -> None:
    codes = [code for code, _ in found(reasons(Commitment(line(scheduled)), entry, rules()))]
    assert codes == (["OVER_CLAIM"] if is_over else [])


def test_an_over_claim_tells_both_figures() -> None:
    (refusal,) = reasons(begun(), work("500.01"), rules())
    assert refusal.message == (
        "1000.01 to date exceeds the scheduled value of 1000.00; claim less, or agree a variation."
    )


@pytest.mark.parametrize(
    ("scheduled", "entry", "expected"),
    [
        ("1000.00", work("-0.01"), ["work"]),
        ("1000.00", materials("-0.01"), ["storedMaterials"]),
        ("1000.00", work("-1.00", stored="-1.00"), ["work", "storedMaterials"]),
        ("-500.00", work("0.01"), ["work"]),
        ("-500.00", work("-10.00"), []),
        (None, work("-10.00"), []),
    ],
)
def test_work_and_materials_have_the_sign_of_the_scheduled_value(
    scheduled: str | None, entry: LineEntry, expected: list[str]
) -> None:
    refusals = reasons(Commitment(line(scheduled)), entry, rules())
    assert found(refusals) == [("WRONG_SIGN", (path,)) for path in expected]


def test_a_wrong_sign_tells_both_figures() -> None:
    (refusal,) = reasons(Commitment(line("1000.00")), work("-0.01"), rules())
    assert refusal.message == (
        "Work to date of -0.01 can't stand on a line whose scheduled value is 1000.00; "
        "both must have the same sign."
    )


@pytest.mark.parametrize(
    ("entry", "needed"),
    [
        (work("0.00"), False),
        (work("-0.01"), True),
        (materials("99.99"), True),
        (materials(built_in="100.00"), False),
        (work("20.00", stored="80.00"), False),
        (to_date("499.99", stored="0.00"), True),
    ],
)
def test_falling_below_what_was_certified_needs_a_reason(entry: LineEntry, needed: bool) -> None:
    refusals = reasons(begun(), entry, rules())
    assert found(refusals) == ([("REASON_REQUIRED", ("reason",))] if needed else [])
    assert reasons(begun(), entry, rules(), has_reason=True) == []


def test_a_credit_falls_below_when_it_comes_nearer_to_zero() -> None:
    commitment = Commitment(line("-500.00"))
    commitment.claim(work("-300.00"))
    assert reasons(commitment, work("-10.00"), rules()) == []
    assert found(reasons(commitment, work("10.00"), rules())) == [("REASON_REQUIRED", ("reason",))]


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("0.00", []),
        ("50.00", []),
        ("50.01", [("RELEASE_EXCEEDS_HELD", ("retentionReleased",))]),
        ("-0.01", [("VALUE_INVALID", ("retentionReleased",))]),
    ],
)
def test_a_line_releases_at_most_what_is_kept_on_it(release: str, expected: Found) -> None:
    assert found(reasons(begun(), LineEntry(), rules(), release=release)) == expected


def test_what_was_released_stays_released() -> None:
    commitment = begun()
    commitment.claim(releases=["30.00"])
    assert reasons(commitment, LineEntry(), rules(), release="30.00") == []
    (refusal,) = reasons(commitment, LineEntry(), rules(), release="29.99")
    assert refusal == Refusal(
        "VALUE_INVALID",
        "30.00 was released to date and stays so; 29.99 would take it back.",
        ("retentionReleased",),
    )


def test_a_credit_releases_its_negative_retention() -> None:
    commitment = Commitment(line("-500.00"), policy=flat("10"))
    commitment.claim(work("-300.00"))
    assert reasons(commitment, LineEntry(), rules(), release="-30.00") == []
    assert found(reasons(commitment, LineEntry(), rules(), release="-30.01")) == [
        ("RELEASE_EXCEEDS_HELD", ("retentionReleased",))
    ]
    assert found(reasons(commitment, LineEntry(), rules(), release="1.00")) == [
        ("VALUE_INVALID", ("retentionReleased",))
    ]


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        (ReleaseOverAll(amount=minor("50.00")), []),
        (ReleaseOverAll(amount=minor("50.01")), ["RELEASE_EXCEEDS_HELD"]),
        (ReleaseOverAll(amount=minor("-0.01")), ["VALUE_INVALID"]),
        (ReleaseOverAll(rate=ppm("100")), []),
        (ReleaseOverAll(rate=ppm("101")), ["RELEASE_EXCEEDS_HELD"]),
        (ReleaseOverAll(rate=ppm("-1")), ["VALUE_INVALID"]),
        (ReleaseOverAll(amount=0), []),
    ],
)
def test_over_all_lines_at_most_what_is_kept_is_released(
    release: ReleaseOverAll, expected: list[str]
) -> None:
    refusals = reasons_against_release(rules(), release, begun().draft(release=release))
    assert found(refusals) == [(code, ("retentionRelease",)) for code in expected]


def test_retention_is_released_over_all_lines_or_by_line() -> None:
    commitment, release = begun(), ReleaseOverAll(rate=ppm("10"))
    assert reasons_against_two_releases(release, commitment.stated()) == []
    assert reasons_against_two_releases(None, commitment.stated(releases=["5.00"])) == []
    both = reasons_against_two_releases(release, commitment.stated(releases=["5.00"]))
    assert found(both) == [("VALUE_INVALID", ("retentionRelease",))]
    with pytest.raises(ValueError, match="over all lines or by line"):
        commitment.draft(releases=["5.00"], release=release)


def test_a_release_over_all_lines_needs_a_claim_type_that_opens_it() -> None:
    closed = rules(ClaimType.WORK_AND_MATERIALS)
    release = ReleaseOverAll(rate=ppm("10"))
    assert found(reasons_against_release(closed, release, begun().draft(release=release))) == [
        ("COLUMN_NOT_CLAIMABLE", ("retentionRelease",))
    ]
    nothing = ReleaseOverAll(rate=0)
    assert reasons_against_release(closed, nothing, begun().draft(release=nothing)) == []
    assert reasons_against_release(closed, None, begun().draft()) == []


def test_releases_by_line_must_not_go_beyond_the_total_when_credits_are_kept_too() -> None:
    commitment = Commitment(line("1000.00"), line("-900.00"), policy=flat("10"))
    commitment.claim(work("1000.00"), work("-900.00"))
    figures = commitment.draft(releases=["60.00"])
    stated = commitment.stated(releases=["60.00"])
    assert reasons_against_line(rules(), stated[0], figures.lines[0], has_reason=False) == []
    assert reasons_against_release(rules(), None, figures) == [
        Refusal(
            "RELEASE_EXCEEDS_HELD", "60.00 would be released to date, but only 10.00 was kept; release less."
        )
    ]


def test_figures_beyond_what_can_be_kept_exactly_are_refused_once() -> None:
    commitment = Commitment(line(None), line(None))
    at_most = LineEntry(work("0").work, LIMIT // 2)
    assert reasons_against_magnitude(commitment.draft(at_most, at_most)) == []
    beyond = LineEntry(at_most.work, LIMIT)
    assert [refusal.code for refusal in reasons_against_magnitude(commitment.draft(beyond, beyond))] == [
        "VALUE_INVALID"
    ]


def test_a_percentage_can_be_too_large_as_well() -> None:
    figures = Commitment(line("0.01")).draft(LineEntry(work("0").work, LIMIT))
    assert [refusal.code for refusal in reasons_against_magnitude(figures)] == ["VALUE_INVALID"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    under = rules(ClaimType.RETENTION_RELEASE)
    refusals = reasons(begun(), work("-401.00", stored="1600.00"), under, release="5000.00")
    assert [code for code, _ in found(refusals)] == [
        "COLUMN_NOT_CLAIMABLE",
        "COLUMN_NOT_CLAIMABLE",
        "WRONG_SIGN",
        "OVER_CLAIM",
        "RELEASE_EXCEEDS_HELD",
    ]
