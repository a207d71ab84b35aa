"""What follows from an advance, as the rows that write it.

A row's id is `<case>-<history entry>-<place>`: derived from its cause, so the
primary key refuses to write the same consequence twice.
"""

from datetime import date, datetime
from functools import cache, lru_cache
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert
from sqlmodel import SQLModel

from engine.advance.consequences import (
    Allocated,
    AllocationEnded,
    ClockStart,
    Consequences,
    DecisionMade,
    MessageDue,
    Record,
    ReviewHeld,
    TaskOpening,
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
from storage.writes import Sheet, Step, Writes, new_rows


class Occasion(NamedTuple):
    """What all that is written at once has in common: where, by whom and when."""

    district_id: str
    by: str
    at: datetime
    today: date


class Cause(NamedTuple):
    """What the consequences come from: a history entry of a case."""

    occasion: Occasion
    case_number: int
    entry: int


class Ids:
    """Gives the ids of the rows that one cause writes, in order."""

    __slots__ = ("_places", "_prefix")

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
    start_clocks(writes, cause, what, ids)
    for record in what.records:
        _add_record(writes, cause, record, ids, what)
    for message in what.messages:
        _add_message(writes, cause, message, ids)
    for payment in what.payments:
        add_payment(writes, _whose(cause), payment, cause.occasion.today)


def start_clocks(writes: Writes, cause: Cause, what: Consequences, ids: Ids) -> None:
    """Add the clocks that start and the tasks that open, each tied to its clock."""
    occasion, number = cause.occasion, cause.case_number
    clocks: dict[tuple[str, str], str] = {}
    for start in what.starts:
        own = clocks[start.clock, start.subject] = ids.next()
        row = {"id": own, "case_number": number}
        writes.put(_clocks(occasion.district_id, start), row)
    for task in what.tasks_opened:
        clock = clocks.get((task.clock, task.subject), "")
        own_task = {
            "id": ids.next(),
            "case_number": number,
            "clock_id": clock,
            "raised_at": occasion.at,
        }
        writes.put(_tasks(occasion.district_id, task), own_task)


def _change_clocks(writes: Writes, cause: Cause, what: Consequences) -> None:
    (district, by, at, today), number, _ = cause
    case = (district, number)
    for task in what.tasks_done:
        close_agency_task(writes, case, task, at)
        meet_agency_clock(writes, case, task.subject, today)
    for met in what.met:
        meet_clock(writes, case, met.clock, today)
    if what.left:
        end_clocks(writes, case, what.left, today)
    for paused in what.paused:
        pause_clock(writes, case, paused, by, today)
    for resumed in what.resumed:
        resume_clock(writes, case, resumed, by, today)
    if what.left or what.met or what.tasks_done:
        close_tasks_of_ended_clocks(writes, case, at)


def _add_record(
    writes: Writes, cause: Cause, record: Record, ids: Ids, what: Consequences
) -> None:
    occasion, number, _ = cause
    if isinstance(record, AllocationEnded):
        end_allocation(writes, (occasion.district_id, number), occasion.today)
        return
    model, row = record_row(record)
    row["case_number"] = number
    if not isinstance(record, DecisionMade):
        row["id"] = ids.next()
    if isinstance(record, ReviewHeld):
        _add_review(writes, occasion, row, what)
        return
    row |= _stamp(model, occasion)
    writes.put(_records(model, occasion.district_id, tuple(row)), row)
    if isinstance(record, Allocated):
        pass_tasks_on(writes, (occasion.district_id, number), record.worker)


def _add_review(
    writes: Writes, occasion: Occasion, row: dict[str, Any], what: Consequences
) -> None:
    clocks = [met.clock for met in what.met]
    named = {f"clock_{number}": clock for number, clock in enumerate(clocks)}
    of_case = {"of_district": occasion.district_id, "of_case": row["case_number"]}
    place = {"district_id": occasion.district_id}
    whole = row | place | _stamp(Review, occasion) | named | of_case
    writes.add(Step.REVIEWS, _review(len(clocks)), whole)


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


@lru_cache(maxsize=512)
def _clocks(district: str, start: ClockStart) -> Sheet:
    """Give the sheet of the families for whom the same clock starts."""
    shared = {
        "district_id": district,
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
    return new_rows(Step.CLOCKS, Clock, shared, ("id", "case_number"))


@lru_cache(maxsize=512)
def _tasks(district: str, task: TaskOpening) -> Sheet:
    shared = {
        "district_id": district,
        "kind": task.kind,
        "title": task.title,
        "role": task.role,
        "user": "",
        "subject": task.subject,
        "closed_at": None,
        "outcome": "",
        "note": "",
    }
    differ = ("id", "case_number", "clock_id", "raised_at")
    return new_rows(Step.TASKS, Task, shared, differ)


def _add_message(writes: Writes, cause: Cause, message: MessageDue, ids: Ids) -> None:
    worded, occasion = message.worded, cause.occasion
    row = {
        "id": ids.next(),
        "case_number": cause.case_number,
        "user": message.user,
        "subject": worded.subject,
        "body": worded.body,
        "about": occasion.today,
        "created_at": occasion.at,
    }
    writes.put(_messages(occasion.district_id, message.role, worded.urgent), row)


@lru_cache(maxsize=512)
def _messages(district: str, role: str, urgent: bool) -> Sheet:  # noqa: FBT001
    shared = {
        "district_id": district,
        "role": role,
        "state": "waiting",
        "urgent": urgent,
    }
    who = ("id", "case_number", "user")
    differ = (*who, "subject", "body", "about", "created_at")
    return new_rows(Step.MESSAGES, OutboxMessage, shared, differ)


@lru_cache(maxsize=512)
def _records(model: type[SQLModel], district: str, differ: tuple[str, ...]) -> Sheet:
    return new_rows(Step.RECORDS, model, {"district_id": district}, differ)


def _whose(cause: Cause) -> dict[str, Any]:
    district = cause.occasion.district_id
    return {"district_id": district, "case_number": cause.case_number}


def _stamp(model: type[SQLModel], occasion: Occasion) -> dict[str, Any]:
    """Say by whom and when a record was written, as far as its table asks."""
    known = {
        "recorded_by": occasion.by,
        "recorded_at": occasion.at,
        "held_by": occasion.by,
        "since": occasion.today,
    }
    columns = _columns(model)
    return {name: value for name, value in known.items() if name in columns}


@cache
def _columns(model: type[SQLModel]) -> frozenset[str]:
    return frozenset(table_of(model).c.keys())
