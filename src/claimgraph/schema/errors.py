"""What may be done and what stood against it: the parts that every noun answers with."""

from __future__ import annotations

from claimgraph.auth.guards import EVERYONE
from claimgraph.rules.codes import ErrorCode
from claimgraph.schema.declare import column, part, part_type


@part_type
class ViewerAction:
    """Whether the viewer may do one thing with one object now."""

    action = column("What is to be done.", to=EVERYONE, of="Action")
    allowed: bool = column("Whether the mutation would be accepted as things stand.", to=EVERYONE)
    reason: str | None = column(
        "Why not, in one sentence that says how to mend it; null when allowed.", to=EVERYONE
    )
    refusals = part(
        "UserError",
        "Every reason with its code, as the mutation would answer them; empty when allowed.",
        to=EVERYONE,
        at="refusals",
        many=True,
    )


@part_type
class UserError:
    """A business rule that said no (in userErrors) or that wants attention (in warnings)."""

    code: ErrorCode = column("Which rule, for programs.", to=EVERYONE)
    message: str = column(
        "What is wrong and how to mend it, for people; names nothing that the viewer may not see.",
        to=EVERYONE,
    )
    path: list[str] = column(
        'Where in the input, from "input" on, list places as "0", "1"; empty when it concerns the whole.',
        to=EVERYONE,
    )
