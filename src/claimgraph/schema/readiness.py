"""Before you let collaborators submit: the questions, answered from data."""

from __future__ import annotations

from claimgraph.auth.guards import EVERYONE
from claimgraph.rules.vocabulary import CheckState, ReadinessQuestion, ReadinessVerdict
from claimgraph.schema.declare import column, named, page, part, part_type
from claimgraph.schema.declared import Argument
from claimgraph.schema.scalars import Amount, Percentage

BY_STATE = (Argument(name="state", type="list[CheckState] | None", text="Only answers in these states."),)


@part_type
class SubmissionReadiness:
    """What to settle before collaborators may submit, answered from data, with a verdict for each
    commitment.
    """

    verdict: ReadinessVerdict = column(
        "ALLOW when every commitment has ALLOW and no question of the project is FAIL; ON_BEHALF_ONLY "
        "when no commitment has better; else ALLOW_WITH_FIXES.",
        to=EVERYONE,
    )
    checks = part(
        "ReadinessCheck",
        "Every question with its answer for the project.",
        to=EVERYONE,
        at="checks",
        many=True,
        arguments=BY_STATE,
    )
    commitments = page(
        "Commitment",
        "Its commitments but void ones; ask each for its submissionReadiness.",
        to=EVERYONE,
        by="project",
        match="project_id",
        where={"is_void": False},
        usual=(("number_key", False),),
        filtered=None,
        chosen="commitments_by_verdict",
        extra=(Argument(name="verdict", type="list[ReadinessVerdict] | None", text="Only these verdicts."),),
    )
    counts = part(
        "VerdictCount",
        "How many commitments, and how much money, for each verdict.",
        to=EVERYONE,
        at="counts",
        many=True,
    )
    evidence = part(
        "ReadinessEvidence",
        "Figures that tell whether it would save the team's time.",
        to=EVERYONE,
        at="evidence",
    )


@part_type
class CommitmentReadiness:
    """Whether the contacts of one commitment could submit on their own."""

    verdict: ReadinessVerdict = column(
        "ON_BEHALF_ONLY when VENDOR_PERSON is FAIL or the commitment is terminated; else ALLOW_WITH_FIXES "
        "when a question is FAIL; else ALLOW. OWN_SUBMISSION never sets it.",
        to=EVERYONE,
    )
    checks = part(
        "ReadinessCheck",
        "Every question that concerns a commitment, with its answer.",
        to=EVERYONE,
        at="checks",
        many=True,
        arguments=BY_STATE,
    )


@part_type
class ReadinessCheck:
    """One question with its answer."""

    question: ReadinessQuestion = column("Which question, for programs.", to=EVERYONE)
    title: str = column("The question in words.", to=EVERYONE)
    state: CheckState = column("The answer.", to=EVERYONE)
    answer: str = column("The answer in words, with its figures.", to=EVERYONE)
    why: str = column("Why it matters.", to=EVERYONE)
    remedy: str | None = column("What to do; null when nothing is.", to=EVERYONE)
    action = column("The mutation that mends it, if one does.", to=EVERYONE, of="Action", nullable=True)
    can_be_mended_by = named("Person", "Who can do it.", to=EVERYONE, at="can_be_mended_by")
    count: int = column("How many things are concerned.", to=EVERYONE)
    subjects = named("Node", "The first of the things concerned, 50 at most.", to=EVERYONE, at="subjects")


@part_type
class VerdictCount:
    """How many commitments have a verdict."""

    verdict: ReadinessVerdict = column("The verdict.", to=EVERYONE)
    commitments: int = column("How many commitments.", to=EVERYONE)
    revised_sum: Amount = column(
        "Sum of their contract sums with approved variations.", to=EVERYONE, at="revised_sum_minor"
    )


@part_type
class ReadinessEvidence:
    """Figures of the last three periods."""

    claims_per_period: int = column("Claims in a period, median.", to=EVERYONE)
    lines_per_claim: int = column("Lines in a claim, median.", to=EVERYONE)
    filed_on_behalf_share: Percentage | None = column(
        "Claims filed by the contractor's side; null when there were none.",
        to=EVERYONE,
        at="filed_on_behalf_share_ppm",
    )
    returned_share: Percentage | None = column(
        "Claims returned at least once; null when there were none.", to=EVERYONE, at="returned_share_ppm"
    )
    median_days_to_submit: int | None = column(
        "Days from creation to submission, median; null when there were none.", to=EVERYONE
    )
    median_days_to_decide: int | None = column(
        "Days from submission to decision, median; null when there were none.", to=EVERYONE
    )
