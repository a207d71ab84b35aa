"""Fire the rungs of clocks whose day has come: reminders, and tasks for the overdue.

Each rung fires once: its row in `firing` is written before anything it causes, in
the same transaction. A rung whose day was missed fires late. One bad case is set
aside with its reason; the run goes on.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from casework.context import Context
from casework.jobs.planning import POISON, plan_of, to_fire, why
from casework.jobs.tally import Tally
from engine.reminders import Firing, FiringRung, user_of
from storage.database import writing
from storage.rows import Row
from storage.sweep import (
    clocks_to_fire,
    fired_rungs,
    set_aside,
    set_next_rung,
    write_firing,
    write_raised,
)

BATCH = 1000


def raise_reminders(context: Context) -> Tally:
    """Fire every rung that is due; one that is told to stop ends with its batch.

    Raises:
        StorageError: the database is missing, busy, gone or full; a batch that did
            not finish is not written.
    """
    tally = Tally()
    while True:
        with writing(context.database) as connection:
            clocks = clocks_to_fire(connection, context.today(), BATCH)
            fired = fired_rungs(connection, clocks)
            for clock in clocks:
                key = f"{clock['district_id']}/{clock['id']}"
                _fire_safely(context, connection, clock, fired.get(key, set()), tally)
        if len(clocks) < BATCH or context.stopping():
            return tally


def _fire_safely(
    context: Context,
    connection: Connection,
    clock: Row,
    fired: Collection[str],
    tally: Tally,
) -> None:
    """Fire one clock's rungs; a clock that can not be handled is set aside."""
    tally.examined += 1
    try:
        with connection.begin_nested():
            firing = _fire(context, connection, clock, fired)
    except POISON as error:
        reason = why(error)
        set_aside(connection, clock, reason)
        what = f"{clock['reference']}, clock {clock['clock']}"
        tally.failures.append(f"{what}: {reason}. {UNTIL_CLEARED}")
    else:
        tally.fired += len(firing.rungs)
        tally.caught_up += sum(rung.late for rung in firing.rungs)


UNTIL_CLEARED = "It is tried again when somebody has cleared it."


def _fire(
    context: Context, connection: Connection, clock: Row, fired: Collection[str]
) -> Firing:
    now = context.now()
    firing = plan_of(context, connection, clock, fired, context.today())
    for rung in firing.rungs:
        write_firing(connection, clock, rung.rung, now)
    tasks = [_task(clock, firing, rung, now) for rung in firing.rungs if rung.task]
    messages = [row for rung in firing.rungs for row in _messages(clock, rung, now)]
    write_raised(connection, tasks, messages)
    set_next_rung(connection, clock, firing.next_rung_on)
    return firing


def _messages(clock: Row, rung: FiringRung, now: datetime) -> Iterator[dict[str, Any]]:
    for told in rung.told:
        if told.written:
            yield _whose(clock, f"{clock['id']}/{rung.rung}/{told.role}") | {
                "role": told.role,
                "user": told.user,
                "subject": told.worded.subject,
                "body": told.worded.body,
                "about": clock["due_on"],
                "created_at": now,
                "state": "waiting",
                "urgent": told.worded.urgent,
            }


def _task(
    clock: Row, firing: Firing, rung: FiringRung, now: datetime
) -> dict[str, Any]:
    return _whose(clock, f"{clock['id']}/{rung.rung}") | {
        "kind": "overdue",
        "title": rung.task,
        "role": firing.owner,
        "user": user_of(firing.owner, to_fire(clock, ())),
        "subject": clock["subject"],
        "clock_id": clock["id"],
        "raised_at": now,
        "closed_at": None,
        "outcome": "",
        "note": "",
    }


def _whose(clock: Row, id_: str) -> dict[str, Any]:
    return {
        "district_id": clock["district_id"],
        "case_number": clock["case_number"],
        "id": id_,
    }
