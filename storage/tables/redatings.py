"""Open clocks that a changed calendar moved: by which command, from when to when.

Written once, like a case's history, and shown beside it.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import SQLModel

from storage.tables.parts import key, long_text, of_a_case, one_of


class Redating(SQLModel, table=True):
    """A command that moved a district's clocks: who gave it, when, and why.

    `day` is the day that was closed or opened again; None where the calendar had
    changed otherwise (`kind` is `calendar`), and `reason` says how.
    """

    __tablename__ = "redating"
    __table_args__ = (one_of("kind", "closed", "opened", "calendar"),)

    district_id: str = key()
    id: str = key()
    kind: str
    day: date | None = None
    reason: str = long_text()
    redated_by: str
    redated_at: datetime


class RedatedClock(SQLModel, table=True):
    """One clock that moved: its days before and after.

    A clock that rests has no days, but how much it had left, and has.
    """

    __tablename__ = "redated_clock"
    __table_args__ = (
        of_a_case(),
        ForeignKeyConstraint(
            ["district_id", "redating_id"], ["redating.district_id", "redating.id"]
        ),
        Index("redated_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    redating_id: str = key()
    clock_id: str = key()
    case_number: int
    old_due_on: date | None = None
    new_due_on: date | None = None
    old_next_rung_on: date | None = None
    new_next_rung_on: date | None = None
    old_left: int | None = None
    new_left: int | None = None
