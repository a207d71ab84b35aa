"""Claiming clocks whose next rung has come, and writing that a rung fired.

On PostgreSQL the rows are claimed with SKIP LOCKED; on SQLite the writing
transaction is the claim. Either way `firing` has one row a clock and rung, so that
nothing is raised twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    func,
    select,
    update,
)

from engine.access.sight import Sight
from storage.forms import NOTHING
from storage.held import Held, ask
from storage.rows import Row, inline, table_of
from storage.sight import in_sight
from storage.tables import Clock, FamilyCase, Firing, OutboxMessage, Task
from storage.writes import Step, Writes, new_rows

PAGE = 500

_clock = table_of(Clock)
_case = table_of(FamilyCase)
_firing = table_of(Firing)

_LINE = "\n"
_FIRED = (
    select(func.aggregate_strings(_firing.c.rung, _LINE))
    .where(
        _firing.c.district_id == _clock.c.district_id,
        _firing.c.clock_id == _clock.c.id,
    )
    .scalar_subquery()
)
_DUE = (
    select(
        _clock,
        _case.c.reference,
        _case.c.worker,
        _case.c.programme,
        _case.c.service,
        _case.c.workflow_hash,
        _FIRED.label("fired"),
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
        _clock.c.set_aside == inline(""),  # as the index says it
        _clock.c.next_rung_on <= bindparam("today"),
    )
    .order_by(_clock.c.next_rung_on, _clock.c.district_id, _clock.c.id)
)
_CLAIM = Held(
    _DUE.limit(bindparam("most")).with_for_update(of=_clock, skip_locked=True)
)
_NEXT = Held(
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
    return ask(connection, _CLAIM, {"today": today, "most": most})


def clocks_that_fire(
    connection: Connection, today: date, sight: Sight | None = None
) -> Iterator[Sequence[Row]]:
    """Give the same clocks, all in sight and in pages, without claiming them."""
    seen = _DUE if sight is None else _DUE.where(in_sight(_case, sight))
    found = connection.execute(seen, {"today": today}).mappings()
    return iter(found.partitions(PAGE))


def fired_rungs(clock: Row) -> frozenset[str]:
    """Give the rungs that a clock has fired already, of its row as it was found."""
    return frozenset(clock["fired"].split(_LINE)) if clock["fired"] else frozenset()


_WHOSE = ("district_id", "case_number", "id")
_RUNGS = new_rows(
    Step.RUNGS, Firing, NOTHING, ("district_id", "clock_id", "rung", "fired_at")
)
_TASKS = new_rows(
    Step.TASKS,
    Task,
    {"kind": "overdue", "closed_at": None, "outcome": "", "note": ""},
    (*_WHOSE, "title", "role", "user", "subject", "clock_id", "raised_at"),
)
_MESSAGES = new_rows(
    Step.MESSAGES,
    OutboxMessage,
    {"state": "waiting"},
    (*_WHOSE, "role", "user", "subject", "body", "about", "created_at", "urgent"),
)


class Fired(NamedTuple):
    """What a clock's rungs do: the rungs, the rows they cause, and when the next comes.

    Of an overdue task and of a message that waits it has what differs from the others.
    `next_rung_on` is None where there is none left.
    """

    clock: Row
    rungs: tuple[str, ...]
    tasks: tuple[dict[str, Any], ...]
    messages: tuple[dict[str, Any], ...]
    next_rung_on: date | None


def write_fired(connection: Connection, fired: Iterable[Fired], now: datetime) -> None:
    """Write that rungs fire, before anything they cause, a statement once for all.

    Raises:
        IntegrityError: one of them has fired already.
    """
    writes = Writes()
    for each in fired:
        district, clock = each.clock["district_id"], each.clock["id"]
        for rung in each.rungs:
            fired_now = {"clock_id": clock, "rung": rung, "fired_at": now}
            writes.put(_RUNGS, {"district_id": district, **fired_now})
        for task in each.tasks:
            writes.put(_TASKS, task)
        for message in each.messages:
            writes.put(_MESSAGES, message)
        then = {"then": each.next_rung_on}
        writes.add(Step.NEXT_RUNGS, _NEXT, _key(each.clock) | then)
    writes.send(connection)


def set_aside(connection: Connection, clock: Row, why: str) -> None:
    """Set a clock aside that could not be handled, with the reason, for a person."""
    connection.execute(_SET_ASIDE, _key(clock) | {"why": why})


def _key(clock: Row) -> dict[str, Any]:
    return {"of_district": clock["district_id"], "of_clock": clock["id"]}
