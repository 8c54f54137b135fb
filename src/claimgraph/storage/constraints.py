"""The rules that the tables hold by themselves, beyond what Tortoise makes of the models.

They are the last word when two requests race, or when code is wrong; the first word, with a sentence for the
user, is the rules'. Tortoise ignores the constraints of its `Meta` silently, so they stand here, as data;
`definitions` writes them in SQL for both databases.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

_FOREVER = "'9999-12-31 00:00:00.000000+00:00'"
_RUNNING = f"ends_at = {_FOREVER}"

GREATEST_AMOUNT = 9_000_000_000_000_000
"""The largest amount in minor units, either way: sums of a thousand such lines still fit into 64 bits."""

WHOLE = 1_000_000
"""The whole, in parts per million."""


@dataclass(frozen=True, slots=True)
class Unique:
    """No two rows that fulfil `where` have the same values in all `columns`."""

    name: str
    table: str
    columns: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that each row fulfils, in SQL that both databases read, with its columns in braces.

    As in SQL, a condition that is null is not broken.
    """

    name: str
    table: str
    condition: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the condition speaks of."""
        fields = (field for _, field, _, _ in Formatter().parse(self.condition) if field)
        return tuple(dict.fromkeys(fields))


@dataclass(frozen=True, slots=True)
class Index:
    """Columns by which rows are looked for or ordered."""

    table: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the index in the database."""
        return f"ix_{self.table}_{'_'.join(column.removesuffix('_id') for column in self.columns)}"


UNIQUES = (
    Unique("one_running_access", "project_access", ("project_id", "actor_id"), _RUNNING),
    Unique("one_running_designation", "designation", ("commitment_id", "person_id"), _RUNNING),
    Unique("one_running_entry", "access_list_entry", ("commitment_id", "actor_id"), _RUNNING),
    Unique("one_running_employment", "employment", ("person_id", "company_id"), _RUNNING),
    Unique("one_open_period", "billing_period", ("project_id",), "status = 'OPEN'"),
    Unique(
        "one_open_claim",
        "progress_claim",
        ("commitment_id",),
        "status in ('DRAFT', 'UNDER_REVIEW', 'REVISE_AND_RESUBMIT')",
    ),
    Unique(
        "one_claim_per_period",
        "progress_claim",
        ("commitment_id", "period_id"),
        "status <> 'VOID' and claim_type <> 'RETENTION_RELEASE'",
    ),
    Unique(
        "one_person_per_address",
        "actor",
        ("email_key",),
        "kind = 'PERSON' and stands_for_id is null and email_key is not null",
    ),
    Unique("one_service_account_per_name", "actor", ("company_id", "name_key"), "kind = 'SERVICE_ACCOUNT'"),
    Unique("one_password_per_person", "credential", ("person_id",)),
)


def _at_least(least: int, table: str, *columns: str) -> list[Check]:
    return [Check(f"{table}_{column}_least", table, f"{{{column}}} >= {least}") for column in columns]


def _share(table: str, *columns: str) -> list[Check]:
    condition = f"between 0 and {WHOLE}"
    return [Check(f"{table}_{column}_share", table, f"{{{column}}} {condition}") for column in columns]


def _day_of_month(table: str, *columns: str) -> list[Check]:
    return [Check(f"{table}_{column}_day", table, f"{{{column}}} between 1 and 31") for column in columns]


def _amount(table: str, *columns: str) -> list[Check]:
    bounds = f"between -{GREATEST_AMOUNT} and {GREATEST_AMOUNT}"
    return [Check(f"{table}_{column}_amount", table, f"{{{column}}} {bounds}") for column in columns]


_GRANTS = ("access_list_entry", "designation", "employment", "project_access")

