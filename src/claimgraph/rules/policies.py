"""Retention and tax as a commitment keeps them: policies read from what is stored, and put into words."""

from __future__ import annotations

import json
from dataclasses import dataclass

from claimgraph.rules.retention.policy import NOTHING_KEPT, RetentionPolicy
from claimgraph.rules.retention.record import from_json, to_json
from claimgraph.rules.retention.wording import description
from claimgraph.rules.tax import TaxAmount, TaxRule, tax_from_json, tax_to_json
from claimgraph.rules.vocabulary import AdjustmentKind


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An addition or deduction beside the lines, to date, in minor units; negative when deducted."""

    kind: AdjustmentKind
    amount: int
    reason: str


def stored_policy(policy: RetentionPolicy) -> str:
    """A policy as text for storage."""
    return json.dumps(to_json(policy), sort_keys=True)


def stored_tax(rule: TaxRule | None) -> str | None:
    """A tax rule as text for storage; None for none."""
    return None if rule is None else json.dumps(tax_to_json(rule), sort_keys=True)


def stored_adjustments(adjustments: tuple[Adjustment, ...]) -> str:
    """Additions and deductions as text for storage."""
    return json.dumps([[one.kind.value, one.amount, one.reason] for one in adjustments])


def stored_taxes(taxes: tuple[TaxAmount, ...]) -> str:
    """Tax by rate as text for storage."""
    return json.dumps([[one.rate, one.base, one.amount] for one in taxes])


def retention(retention_text: str | None) -> RetentionPolicy:
    """The policy in force; nothing is kept where none was agreed."""
    return from_json(json.loads(retention_text)) if retention_text else NOTHING_KEPT


def tax(tax: str | None) -> TaxRule | None:
    """The tax rule; None where no tax is added."""
    return tax_from_json(json.loads(tax)) if tax else None


def default_retention(default_retention: str | None) -> RetentionPolicy | None:
    """The policy that new commitments start with; None where none was chosen."""
    return retention(default_retention) if default_retention else None


def default_tax(default_tax: str | None) -> TaxRule | None:
    """The tax that new commitments start with; None where none was chosen."""
    return tax(default_tax)


def adjustments_of(adjustments: str) -> tuple[Adjustment, ...]:
    """Additions and deductions as they were stored."""
    return tuple(
        Adjustment(AdjustmentKind[kind], amount, reason) for kind, amount, reason in json.loads(adjustments)
    )


def taxes_of(taxes: str) -> tuple[TaxAmount, ...]:
    """Tax by rate as it was stored."""
    return tuple(TaxAmount(*one) for one in json.loads(taxes))


def in_words(itself: RetentionPolicy, currency: str) -> str:
    """The policy in one sentence."""
    return description(itself, currency)


def rate_on_work(
    retention_text: str, own_rate_on_work: int | None, own_rate_on_stored: int | None
) -> int | None:
    """The rate kept on a line's work, in parts per million; None where the rule has no single rate."""
    return retention(retention_text).rates(own_rate_on_work, own_rate_on_stored)[0]


def rate_on_stored(
    retention_text: str, own_rate_on_work: int | None, own_rate_on_stored: int | None
) -> int | None:
    """The rate kept on a line's stored materials, in parts per million; None where there is no single one."""
    return retention(retention_text).rates(own_rate_on_work, own_rate_on_stored)[1]
