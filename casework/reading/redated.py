"""A case's clocks that a changed calendar moved, in words: who moved them, and why.

They stand beside the case's history, and are no part of its chain: one command may
move thousands of cases. The database refuses to change or delete them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from casework.reading.desk import Desk
from casework.reading.words import clock_title
from engine.local_time import day_in_words
from storage.cases import StoredCase
from storage.redatings import redatings_of
from storage.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class RedatedLine:
    """A clock that moved: when, by whom, why, which one, and from when to when."""

    at: datetime
    by: str
    why: str
    clock: str
    title: str
    old_due_on: date | None
    new_due_on: date | None
    moved: str


def redated_lines(desk: Desk, case: StoredCase) -> Iterator[RedatedLine]:
    """Give every time that a clock of a case was moved, in order."""
    workflow = desk.workflow(case.row)
    for row in redatings_of(desk.connection, (case.district_id, case.number)):
        yield RedatedLine(
            at=row["redated_at"],
            by=row["redated_by"],
            why=_why(row),
            clock=row["clock"],
            title=clock_title(workflow, row),
            old_due_on=row["old_due_on"],
            new_due_on=row["new_due_on"],
            moved="; ".join(_moved(row)),
        )


def _why(row: Row) -> str:
    if row["kind"] == "calendar":
        return f"The calendar changed: {row['reason']}"
    day = day_in_words(row["day"])
    if row["kind"] == "opened":
        return f"{day} was opened again"
    return f"{day} was closed: {row['reason']}"


def _moved(row: Row) -> Iterator[str]:
    """Say what was and what is, of each day that changed."""
    if row["old_due_on"] != row["new_due_on"]:
        yield f"due on {_day(row['new_due_on'])}, was {_day(row['old_due_on'])}"
    if row["old_next_rung_on"] != row["new_next_rung_on"]:
        is_, was = _day(row["new_next_rung_on"]), _day(row["old_next_rung_on"])
        yield f"next reminder {is_}, was {was}"
    if row["old_left"] != row["new_left"]:
        yield f"paused, {row['new_left']} working days left, was {row['old_left']}"


def _day(day: date | None) -> str:
    return day_in_words(day) if day else "none"
