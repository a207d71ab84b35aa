"""Claiming clocks whose next rung has come, and writing that a rung fired.

On PostgreSQL the rows are claimed with SKIP LOCKED; on SQLite the writing
transaction is the claim. Either way `firing` has one row a clock and rung, so that
nothing is raised twice.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select, update

from engine.access.sight import Sight
from storage.rows import Row, insert_rows, table_of
from storage.sight import in_sight
from storage.tables import Clock, FamilyCase, Firing, OutboxMessage, Task

PAGE = 500

_clock = table_of(Clock)
_case = table_of(FamilyCase)
_firing = table_of(Firing)

_DUE = (
    select(
        _clock,
        _case.c.reference,
        _case.c.worker,
        _case.c.programme,
        _case.c.service,
        _case.c.workflow_hash,
    )
    .join(
        _case,
        and_(
            _case.c.district_id == _clock.c.district_id,
            _case.c.number == _clock.c.case_number,
        ),
    )
    .where(
        _clock.c.stopped_on.is_(None),
        _clock.c.set_aside == "",
        _clock.c.next_rung_on <= bindparam("today"),
    )
    .order_by(_clock.c.next_rung_on, _clock.c.district_id, _clock.c.id)
)
_CLAIM = _DUE.limit(bindparam("most")).with_for_update(of=_clock, skip_locked=True)
_NEXT = (
    update(_clock)
    .where(
        _clock.c.district_id == bindparam("of_district"),
        _clock.c.id == bindparam("of_clock"),
    )
    .values(next_rung_on=bindparam("then"))
)
_SET_ASIDE = (
    update(_clock)
    .where(
        _clock.c.district_id == bindparam("of_district"),
        _clock.c.id == bindparam("of_clock"),
    )
    .values(set_aside=bindparam("why"))
)


def clocks_to_fire(connection: Connection, today: date, most: int) -> list[Row]:
    """Claim running clocks with a rung whose day has come, the oldest first."""
    return list(connection.execute(_CLAIM, {"today": today, "most": most}).mappings())


def clocks_that_fire(
    connection: Connection, today: date, sight: Sight | None = None
) -> Iterator[Sequence[Row]]:
    """Give the same clocks, all in sight and in pages, without claiming them."""
    seen = _DUE if sight is None else _DUE.where(in_sight(_case, sight))
    found = connection.execute(seen, {"today": today}).mappings()
    return iter(found.partitions(PAGE))


def fired_rungs(connection: Connection, clocks: Sequence[Row]) -> dict[str, set[str]]:
    """Give the rungs that have fired already, by `district/clock`."""
    fired: dict[str, set[str]] = {}
    ids = [clock["id"] for clock in clocks]
    rows = connection.execute(select(_firing).where(_firing.c.clock_id.in_(ids)))
    for row in rows.mappings():
        fired.setdefault(f"{row['district_id']}/{row['clock_id']}", set()).add(
            row["rung"]
        )
    return fired


def write_firing(connection: Connection, clock: Row, rung: str, now: datetime) -> None:
    """Write that a rung fires, before anything it causes.

    Raises:
        IntegrityError: it has fired already.
    """
    row = {"district_id": clock["district_id"], "clock_id": clock["id"]}
    insert_rows(connection, Firing, [row | {"rung": rung, "fired_at": now}])


def write_raised(
    connection: Connection,
    tasks: list[dict[str, Any]],
    messages: list[dict[str, Any]],
) -> None:
    """Write the tasks and messages that rungs caused."""
    insert_rows(connection, Task, tasks)
    insert_rows(connection, OutboxMessage, messages)


def set_next_rung(connection: Connection, clock: Row, then: date | None) -> None:
    """Write the day of the clock's next rung, or that there is none left."""
    connection.execute(_NEXT, _key(clock) | {"then": then})


def set_aside(connection: Connection, clock: Row, why: str) -> None:
    """Set a clock aside that could not be handled, with the reason, for a person."""
    connection.execute(_SET_ASIDE, _key(clock) | {"why": why})


def _key(clock: Row) -> dict[str, Any]:
    return {"of_district": clock["district_id"], "of_clock": clock["id"]}
