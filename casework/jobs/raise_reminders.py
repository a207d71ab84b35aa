"""Fire the rungs of clocks whose day has come: reminders, and tasks for the overdue.

Each rung fires once: its row in `firing` is written before anything it causes, in
the same transaction. A rung whose day was missed fires late. One bad case is set
aside with its reason; the run goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework.context import Context, calendar_of
from casework.jobs.tally import Tally
from engine.advance.clock_changes import offsets_of
from engine.clocks.ladder import due_rungs, next_rung_on
from engine.clocks.working_days import WorkingCalendar
from engine.messages import word
from engine.workflow.definition import AGENCY, WORKER, Rung
from engine.workflow.workflow import Workflow
from storage.database import writing
from storage.districts import find_district
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
    """Fire every rung that is due.

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
        if len(clocks) < BATCH:
            return tally


def _fire_safely(
    context: Context,
    connection: Connection,
    clock: Row,
    fired: set[str],
    tally: Tally,
) -> None:
    """Fire one clock's rungs; a clock that can not be handled is set aside."""
    tally.examined += 1
    try:
        with connection.begin_nested():
            tally.fired += _fire(context, connection, clock, fired)
    except (LookupError, ValueError, IntegrityError) as error:
        cause = error.orig if isinstance(error, IntegrityError) else error
        why = f"{type(cause).__name__}: {cause}"
        set_aside(connection, clock, why)
        tally.failures.append(f"{clock['reference']}, clock {clock['clock']}: {why}")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Due:
    """A clock with its definition, on the day of the run."""

    clock: Row
    workflow: Workflow
    calendar: WorkingCalendar
    today: date
    now: datetime

    @property
    def rungs(self) -> dict[str, Rung]:
        pathway = self.workflow.pathway
        return pathway.ladders[pathway.clocks[self.clock["clock"]].ladder].rungs

    @property
    def owner(self) -> str:
        """The role that owns the case where the clock's machine stands."""
        machine = self.workflow.pathway.machine(self.clock["machine"])
        state = machine.states[self.clock[self.clock["machine"]]]
        agency = self.workflow.pathway.agencies.get(self.clock["subject"])
        return agency.role if agency else state.owner


def _fire(context: Context, connection: Connection, clock: Row, fired: set[str]) -> int:
    due = _due(context, connection, clock)
    pathway = due.workflow.pathway
    offsets = offsets_of(pathway.ladders[pathway.clocks[clock["clock"]].ladder])
    now_due = due_rungs(clock["due_on"], offsets, fired, due.today, due.calendar)
    tasks: list[dict[str, Any]] = []
    messages: list[dict[str, Any]] = []
    for rung in now_due:
        write_firing(connection, clock, rung, due.now)
        messages.extend(_messages(due, rung))
        if due.rungs[rung].raises_task:
            tasks.append(_task(due, rung))
    write_raised(connection, tasks, messages)
    left = next_rung_on(clock["due_on"], offsets, fired | set(now_due), due.calendar)
    set_next_rung(connection, clock, left)
    return len(now_due)


def _due(context: Context, connection: Connection, clock: Row) -> _Due:
    stored = find_district(connection, clock["district_id"])
    if stored is None:
        raise LookupError(f"There is no district '{clock['district_id']}'.")
    hash_ = clock["workflow_hash"]
    return _Due(
        clock=clock,
        workflow=context.workflow(connection, hash_, stored.district),
        calendar=calendar_of(stored.district),
        today=context.today(),
        now=context.now(),
    )


def _messages(due: _Due, rung: str) -> Iterator[dict[str, Any]]:
    """Word one message a recipient; a worker's only if there is a worker."""
    body = due.rungs[rung]
    pathway = due.workflow.pathway
    worded = word(
        pathway.messages[body.message],
        reference=due.clock["reference"],
        action=pathway.clocks[due.clock["clock"]].title,
        day=due.clock["due_on"],
    )
    for role in dict.fromkeys(_recipients(due, body)):
        yield _whose(due, f"{due.clock['id']}/{rung}/{role}") | {
            "role": role,
            "user": due.clock["worker"] if role == WORKER else "",
            "subject": worded.subject,
            "body": worded.body,
            "about": due.clock["due_on"],
            "created_at": due.now,
            "state": "waiting",
        }


def _recipients(due: _Due, rung: Rung) -> Iterator[str]:
    """Give the roles that are told; for a family without a worker, the owner."""
    for role in rung.to:
        if role == AGENCY:
            yield due.workflow.pathway.agencies[due.clock["subject"]].role
        elif role == WORKER and not due.clock["worker"]:
            yield due.owner if due.owner != WORKER else "coordinator"
        else:
            yield role


def _task(due: _Due, rung: str) -> dict[str, Any]:
    clock = due.clock
    title = due.workflow.pathway.clocks[clock["clock"]].title
    role = due.owner
    return _whose(due, f"{clock['id']}/{rung}") | {
        "kind": "overdue",
        "title": f"Overdue: {title}",
        "role": role,
        "user": clock["worker"] if role == WORKER else "",
        "subject": clock["subject"],
        "clock_id": clock["id"],
        "raised_at": due.now,
        "closed_at": None,
        "outcome": "",
        "note": "",
    }


def _whose(due: _Due, id_: str) -> dict[str, Any]:
    return {
        "district_id": due.clock["district_id"],
        "case_number": due.clock["case_number"],
        "id": id_,
    }
