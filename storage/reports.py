"""What a district's reports count, in a fixed number of queries.

Each takes the sight of who looks, None for the command line, and counts no family that
is out of it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, func, select

from engine.access.sight import Sight
from storage.rows import table_of
from storage.sight import number_in_sight
from storage.tables import Allocation, FamilyCase, HistoryEntry

_case = table_of(FamilyCase)
_history = table_of(HistoryEntry)
_allocation = table_of(Allocation)


def families_seen(
    connection: Connection, district: str, sight: Sight | None = None
) -> int:
    """Count a district's families, every one that was ever opened."""
    seen = number_in_sight(_case.c.number, district, sight)
    statement = (
        select(func.count())
        .select_from(_case)
        .where(_case.c.district_id == district, seen)
    )
    return int(connection.execute(statement).scalar_one())


def cases_by_programme(
    connection: Connection, district: str, sight: Sight | None = None
) -> dict[str, int]:
    """Count a district's cases by their state of the programme."""
    return _counted(connection, district, sight, _case.c.programme)


def cases_by_service(
    connection: Connection, district: str, sight: Sight | None = None
) -> dict[str, int]:
    """Count a district's cases by their state of the service."""
    return _counted(connection, district, sight, _case.c.service)


def _counted(
    connection: Connection,
    district: str,
    sight: Sight | None,
    column: Any,  # noqa: ANN401 - a Core column
) -> dict[str, int]:
    seen = number_in_sight(_case.c.number, district, sight)
    statement = (
        select(column, func.count())
        .where(_case.c.district_id == district, seen)
        .group_by(column)
        .order_by(column)
    )
    return dict(connection.execute(statement).all())


def cases_by_day(
    connection: Connection, district: str, sight: Sight | None = None
) -> dict[str, dict[date, int]]:
    """Count, for each state of the programme, its cases by the day they came to it."""
    seen = number_in_sight(_case.c.number, district, sight)
    columns = (_case.c.programme_since, _case.c.programme)
    statement = (
        select(*columns, func.count())
        .where(_case.c.district_id == district, seen)
        .group_by(*columns)  # in the order of the index: nothing is sorted
    )
    found: dict[str, dict[date, int]] = {}
    for day, state, count in connection.execute(statement):
        found.setdefault(state, {})[day] = count
    return found


def ever_reached(
    connection: Connection,
    district: str,
    steps: Mapping[str, str],
    sight: Sight | None = None,
) -> dict[str, int]:
    """Count the cases that have stood at each step, now or at any time before.

    Args:
        connection: the transaction.
        district: its id.
        steps: for each state of the programme, the step that it belongs to; a
            case that has stood in several states of one step counts once.
        sight: who looks; None sees everything.
    """
    step = case(steps, value=_history.c.programme_to)
    statement = (
        select(step, func.count(_history.c.case_number.distinct()))
        .where(
            _history.c.district_id == district,
            _history.c.programme_to != _history.c.programme_from,
            _history.c.programme_to.in_(list(steps)),
            number_in_sight(_history.c.case_number, district, sight),
        )
        .group_by(step)
    )
    return dict(connection.execute(statement).all())


def attached_by_day(
    connection: Connection, district: str, sight: Sight | None = None
) -> dict[date, int]:
    """Count families by the day on which each was first given a worker."""
    seen = number_in_sight(_allocation.c.case_number, district, sight)
    first = (
        select(func.min(_allocation.c.since).label("day"))
        .where(_allocation.c.district_id == district, seen)
        .group_by(_allocation.c.case_number)
        .subquery()
    )
    statement = (
        select(first.c.day, func.count()).group_by(first.c.day).order_by(first.c.day)
    )
    return dict(connection.execute(statement).all())