CHECKS = (
    *(Check(f"{table}_begins_first", table, "{begins_at} <= {ends_at}") for table in _GRANTS),
    Check("employment_starts_first", "employment", "{starts_on} <= {ends_on}"),
    Check("billing_period_starts_first", "billing_period", "{starts_on} <= {ends_on}"),
    Check("billing_period_due_after_start", "billing_period", "{starts_on} <= {due_on}"),
    Check("actor_person_has_email", "actor", "{kind} <> 'PERSON' or {email} is not null"),
    Check("actor_email_has_key", "actor", "({email} is null) = ({email_key} is null)"),
    Check(
        "actor_service_account_has_company",
        "actor",
        "{kind} <> 'SERVICE_ACCOUNT' or {company_id} is not null",
    ),
    Check("progress_claim_one_release", "progress_claim", "{release_ppm} is null or {release_minor} is null"),
    *_at_least(1, "progress_claim", "number"),
    *_at_least(1, "claim_revision", "number"),
    *_at_least(1, "retention_version", "from_claim_number"),
    *_at_least(1, "company", "token_lifetime_days"),
    *_at_least(0, "progress_claim", "submissions", "returns"),
    *_at_least(0, "commitment", "schedule_lines"),
    *_at_least(0, "schedule_line", "position"),
    *_at_least(0, "claim_line", "position"),
    *_at_least(0, "access_list_entry", "position"),
    *_at_least(0, "shown_person", "position"),
    *_at_least(0, "default_claim_contact", "position"),
    *_at_least(0, "outbox_message", "attempts"),
    *_at_least(0, "sign_in_brake", "failures"),
    *_at_least(0, "upload", "size"),
    *_share("progress_claim", "release_ppm"),
    *_share("schedule_line", "retention_rate_on_work_ppm", "retention_rate_on_stored_ppm", "tax_rate_ppm"),
    *_day_of_month("project", "default_period_start_day", "default_period_end_day", "default_period_due_day"),
    *_amount("commitment", "original_sum_minor", "revised_sum_minor", "schedule_total_minor"),
    *_amount("schedule_line", "scheduled_value_minor"),
)

INDEXES = (
    Index("access_list_entry", ("actor_id", "commitment_id")),
    Index("access_list_entry", ("commitment_id", "position")),
    Index("access_token", ("owner_id",)),
    Index("access_token", ("prefix",)),
    Index("actor", ("company_id",)),
    Index("actor", ("email_key",)),
    Index("actor", ("name_key", "id")),
    Index("actor", ("stands_for_id",)),
    Index("audit_event", ("actor_id", "created_at")),
    Index("audit_event", ("commitment_id", "created_at")),
    Index("audit_event", ("project_id", "created_at")),
    Index("audit_event", ("subject_id", "created_at")),
    Index("billing_period", ("project_id", "due_on")),
    Index("claim_author", ("actor_id", "claim_id")),
    Index("claim_line", ("claim_id", "position")),
    Index("claim_line", ("schedule_line_id",)),
    Index("claim_valuation", ("assessed_by_id",)),
    Index("commitment", ("project_id", "number_key")),
    Index("commitment", ("vendor_id",)),
    Index("company", ("name_key", "id")),
    Index("default_claim_contact", ("person_id",)),
    Index("designation", ("commitment_id",)),
    Index("designation", ("person_id", "commitment_id")),
    Index("employment", ("company_id", "person_id")),
    Index("employment", ("person_id", "company_id")),
    Index("idempotency_record", ("created_at",)),
    Index("outbox_message", ("sent_at", "next_attempt_at")),
    Index("password_link", ("person_id",)),
    Index("progress_claim", ("commitment_id", "id")),
    Index("progress_claim", ("period_id",)),
    Index("progress_claim", ("previous_claim_id",)),
    Index("progress_claim", ("status_changed_at", "id")),
    Index("project_access", ("actor_id", "project_id")),
    Index("project_access", ("project_id",)),
    Index("schedule_line", ("commitment_id", "position")),
    Index("session", ("person_id",)),
    Index("session", ("expires_at",)),
    Index("shown_person", ("person_id",)),
    Index("upload", ("expires_at",)),
    Index("upload", ("owner_id",)),
    Index("vendor", ("company_id",)),
)
