"""What reports say of payments: what was raised, what waits, what is withheld.

Each takes the sight of who looks, None for the command line, and counts no family that
is out of it.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    exists,
    func,
    literal_column,
    not_,
    select,
)

from engine.access.sight import Sight
from storage.database import on_postgresql
from storage.rows import Row, inline, table_of
from storage.sight import number_in_sight
from storage.tables import Allocation, PaymentTrigger

_allocation = table_of(Allocation)
_trigger = table_of(PaymentTrigger)


def payments_by_state(
    connection: Connection, district: str, sight: Sight | None = None
) -> list[Row]:
    """Count payments by kind, state and reason, with their sums in pence."""
    columns = (_trigger.c.payment, _trigger.c.state, _trigger.c.reason)
    seen = number_in_sight(_trigger.c.case_number, district, sight)
    statement = (
        select(
            *columns,
            func.count().label("count"),
            func.sum(_trigger.c.pence).label("pence"),
        )
        .where(_trigger.c.district_id == district, seen)
        .group_by(*columns)
        .order_by(_trigger.c.payment, _trigger.c.state, func.count().desc(), columns[2])
    )
    return list(connection.execute(statement).mappings())


def payments_by_hour(
    connection: Connection, district: str, sight: Sight | None = None
) -> list[tuple[str, str, int, int]]:
    """Count the payments that were raised, by kind and hour, with their pence.

    Gives the kind, the hour in UTC as "2013-01-16 10", how many, and their sum. Whole
    hours are few, and fine enough to say which day it was in London.
    """
    hour = _hour_of(connection, _trigger.c.raised_at)
    seen = number_in_sight(_trigger.c.case_number, district, sight)
    statement = (
        select(_trigger.c.payment, hour, func.count(), func.sum(_trigger.c.pence))
        .where(_trigger.c.district_id == district, _trigger.c.state == "raised", seen)
        .group_by(_trigger.c.payment, hour)
        .order_by(hour, _trigger.c.payment)
    )
    return [tuple(row) for row in connection.execute(statement)]


def _hour_of(connection: Connection, moment: ColumnElement[Any]) -> ColumnElement[str]:
    if on_postgresql(connection):
        return func.to_char(moment, literal_column("'YYYY-MM-DD HH24'"))
    return func.strftime(literal_column("'%Y-%m-%d %H'"), moment)


def payments_not_raised(
    connection: Connection, district: str, sight: Sight | None = None
) -> list[Row]:
    """Count the payments that wait or are withheld, by kind, state and two days.

    Left out is what another payment of its `once` group stands in for already.
    `triggered_on` is the day on which a payment became possible, `attached` the day
    of the family's first worker, by which it is rated; None before there is one.
    """
    attached = (
        select(
            _allocation.c.case_number.label("number"),
            func.min(_allocation.c.since).label("attached"),
        )
        .where(_allocation.c.district_id == district)
        .group_by(_allocation.c.case_number)
        .subquery()
    )
    columns = (
        _trigger.c.payment,
        _trigger.c.state,
        _trigger.c.triggered_on,
        attached.c.attached,
    )
    seen = number_in_sight(_trigger.c.case_number, district, sight)
    statement = (
        select(*columns, func.count().label("count"))
        .join(attached, attached.c.number == _trigger.c.case_number, isouter=True)
        .where(
            _trigger.c.district_id == district,
            _trigger.c.state != "raised",
            not_(_paid_otherwise()),
            seen,
        )
        .group_by(*columns)
        .order_by(*columns)
    )
    return list(connection.execute(statement).mappings())


def _paid_otherwise() -> ColumnElement[bool]:
    other = _trigger.alias()
    return exists().where(
        other.c.district_id == _trigger.c.district_id,
        other.c.case_number == _trigger.c.case_number,
        other.c.once == _trigger.c.once,
        other.c.state == inline("raised"),
    )
