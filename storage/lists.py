"""What lists show beside cases: what is overdue, staff, messages, and tasks.

Lists are read a page at a time, by key and never by offset, in an order that stands
still. A page takes a fixed number of queries, however long it is.
"""

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    or_,
    select,
    true,
)

from storage.case_keys import are_of
from storage.clocks import CaseKey
from storage.rows import Row, table_of
from storage.tables import Clock, FamilyCase, OutboxMessage, Task

_case = table_of(FamilyCase)
_clock = table_of(Clock)
_task = table_of(Task)
_outbox = table_of(OutboxMessage)


def clocks_of_cases(connection: Connection, cases: Sequence[CaseKey]) -> list[Row]:
    """Give the open clocks of cases: each one's next due first, the resting last."""
    statement = (
        select(_clock)
        .where(are_of(_clock, cases), _clock.c.stopped_on.is_(None))
        .order_by(
            _clock.c.district_id,
            _clock.c.case_number,
            _clock.c.due_on.nulls_last(),
            _clock.c.id,
        )
    )
    return list(connection.execute(statement).mappings()) if cases else []


def overdue_clocks(
    connection: Connection, district: str, day: date, *, past: bool, most: int
) -> list[Row]:
    """Give clocks that were due before a day, the latest ones first.

    Args:
        connection: the transaction.
        district: its id; empty for all.
        day: the day on which they are overdue.
        past: the day is past, so that clocks count which have ended since.
        most: no more than this many.
    """
    late = _late_on(day) if past else _late_now(day)
    statement = _with_case(_clock).where(_in_district(_clock, district), *late)
    ordered = statement.order_by(
        _clock.c.due_on, _clock.c.district_id, _clock.c.case_number, _clock.c.id
    )
    return list(connection.execute(ordered.limit(most)).mappings())


def count_overdue_clocks(
    connection: Connection, district: str, day: date, *, past: bool
) -> int:
    """Count what `overdue_clocks` gives when nothing is left out."""
    late = _late_on(day) if past else _late_now(day)
    wanted = (_in_district(_clock, district), *late)
    statement = select(func.count()).select_from(_clock).where(*wanted)
    return int(connection.execute(statement).scalar_one())


def _late_now(day: date) -> tuple[ColumnElement[bool], ...]:
    return (_clock.c.stopped_on.is_(None), _clock.c.due_on < day)


def _late_on(day: date) -> tuple[ColumnElement[bool], ...]:
    still_ran = or_(_clock.c.stopped_on.is_(None), _clock.c.stopped_on > day)
    return (_clock.c.due_on < day, still_ran)


def open_tasks_of(connection: Connection, clocks: Sequence[Row]) -> list[Row]:
    """Give the open tasks that go with these clocks, in the order of their ids."""
    ids = {clock["id"] for clock in clocks}
    cases = {(clock["district_id"], clock["case_number"]) for clock in clocks}
    statement = select(_task).where(
        are_of(_task, cases), _task.c.clock_id.in_(ids), _task.c.closed_at.is_(None)
    )
    found = connection.execute(statement).mappings() if ids else ()
    return sorted(found, key=itemgetter("district_id", "id"))  # no index for its sake


def count_overdue_tasks(connection: Connection, district: str, day: date) -> int:
    """Count the open tasks whose clock was due before a day."""
    statement = (
        select(func.count())
        .select_from(_task.join(_clock, _of_clock()))
        .where(*_late_tasks(district, day))
    )
    return int(connection.execute(statement).scalar_one())


def _of_clock() -> ColumnElement[bool]:
    same_district = _clock.c.district_id == _task.c.district_id
    return and_(same_district, _clock.c.id == _task.c.clock_id)


def _late_tasks(district: str, day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        _in_district(_task, district),
        _task.c.closed_at.is_(None),
        _clock.c.due_on < day,
    )


def messages_waiting(connection: Connection, district: str, most: int) -> list[Row]:
    """Give the messages of the outbox that wait, the oldest first."""
    statement = (
        _with_case(_outbox)
        .where(_in_district(_outbox, district), _outbox.c.state == "waiting")
        .order_by(_outbox.c.created_at, _outbox.c.district_id, _outbox.c.id)
        .limit(most)
    )
    return list(connection.execute(statement).mappings())


def count_messages(connection: Connection, district: str) -> dict[str, int]:
    """Count the messages of the outbox by what became of them."""
    statement = (
        select(_outbox.c.state, func.count())
        .where(_in_district(_outbox, district))
        .group_by(_outbox.c.state)
    )
    return dict(connection.execute(statement).all())


def _with_case(table: Any, *more: Any) -> Select[Any]:  # noqa: ANN401 - Core tables
    """Select a table's rows, with what every list says of the case beside them."""
    of_case = (
        _case.c.reference,
        _case.c.worker,
        _case.c.programme,
        _case.c.service,
        _case.c.workflow_hash,
    )
    return select(table, *of_case, *more).join(_case, _of_case(table))


def _of_case(table: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a Core table
    return and_(
        _case.c.district_id == table.c.district_id,
        _case.c.number == table.c.case_number,
    )


def _in_district(
    table: Any,  # noqa: ANN401 - a Core table
    district: str,
) -> ColumnElement[bool]:
    same: ColumnElement[bool] = table.c.district_id == district
    return same if district else true()
