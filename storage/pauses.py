"""Clocks of a case that have not ended: their pauses, written and read."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select, tuple_, update

from engine.advance.consequences import ClockPaused, ClockResumed
from engine.clocks.budget import Budget, Unit
from engine.clocks.pause import ClockTime, Pause
from storage.clocks import CaseKey
from storage.held import Held
from storage.rows import Row, table_of
from storage.tables import Clock, ClockPause, Firing
from storage.writes import Step, Writes

_clock = table_of(Clock)
_pause = table_of(ClockPause)
_firing = table_of(Firing)

_THIS = and_(
    _clock.c.district_id == bindparam("of_district"),
    _clock.c.id == bindparam("of_clock"),
    _clock.c.stopped_on.is_(None),
)
_PAUSE = Held(
    update(_clock)
    .where(_THIS, _clock.c.paused_on.is_(None))
    .values(
        {
            "consumed": bindparam("used"),
            "paused_on": bindparam("today"),
            "pause_reason": bindparam("words"),
            "running_since": None,
            "due_on": None,
            "next_rung_on": None,
        }
    )
)
_RESUME = Held(
    update(_clock)
    .where(_THIS, _clock.c.paused_on.is_not(None))
    .values(
        {
            "consumed": bindparam("used"),
            "paused_on": None,
            "pause_reason": "",
            "running_since": bindparam("today"),
            "due_on": bindparam("due"),
            "next_rung_on": bindparam("rung"),
        }
    )
)
_END_PAUSE = Held(
    update(_pause)
    .where(
        _pause.c.district_id == bindparam("of_district"),
        _pause.c.clock_id == bindparam("of_clock"),
        _pause.c.number == bindparam("of_number"),
    )
    .values(until=bindparam("today"), resumed_by=bindparam("by"))
)
_OPEN_OF_CASE = (
    select(_clock)
    .where(
        _clock.c.district_id == bindparam("district"),
        _clock.c.case_number == bindparam("number"),
        _clock.c.stopped_on.is_(None),
    )
    .order_by(_clock.c.clock, _clock.c.subject)
    .with_for_update()  # compiles to nothing on SQLite
)


def pause_clock(
    writes: Writes, case: CaseKey, paused: ClockPaused, by: str, today: date
) -> None:
    """Let a clock rest, and write down why, unless it has ended or rests already."""
    of_clock = {"of_district": case[0], "of_clock": paused.clock_id, "today": today}
    values = of_clock | {"used": paused.consumed, "words": paused.words}
    writes.add(Step.RESTED, _PAUSE, values, lost=_LOST)
    row = {
        "district_id": case[0],
        "clock_id": paused.clock_id,
        "number": paused.number,
        "reason": paused.reason,
        "note": paused.note,
        "since": today,
        "paused_by": by,
        "until": None,
        "resumed_by": "",
    }
    writes.insert(Step.RECORDS, ClockPause, row)


def resume_clock(
    writes: Writes, case: CaseKey, resumed: ClockResumed, by: str, today: date
) -> None:
    """Let a clock run on with its new due day, unless it has ended or runs already."""
    of_clock = {"of_district": case[0], "of_clock": resumed.clock_id, "today": today}
    values = {
        "used": resumed.consumed,
        "due": resumed.due_on,
        "rung": resumed.next_rung_on,
    }
    writes.add(Step.RESTED, _RESUME, of_clock | values, lost=_LOST)
    of_pause = of_clock | {"of_number": resumed.number, "by": by}
    writes.add(Step.RESTED, _END_PAUSE, of_pause)


_LOST = (
    "The clock was changed by somebody else meanwhile. Nothing was changed by you: "
    "look at the case again."
)


def open_clocks_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give a case's clocks that have not ended, held until the transaction ends."""
    of_case = {"district": case[0], "number": case[1]}
    return list(connection.execute(_OPEN_OF_CASE, of_case).mappings())


def pauses_of(
    connection: Connection, clocks: Sequence[Row]
) -> dict[tuple[str, str], tuple[Pause, ...]]:
    """Give the pauses of clocks in order, by district and clock; none for most."""
    found: dict[tuple[str, str], tuple[Pause, ...]] = {}
    for row in _rows_of(connection, _pause, _keys(clocks), _pause.c.number):
        key = (row["district_id"], row["clock_id"])
        pause = Pause(since=row["since"], until=row["until"])
        found[key] = (*found.get(key, ()), pause)
    return found


def fired_of(
    connection: Connection, clocks: Sequence[Row]
) -> dict[tuple[str, str], frozenset[str]]:
    """Give the rungs that clocks have fired, by district and clock; none for most."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for row in _rows_of(connection, _firing, _keys(clocks), _firing.c.rung):
        key = (row["district_id"], row["clock_id"])
        found[key] = found.get(key, frozenset()) | {row["rung"]}
    return found


def time_of(clock: Row, pauses: tuple[Pause, ...]) -> ClockTime:
    """Make the time of a clock of its row and its pauses."""
    budget = Budget(amount=clock["budget"], unit=Unit(clock["unit"]))
    return ClockTime(budget=budget, started_on=clock["started_on"], pauses=pauses)


def _keys(clocks: Iterable[Row]) -> list[tuple[str, str]]:
    return [(clock["district_id"], clock["id"]) for clock in clocks]


def _rows_of(
    connection: Connection,
    table: Any,  # noqa: ANN401 - a Core table
    keys: list[tuple[str, str]],
    order: Any,  # noqa: ANN401 - a Core column
) -> list[Row]:
    if not keys:
        return []
    key = tuple_(table.c.district_id, table.c.clock_id)
    statement = (
        select(table)
        .where(key.in_(keys))
        .order_by(table.c.district_id, table.c.clock_id, order)
    )
    return list(connection.execute(statement).mappings())
