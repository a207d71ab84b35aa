"""Runs of the jobs, for tests: what a run wrote, and a case that poisons it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from casework.jobs.rehearsal import Rehearsal
from casework.jobs.rehearse import rehearse
from casework.jobs.run_due import run_due
from storage.database import writing
from storage.runs import Run
from storage.tables import Clock, Firing, OutboxMessage, PaymentTrigger, Task
from tests.builders.office import Office
from tests.builders.storage import rows


def rehearsed(office: Office, as_at: date) -> Rehearsal:
    """Rehearse a day that is allowed."""
    found = rehearse(office.context, as_at)
    assert isinstance(found, Rehearsal), found
    return found


def ran(office: Office, on: date | datetime) -> dict[str, Run]:
    """Run the jobs on a day, and give the runs by job."""
    office.at(on)
    runs = run_due(office.context)
    assert isinstance(runs, tuple), runs
    return {run.job: run for run in runs}


def poison(office: Office, like: str = "1-%") -> None:
    """Make clocks unreadable: their definition does not know them."""
    with writing(office.context.database) as connection:
        statement = text("UPDATE clock SET clock = 'unknown' WHERE id LIKE :like")
        connection.execute(statement, {"like": like})


def heal(office: Office) -> None:
    """Mend them: they are plan checks again."""
    with writing(office.context.database) as connection:
        statement = "UPDATE clock SET clock = 'plan_check' WHERE clock = 'unknown'"
        connection.execute(text(statement))


Written = dict[str, set[tuple[Any, ...]]]


def written(office: Office) -> Written:
    """Read what runs write: fired rungs, tasks, reminders and raised payments."""
    database = office.context.database
    clocks = {row["id"]: row for row in rows(database, Clock)}
    names = {row["case_number"]: row for row in clocks.values()}
    assert names, "the office has no clock"
    return {
        "fired": {(row["clock_id"], row["rung"]) for row in rows(database, Firing)},
        "tasks": {
            (row["id"], row["title"])
            for row in rows(database, Task)
            if row["kind"] == "overdue"
        },
        "told": {
            (row["id"], row["role"], row["subject"])
            for row in rows(database, OutboxMessage)
            if "/" in row["id"]
        },
        "paid": {
            (row["case_number"], row["payment"], row["pence"])
            for row in rows(database, PaymentTrigger, state="raised")
        },
    }
