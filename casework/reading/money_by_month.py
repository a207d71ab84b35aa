"""A district's money, month by month: what was raised, what waits, what is at risk."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from sqlalchemy import Connection

from casework.reading.words import payment_title
from engine.access.sight import Sight
from engine.local_time import london_day
from engine.payment import rate_on
from engine.workflow.workflow import Workflow
from storage.payment_reports import payments_by_hour, payments_not_raised
from storage.rows import Row

Standing = Literal["raised", "waiting", "withheld"]
STANDINGS: tuple[Standing, ...] = ("raised", "waiting", "withheld")
_Key = tuple[date, str, Standing]


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthOfMoney:
    """Payments of one kind and one standing in a month, which is named by its first.

    A raised payment counts in the month in which it was raised, any other in that in
    which it became possible. Of those, `pence` is what they would come to; it leaves
    out the `unrated` ones, whose family has no worker yet, so that no rate holds.
    """

    month: date
    payment: str
    title: str
    standing: Standing
    payments: int
    pence: int
    unrated: int


def money_by_month(
    connection: Connection, workflow: Workflow, sight: Sight | None = None
) -> tuple[MonthOfMoney, ...]:
    """Add up payments by month, kind and standing, the first month first."""
    payments: Counter[_Key] = Counter()
    pence: Counter[_Key] = Counter()
    unrated: Counter[_Key] = Counter()
    district = workflow.district.id
    raised = payments_by_hour(connection, district, sight)
    open_ones = payments_not_raised(connection, district, sight)
    for key, count, value in (*_raised(raised), *_not_raised(workflow, open_ones)):
        payments[key] += count
        pence[key] += value or 0
        unrated[key] += count if value is None else 0
    return tuple(
        MonthOfMoney(
            month=month,
            payment=payment,
            title=payment_title(workflow, payment),
            standing=standing,
            payments=count,
            pence=pence[month, payment, standing],
            unrated=unrated[month, payment, standing],
        )
        for (month, payment, standing), count in sorted(payments.items())
    )


def _raised(
    rows: list[tuple[str, str, int, int]],
) -> Iterator[tuple[_Key, int, int | None]]:
    for payment, hour, count, pence in rows:
        moment = datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC)
        yield (_month(london_day(moment)), payment, "raised"), count, int(pence)


def _not_raised(
    workflow: Workflow, rows: list[Row]
) -> Iterator[tuple[_Key, int, int | None]]:
    for row in rows:
        key = _month(row["triggered_on"]), row["payment"], row["state"]
        each = _rate(workflow, row["payment"], row["attached"])
        count = row["count"]
        yield key, count, None if each is None else each * count


def _rate(workflow: Workflow, payment: str, attached: date | None) -> int | None:
    body = workflow.framework.payments.get(payment)
    if body is None or attached is None:
        return None
    rate = rate_on(body.rates, attached)
    return rate.pence if rate else None


def _month(day: date) -> date:
    return day.replace(day=1)
