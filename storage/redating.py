"""Clocks whose dates a closure may move: read in pages, written in sets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    Connection,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)

from engine.clocks.pause import Pause
from engine.clocks.redate import ClockDates
from storage.database import on_postgresql
from storage.rows import Row, table_of
from storage.tables import Clock, ClockPause, FamilyCase, Firing

PAGE = 5000
_IDS = 500
"""How many clocks one statement changes: SQLite allows 999 values on old machines."""

_clock = table_of(Clock)
_pause = table_of(ClockPause)
_firing = table_of(Firing)
_case = table_of(FamilyCase)

_CALENDAR = 20130118  # any number, the same everywhere
# Waits for whoever has read the calendar and starts clocks by it, and keeps out others.
CHANGE_CALENDAR = select(func.pg_advisory_xact_lock(_CALENDAR))
# Waits for whoever changes the calendar, and keeps them waiting; nobody else.
KEEP_CALENDAR = select(func.pg_advisory_xact_lock_shared(_CALENDAR))
# Locks out whoever claims or changes a clock; whoever only reads goes on.
_HOLD = text("LOCK TABLE clock IN EXCLUSIVE MODE")
_TOUCHED = (
    select(
        _clock.c.id,
        _clock.c.case_number,
        _clock.c.clock,
        _clock.c.subject,
        _clock.c.unit,
        _clock.c.budget,
        _clock.c.consumed,
        _clock.c.started_on,
        _clock.c.due_on,
        _clock.c.next_rung_on,
        _case.c.reference,
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
        _clock.c.district_id == bindparam("district"),
        _clock.c.stopped_on.is_(None),
        or_(
            _clock.c.due_on >= bindparam("day"),
            _clock.c.next_rung_on >= bindparam("day"),
            _clock.c.paused_on >= bindparam("day"),
        ),
    )
    .order_by(_clock.c.id)
    .execution_options(yield_per=PAGE)  # read as it is needed, not held whole
)
_REDATE = (
    update(_clock)
    .where(
        _clock.c.district_id == bindparam("district"),
        _clock.c.id.in_(bindparam("ids", expanding=True)),
    )
    .values(
        {
            "consumed": bindparam("used"),
            "due_on": bindparam("due"),
            "next_rung_on": bindparam("rung"),
        }
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockPage:
    """Some clocks in the order of their ids, with their pauses and fired rungs."""

    clocks: Sequence[Row]
    pauses: dict[str, tuple[Pause, ...]]
    fired: dict[str, frozenset[str]]


def hold_clocks(connection: Connection) -> None:
    """Keep every clock as it is until the transaction ends, but for our own changes.

    Whoever starts a clock keeps the calendar first (`keep_calendar`), so that they are
    done before us, or read it after us. On SQLite, a writing transaction does all that
    by itself.
    """
    if on_postgresql(connection):
        connection.execute(CHANGE_CALENDAR)
        connection.execute(_HOLD)


def keep_calendar(connection: Connection) -> None:
    """Keep the working days as they are until the transaction ends.

    It has to come before anything is held, and before the district is read.
    """
    if on_postgresql(connection):
        connection.execute(KEEP_CALENDAR)


def clocks_touched(
    connection: Connection, district: str, day: date
) -> Iterator[ClockPage]:
    """Give the open clocks whose dates may depend on which days are worked from a day.

    A clock that was due before the day, and has no rung left after it, does not; nor
    does one that has rested since before the day.
    """
    asked = {"district": district, "day": day}
    found = connection.execute(_TOUCHED, asked).mappings()
    for clocks in found.partitions():
        yield _page(connection, district, clocks)


def write_dates(
    connection: Connection, district: str, dates: Iterable[tuple[str, ClockDates]]
) -> None:
    """Write the dates of clocks: those that share them in one statement."""
    sharing: dict[ClockDates, list[str]] = defaultdict(list)
    for clock, new in dates:
        sharing[new].append(clock)
    for new, ids in sharing.items():
        values = {
            "district": district,
            "used": new.consumed,
            "due": new.due_on,
            "rung": new.next_rung_on,
        }
        for start in range(0, len(ids), _IDS):
            connection.execute(_REDATE, values | {"ids": ids[start : start + _IDS]})


def _page(connection: Connection, district: str, clocks: Sequence[Row]) -> ClockPage:
    within = (district, clocks[0]["id"], clocks[-1]["id"])
    pauses: dict[str, tuple[Pause, ...]] = {}
    for row in _between(connection, _pause, "number", within):
        rest = Pause(since=row["since"], until=row["until"])
        pauses[row["clock_id"]] = (*pauses.get(row["clock_id"], ()), rest)
    fired: dict[str, frozenset[str]] = {}
    for row in _between(connection, _firing, "rung", within):
        known = fired.get(row["clock_id"], frozenset())
        fired[row["clock_id"]] = known | {row["rung"]}
    return ClockPage(clocks=clocks, pauses=pauses, fired=fired)


def _between(
    connection: Connection, table: Table, order: str, within: tuple[str, str, str]
) -> Iterator[Row]:
    """Give the rows of a district's clocks, from one id to another."""
    district, first, last = within
    statement = (
        select(table)
        .where(table.c.district_id == district, table.c.clock_id.between(first, last))
        .order_by(table.c.clock_id, table.c[order])
    )
    yield from connection.execute(statement).mappings()
