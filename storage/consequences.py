"""What follows from an advance, as the rows that write it.

A row's id is `<case>-<history entry>-<place>`: derived from its cause, so the
primary key refuses to write the same consequence twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import bindparam, insert
from sqlmodel import SQLModel

from engine.advance.consequences import (
    Allocated,
    AllocationEnded,
    Consequences,
    DecisionMade,
    Record,
    ReviewHeld,
)
from storage.allocations import end_allocation
from storage.clocks import end_clocks, first_due, meet_agency_clock, meet_clock
from storage.held import Held
from storage.pauses import pause_clock, resume_clock
from storage.payments import add_payment
from storage.records import record_row
from storage.rows import table_of
from storage.tables import Clock, OutboxMessage, Review, Task
from storage.tasks import (
    close_agency_task,
    close_tasks_of_ended_clocks,
    pass_tasks_on,
)
from storage.writes import Step, Writes

_STAMPS = ("recorded_by", "recorded_at", "held_by", "since")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """What the consequences come from: a history entry of a case."""

    district_id: str
    case_number: int
    entry: int
    by: str
    at: datetime
    today: date


class Ids:
    """Gives the ids of the rows that one cause writes, in order."""

    def __init__(self, cause: Cause) -> None:
        """Start at the first place."""
        self._prefix = f"{cause.case_number}-{cause.entry}"
        self._places = count(1)

    def next(self) -> str:
        """Give the next id."""
        return f"{self._prefix}-{next(self._places)}"


def add_consequences(writes: Writes, cause: Cause, what: Consequences) -> None:
    """Add everything that follows from one history entry."""
    ids = Ids(cause)
    _change_clocks(writes, cause, what)
    clocks = list(clock_rows(cause, what, ids))
    for row in clocks:
        writes.insert(Step.CLOCKS, Clock, row)
    for row in task_rows(cause, what, clocks, ids):
        writes.insert(Step.TASKS, Task, row)
    for record in what.records:
        _add_record(writes, cause, record, ids, what)
    for row in message_rows(cause, what, ids):
        writes.insert(Step.MESSAGES, OutboxMessage, row)
    for payment in what.payments:
        add_payment(writes, _whose(cause), payment, cause.today)


def _change_clocks(writes: Writes, cause: Cause, what: Consequences) -> None:
    case = (cause.district_id, cause.case_number)
    for task in what.tasks_done:
        close_agency_task(writes, case, task, cause.at)
        meet_agency_clock(writes, case, task.subject, cause.today)
    for met in what.met:
        meet_clock(writes, case, met.clock, cause.today)
    if what.left:
        end_clocks(writes, case, what.left, cause.today)
    for paused in what.paused:
        pause_clock(writes, case, paused, cause.by, cause.today)
    for resumed in what.resumed:
        resume_clock(writes, case, resumed, cause.by, cause.today)
    if what.left or what.met or what.tasks_done:
        close_tasks_of_ended_clocks(writes, case, cause.at)


def _add_record(
    writes: Writes, cause: Cause, record: Record, ids: Ids, what: Consequences
) -> None:
    case = (cause.district_id, cause.case_number)
    if isinstance(record, AllocationEnded):
        end_allocation(writes, case, cause.today)
        return
    model, row = record_row(record)
    if not isinstance(record, DecisionMade):
        row["id"] = ids.next()
    row |= _whose(cause) | _stamp(model, cause)
    if isinstance(record, ReviewHeld):
        clocks = [met.clock for met in what.met]
        named = {f"clock_{number}": clock for number, clock in enumerate(clocks)}
        of_case = {"of_district": cause.district_id, "of_case": cause.case_number}
        writes.add(Step.REVIEWS, _review(len(clocks)), row | named | of_case)
        return
    writes.insert(Step.RECORDS, model, row)
    if isinstance(record, Allocated):
        pass_tasks_on(writes, case, record.worker)


@cache
def _review(clocks: int) -> Held:
    """Give the statement that inserts a review, with the day by which it was due."""
    values: dict[str, Any] = {
        column.name: bindparam(column.name)
        for column in table_of(Review).c
        if column.name != "due_on"
    }
    due = {"due_on": first_due(clocks)} if clocks else {}
    return Held(insert(table_of(Review)).values(values | due))


def clock_rows(cause: Cause, what: Consequences, ids: Ids) -> Iterator[dict[str, Any]]:
    """Give the rows of the clocks that start."""
    for start in what.starts:
        yield {
            **_whose(cause),
            "id": ids.next(),
            "clock": start.clock,
            "machine": start.machine,
            "subject": start.subject,
            "unit": start.unit,
            "budget": start.budget,
            "consumed": 0,
            "started_on": start.started_on,
            "running_since": start.started_on,
            "paused_on": None,
            "pause_reason": "",
            "due_on": start.due_on,
            "next_rung_on": start.next_rung_on,
            "stopped_on": None,
            "stopped_how": "",
            "set_aside": "",
        }


def task_rows(
    cause: Cause, what: Consequences, clocks: list[dict[str, Any]], ids: Ids
) -> Iterator[dict[str, Any]]:
    """Give the rows of the tasks that open, each tied to its own clock."""
    ids_of = {(clock["clock"], clock["subject"]): clock["id"] for clock in clocks}
    for task in what.tasks_opened:
        yield {
            **_whose(cause),
            "id": ids.next(),
            "kind": task.kind,
            "title": task.title,
            "role": task.role,
            "user": "",
            "subject": task.subject,
            "clock_id": ids_of.get((task.clock, task.subject), ""),
            "raised_at": cause.at,
            "closed_at": None,
            "outcome": "",
            "note": "",
        }


def message_rows(
    cause: Cause, what: Consequences, ids: Ids
) -> Iterator[dict[str, Any]]:
    """Give the rows of the messages that go out."""
    for message in what.messages:
        yield {
            **_whose(cause),
            "id": ids.next(),
            "role": message.role,
            "user": message.user,
            "subject": message.worded.subject,
            "body": message.worded.body,
            "about": cause.today,
            "created_at": cause.at,
            "state": "waiting",
            "urgent": message.worded.urgent,
        }


def _whose(cause: Cause) -> dict[str, Any]:
    return {"district_id": cause.district_id, "case_number": cause.case_number}


def _stamp(model: type[SQLModel], cause: Cause) -> dict[str, Any]:
    known = {
        "recorded_by": cause.by,
        "recorded_at": cause.at,
        "held_by": cause.by,
        "since": cause.today,
    }
    return {name: known[name] for name in _stamped(model)}


@cache
def _stamped(model: type[SQLModel]) -> tuple[str, ...]:
    """Name the columns of a record that say by whom and when it was written."""
    columns = table_of(model).c
    return tuple(name for name in _STAMPS if name in columns)
