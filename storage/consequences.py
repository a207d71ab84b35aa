"""Writing what follows from an advance, in a handful of statements.

A row's id is `<case>-<history entry>-<place>`: derived from its cause, so the
primary key refuses to write the same consequence twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection
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
from storage.pauses import pause_clock, resume_clock
from storage.payments import add_payment
from storage.records import record_row
from storage.rows import insert_rows
from storage.tables import Clock, OutboxMessage, Task
from storage.tasks import (
    close_agency_task,
    close_tasks_of_ended_clocks,
    pass_tasks_on,
)


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


def write_consequences(
    connection: Connection, cause: Cause, consequences: Consequences
) -> None:
    """Write everything that follows from one history entry."""
    ids = Ids(cause)
    review_due = _review_due(connection, cause, consequences)
    _change_clocks(connection, cause, consequences)
    clocks = list(clock_rows(cause, consequences, ids))
    insert_rows(connection, Clock, clocks)
    insert_rows(connection, Task, task_rows(cause, consequences, clocks, ids))
    _write_records(connection, cause, consequences.records, ids, review_due)
    insert_rows(connection, OutboxMessage, message_rows(cause, consequences, ids))
    for payment in consequences.payments:
        add_payment(connection, _whose(cause), payment, cause.today)


def _change_clocks(connection: Connection, cause: Cause, what: Consequences) -> None:
    """End what was met before what was left: a clock may be both, and was met."""
    case = (cause.district_id, cause.case_number)
    for task in what.tasks_done:
        close_agency_task(connection, case, task, cause.at)
        meet_agency_clock(connection, case, task.subject, cause.today)
    for met in what.met:
        meet_clock(connection, case, met.clock, cause.today)
    for left in what.left:
        end_clocks(connection, case, left, cause.today)
    for paused in what.paused:
        pause_clock(connection, case, paused, cause.by, cause.today)
    for resumed in what.resumed:
        resume_clock(connection, case, resumed, cause.by, cause.today)
    if what.left or what.met or what.tasks_done:
        close_tasks_of_ended_clocks(connection, case, cause.at)


def _review_due(
    connection: Connection, cause: Cause, what: Consequences
) -> date | None:
    """Give the day by which a review that was held was due, before its clock ends."""
    if not any(isinstance(record, ReviewHeld) for record in what.records):
        return None
    case = (cause.district_id, cause.case_number)
    return first_due(connection, case, [met.clock for met in what.met])


def _write_records(
    connection: Connection,
    cause: Cause,
    records: Iterable[Record],
    ids: Ids,
    review_due: date | None,
) -> None:
    for record in records:
        if isinstance(record, AllocationEnded):
            case = (cause.district_id, cause.case_number)
            end_allocation(connection, case, cause.today)
        else:
            model, row = record_row(record)
            if not isinstance(record, DecisionMade):
                row["id"] = ids.next()
            if isinstance(record, ReviewHeld):
                row["due_on"] = review_due
            insert_rows(connection, model, [row | _whose(cause) | _stamp(model, cause)])
        if isinstance(record, Allocated):
            case = (cause.district_id, cause.case_number)
            pass_tasks_on(connection, case, record.worker)


def clock_rows(cause: Cause, what: Consequences, ids: Ids) -> Iterator[dict[str, Any]]:
    """Give the rows of the clocks that start."""
    for start in what.starts:
        yield _whose(cause) | {
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
        yield _whose(cause) | {
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
        yield _whose(cause) | {
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
    return {n: value for n, value in known.items() if n in model.model_fields}
