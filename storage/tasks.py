"""Closing tasks, and reading what is open."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    exists,
    select,
    update,
)

from engine.advance.consequences import TaskDone
from storage.among import one_of
from storage.clocks import CaseKey
from storage.held import Held
from storage.rows import Row, table_of
from storage.tables import Clock, Task
from storage.writes import Sheet, Step, Writes

_task = table_of(Task)
_clock = table_of(Clock)


def _open(whose: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    return and_(
        _task.c.district_id == bindparam("of_district"),
        _task.c.case_number == bindparam("of_case") if whose is None else whose,
        _task.c.closed_at.is_(None),
    )


_CLOSE = Held(
    update(_task)
    .where(_open(), _task.c.kind == "profile", _task.c.subject == bindparam("agency"))
    .values(closed_at=bindparam("at"), outcome=bindparam("how"), note=bindparam("said"))
)
_PASS_ON = Held(
    update(_task)
    .where(_open(), _task.c.user != "")
    .values({_task.c.user: bindparam("worker")})
)
_ITS_CLOCK = and_(
    _clock.c.district_id == _task.c.district_id, _clock.c.id == _task.c.clock_id
)
_MET = exists().where(_ITS_CLOCK, _clock.c.stopped_how == "met")
_ENDED = exists().where(_ITS_CLOCK, _clock.c.stopped_on.is_not(None))
_ENDS = update(_task).values(
    closed_at=bindparam("at"), outcome=case((_MET, "done"), else_="dropped")
)
_CLOSE_ENDED = Held(
    _ENDS.where(_open(), _ENDED),
    by_list=Held(_ENDS.where(_open(one_of(_task.c.case_number, "of_case")), _ENDED)),
)


def close_agency_task(
    writes: Writes, case: CaseKey, task: TaskDone, at: datetime
) -> None:
    """Close one agency's part of the profile with its answer, or its gap."""
    said = {"agency": task.subject, "how": task.outcome, "said": task.note}
    writes.add(Step.TASKS_CLOSED, _CLOSE, _of(case, at) | said)


def close_tasks_of_ended_clocks(writes: Writes, case: CaseKey, at: datetime) -> None:
    """Close the tasks whose clock has ended: done when it was met, else dropped."""
    district, number = case
    writes.put(_closing(district, at), {"of_case": number})


@lru_cache(maxsize=64)
def _closing(district: str, at: datetime) -> Sheet:
    shared = {"of_district": district, "at": at}
    return Sheet(Step.TASKS_CLOSED, _CLOSE_ENDED, shared)


def pass_tasks_on(writes: Writes, case: CaseKey, worker: str) -> None:
    """Give a worker's open tasks on a case to the worker who now has it."""
    district, number = case
    of_case = {"of_district": district, "of_case": number}
    writes.add(Step.TASKS_PASSED_ON, _PASS_ON, of_case | {"worker": worker})


def _of(case: CaseKey, at: datetime) -> dict[str, Any]:
    district, number = case
    return {"of_district": district, "of_case": number, "at": at}


def tasks_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give a case's tasks, open ones first, then the latest."""
    district, number = case
    found = connection.execute(
        select(_task)
        .where(_task.c.district_id == district, _task.c.case_number == number)
        .order_by(_task.c.closed_at.is_not(None), _task.c.raised_at, _task.c.id)
    )
    return list(found.mappings())
