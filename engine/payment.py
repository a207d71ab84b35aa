"""Judging a payment: may it be asked for under its framework, and how much is it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.facts import Facts
from engine.sentence import fill
from engine.workflow.expression import holds
from engine.workflow.framework import Framework, Rate


@dataclass(frozen=True, kw_only=True, slots=True)
class Payable:
    """A payment that may be asked for: the sum in pence."""

    pence: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """A payment that may not be asked for, with every reason as a sentence."""

    reasons: tuple[str, ...]


def judge(framework: Framework, payment: str, facts: Facts) -> Payable | Withheld:
    """Judge one payment of a case by the framework's own rule.

    Args:
        framework: the payment-by-results framework.
        payment: the payment's id in it.
        facts: the case's facts. `attached_on` chooses the rate: what a family's
            result is worth follows the year in which it was attached, so that fee
            and result together make the framework's maximum (domain notes 1.2).
    """
    body = framework.payments[payment]
    reasons = [
        fill(condition.otherwise, facts)
        for condition in body.requires
        if not holds(condition.holds, facts)
    ]
    attached_on = str(facts["attached_on"])
    if not attached_on:
        reasons.append("The family is not attached to a worker yet.")
    rate = rate_on(body.rates, date.fromisoformat(attached_on)) if attached_on else None
    if rate is None and attached_on:
        reasons.append(f"The framework has no rate for a family of {attached_on}.")
    if reasons or rate is None:
        return Withheld(reasons=tuple(reasons))
    return Payable(pence=rate.pence)


def rate_on(rates: Sequence[Rate], day: date) -> Rate | None:
    """Give the newest rate that holds on a day, if one does."""
    holding = [rate for rate in rates if rate.since <= day]
    return max(holding, key=lambda rate: rate.since, default=None)


def pounds(pence: int) -> str:
    """Write pence as pounds: £3,200, or £0.50 where there are pence."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"
