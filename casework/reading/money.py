"""The payments of a district: what was raised, what waits, what is withheld and why."""

from dataclasses import dataclass

from sqlalchemy import Connection

from casework.reading.words import payment_title
from engine.access.sight import Sight
from engine.workflow.workflow import Workflow
from storage.payment_reports import payments_by_state
from storage.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class WithheldReason:
    """Why payments are withheld, and how many for this reason."""

    reason: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentTotal:
    """One kind of payment over all families of a district. Sums are pence."""

    payment: str
    title: str
    raised: int
    raised_pence: int
    waiting: int
    withheld: int
    reasons: tuple[WithheldReason, ...]


def payment_totals(
    connection: Connection, workflow: Workflow, sight: Sight | None = None
) -> tuple[PaymentTotal, ...]:
    """Add up each kind of payment, in the order of the framework."""
    rows = payments_by_state(connection, workflow.district.id, sight)
    kinds = dict.fromkeys((*workflow.framework.payments, *(r["payment"] for r in rows)))
    return tuple(
        _total(workflow, kind, [row for row in rows if row["payment"] == kind])
        for kind in kinds
    )


def _total(workflow: Workflow, kind: str, rows: list[Row]) -> PaymentTotal:
    withheld = [row for row in rows if row["state"] == "withheld"]
    return PaymentTotal(
        payment=kind,
        title=payment_title(workflow, kind),
        raised=_count(rows, "raised"),
        raised_pence=sum(int(row["pence"]) for row in rows if row["state"] == "raised"),
        waiting=_count(rows, "waiting"),
        withheld=_count(rows, "withheld"),
        reasons=tuple(
            WithheldReason(reason=row["reason"], count=row["count"]) for row in withheld
        ),
    )


def _count(rows: list[Row], state: str) -> int:
    return sum(row["count"] for row in rows if row["state"] == state)
