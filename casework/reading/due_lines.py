"""An open clock as a line of a list: what is to be done, for whom, and until when."""

from dataclasses import dataclass
from datetime import date

from casework.reading.desk import Desk
from casework.reading.words import clock_title, left_in_words, machine_owner_words
from engine.clocks.budget import is_overdue
from storage.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class DueLine:
    """One open clock. A paused one has no due day: the words say since when and why."""

    reference: str
    clock: str
    title: str
    due_on: date | None
    left_in_words: str
    overdue: bool
    owner: str
    worker: str


def due_line(desk: Desk, row: Row) -> DueLine:
    """Word one clock, read with its case."""
    workflow = desk.workflow(row)
    return DueLine(
        reference=row["reference"],
        clock=row["clock"],
        title=clock_title(workflow, row),
        due_on=row["due_on"],
        left_in_words=left_in_words(desk, row),
        overdue=is_overdue(row["due_on"], desk.today),
        owner=machine_owner_words(workflow, row),
        worker=row["worker"],
    )
