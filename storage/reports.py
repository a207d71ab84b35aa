"""What a district's report counts, in a fixed number of queries."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, func, select

from storage.rows import Row, table_of
from storage.tables import Allocation, FamilyCase, HistoryEntry, PaymentTrigger

_case = table_of(FamilyCase)
_history = table_of(HistoryEntry)
_allocation = table_of(Allocation)
_trigger = table_of(PaymentTrigger)


def cases_by_programme(connection: Connection, district: str) -> dict[str, int]:
    """Count a district's cases by their state of the programme."""
    return _counted(connection, district, _case.c.programme)


def cases_by_service(connection: Connection, district: str) -> dict[str, int]:
    """Count a district's cases by their state of the service."""
    return _counted(connection, district, _case.c.service)


def _counted(
    connection: Connection,
    district: str,
    column: Any,  # noqa: ANN401 - a Core column
) -> dict[str, int]:
    statement = (
        select(column, func.count())
        .where(_case.c.district_id == district)
        .group_by(column)
        .order_by(column)
    )
    return dict(connection.execute(statement).all())


def ever_reached(
    connection: Connection, district: str, steps: Mapping[str, str]
) -> dict[str, int]:
    """Count the cases that have stood at each step, now or at any time before.

    Args:
        connection: the transaction.
        district: its id.
        steps: for each state of the programme, the step that it belongs to; a
            case that has stood in several states of one step counts once.
    """
    step = case(steps, value=_history.c.programme_to)
    statement = (
        select(step, func.count(_history.c.case_number.distinct()))
        .where(
            _history.c.district_id == district,
            _history.c.programme_to != _history.c.programme_from,
            _history.c.programme_to.in_(list(steps)),
        )
        .group_by(step)
    )
    return dict(connection.execute(statement).all())


def attached_by_day(connection: Connection, district: str) -> dict[date, int]:
    """Count families by the day on which each was first given a worker."""
    first = (
        select(func.min(_allocation.c.since).label("day"))
        .where(_allocation.c.district_id == district)
        .group_by(_allocation.c.case_number)
        .subquery()
    )
    statement = (
        select(first.c.day, func.count()).group_by(first.c.day).order_by(first.c.day)
    )
    return dict(connection.execute(statement).all())


def payments_by_state(connection: Connection, district: str) -> list[Row]:
    """Count payments by kind, state and reason, with their sums in pence."""
    columns = (_trigger.c.payment, _trigger.c.state, _trigger.c.reason)
    statement = (
        select(
            *columns,
            func.count().label("count"),
            func.sum(_trigger.c.pence).label("pence"),
        )
        .where(_trigger.c.district_id == district)
        .group_by(*columns)
        .order_by(_trigger.c.payment, _trigger.c.state, func.count().desc(), columns[2])
    )
    return list(connection.execute(statement).mappings())
