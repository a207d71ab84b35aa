"""The record of clocks that a changed calendar moved: written once, never changed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, select

from storage.clocks import CaseKey
from storage.rows import Row, insert_rows, table_of
from storage.tables import Clock, RedatedClock, Redating

_clock = table_of(Clock)
_redating = table_of(Redating)
_redated = table_of(RedatedClock)
_ITS_REDATING = and_(
    _redating.c.district_id == _redated.c.district_id,
    _redating.c.id == _redated.c.redating_id,
)
_ITS_CLOCK = and_(
    _clock.c.district_id == _redated.c.district_id,
    _clock.c.id == _redated.c.clock_id,
)


def write_redating(
    connection: Connection, redating: dict[str, Any], clocks: Iterable[dict[str, Any]]
) -> None:
    """Record a command that moved a district's clocks, and each clock that moved."""
    insert_rows(connection, Redating, [redating])
    whose = {"district_id": redating["district_id"], "redating_id": redating["id"]}
    insert_rows(connection, RedatedClock, (whose | clock for clock in clocks))


def redatings_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give the times that a case's clocks were moved, each with its clock, in order."""
    district, number = case
    statement = (
        select(
            _redated,
            _redating.c.kind,
            _redating.c.day,
            _redating.c.reason,
            _redating.c.redated_by,
            _redating.c.redated_at,
            _clock.c.clock,
            _clock.c.subject,
        )
        .join(_redating, _ITS_REDATING)
        .join(_clock, _ITS_CLOCK)
        .where(_redated.c.district_id == district, _redated.c.case_number == number)
        .order_by(_redating.c.redated_at, _redated.c.redating_id, _redated.c.clock_id)
    )
    return list(connection.execute(statement).mappings())
