"""Lists of progress claims: what they are ordered and filtered by."""

from __future__ import annotations

from claimgraph.rules.vocabulary import SortDirection, Word
from claimgraph.schema.lists import among, amount, connection, filtered, flag, ids, instants, ordered


class ClaimOrderField(Word):
    """What claims are ordered by."""

    NUMBER = ("NUMBER", "Commitment number, then claim number.")
    VENDOR_NAME = ("VENDOR_NAME", "Name of the vendor.")
    CLAIMED_ON = ("CLAIMED_ON", "Date of the claim.")
    CLAIMED_AMOUNT = ("CLAIMED_AMOUNT", "Claimed after retention.")
    SUBMITTED_AT = ("SUBMITTED_AT", "Last submission.")
    UPDATED_AT = ("UPDATED_AT", "Last change.")


connection("ProgressClaim")
ordered(
    ClaimOrderField,
    "How claims are ordered.",
    {
        ClaimOrderField.NUMBER: ("commitment.number_key", "number"),
        ClaimOrderField.VENDOR_NAME: ("commitment.vendor.name_key",),
        ClaimOrderField.CLAIMED_ON: ("claimed_on",),
        ClaimOrderField.CLAIMED_AMOUNT: ("claimed_amount_minor",),
        ClaimOrderField.SUBMITTED_AT: ("submitted_at",),
        ClaimOrderField.UPDATED_AT: ("shown_updated_at",),
    },
    first=SortDirection.ASC,
)


@filtered(nests=True)
class ClaimFilter:
    """Which claims; all that is given must hold."""

    project_id = ids("Of one of these projects.", of="Project", at="commitment.project")
    commitment_id = ids("Under one of these commitments.", of="Commitment", at="commitment")
    vendor_id = ids("Of one of these vendors.", of="Vendor", at="commitment.vendor")
    period_id = ids("For one of these periods.", of="BillingPeriod", at="period")
    status = among("One of these.", of="ClaimStatus", at="status")
    claim_type = among("One of these.", of="ClaimType", at="claim_type")
    is_on_behalf = flag("Whether an administrator filed it for a contact.", at="is_on_behalf")
    claimed_amount = amount("Claimed after retention.", at="claimed_amount_minor")
    certified_amount = amount("Certified after retention.", at="certified_amount_minor")
    submitted_at = instants("Last submission.", at="submitted_at")
    updated_at = instants("Last change, of the claim or its lines.", at="shown_updated_at")
