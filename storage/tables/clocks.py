"""Clocks, their pauses, the rungs that have fired, tasks, and proclaimed closures.

A clock stores its budget and what it has consumed; `due_on` and `next_rung_on` are
projections. Overdue is computed from `due_on`, never stored. A clock that rests has
neither: whoever asks what is due, or fires, does not find it.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, of_a_case, one_of

_RUNNING = text("stopped_on IS NULL")
_HELD_UP = text("stopped_on IS NULL AND (subject <> '' OR paused_on IS NOT NULL)")
_ASIDE = text("set_aside <> ''")
_TO_FIRE = text("stopped_on IS NULL AND next_rung_on IS NOT NULL AND set_aside = ''")
_STANDS = text("removed_at IS NULL")
EVERYWHERE = "*"
"""In place of a district: a closure that holds in every one of them."""
_RUNS_OR_RESTS = (
    "(paused_on IS NULL AND running_since IS NOT NULL AND due_on IS NOT NULL) OR "
    "(paused_on IS NOT NULL AND running_since IS NULL AND due_on IS NULL "
    "AND next_rung_on IS NULL)"
)


class Clock(SQLModel, table=True):
    """A running, resting or ended deadline. `set_aside` says why a poisoned one waits.

    `started_on` stays the day of its start. `consumed` is what was used up when it was
    last paused, in the days that count for its unit; `pause_reason` is in words.
    """

    __tablename__ = "clock"
    __table_args__ = (
        CheckConstraint("budget > 0", name="budget_is_positive"),
        CheckConstraint("consumed >= 0", name="consumed_is_not_negative"),
        CheckConstraint(_RUNS_OR_RESTS, name="a_clock_runs_or_rests"),
        one_of("machine", "programme", "service"),
        one_of("stopped_how", "", "met", "left"),
        of_a_case(),
        Index(
            "a_clock_runs_once",
            "district_id",
            "case_number",
            "clock",
            "subject",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index(
            "clock_to_fire",
            "next_rung_on",
            "district_id",
            "id",
            sqlite_where=_TO_FIRE,
            postgresql_where=_TO_FIRE,
        ),
        Index(
            "clock_by_due",
            "district_id",
            "due_on",
            "case_number",
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index(
            "clock_due_anywhere",
            "due_on",
            "district_id",
            "case_number",
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index(
            "clock_held_up",
            "district_id",
            "case_number",
            sqlite_where=_HELD_UP,
            postgresql_where=_HELD_UP,
        ),
        Index(
            "clock_set_aside",
            "district_id",
            "case_number",
            sqlite_where=_ASIDE,
            postgresql_where=_ASIDE,
        ),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    clock: str
    machine: str
    subject: str = ""
    unit: str
    budget: int
    consumed: int = 0
    started_on: date
    running_since: date | None = None
    paused_on: date | None = None
    pause_reason: str = Field(
        default="",
        sa_type=Text,
        nullable=False,
        sa_column_kwargs={"server_default": ""},
    )
    due_on: date | None = None
    next_rung_on: date | None = None
    stopped_on: date | None = None
    stopped_how: str = ""
    set_aside: str = long_text()


class ClockPause(SQLModel, table=True):
    """A rest of a clock: why, by whom, since when, and until when if it was resumed."""

    __tablename__ = "clock_pause"
    __table_args__ = (
        CheckConstraint(
            "until IS NULL OR until >= since", name="a_pause_ends_after_it_began"
        ),
        ForeignKeyConstraint(
            ["district_id", "clock_id"], ["clock.district_id", "clock.id"]
        ),
    )

    district_id: str = key()
    clock_id: str = key()
    number: int = Field(primary_key=True)
    reason: str
    note: str = long_text()
    since: date
    paused_by: str
    until: date | None = None
    resumed_by: str = ""


class Closure(SQLModel, table=True):
    """A day proclaimed closed, in a district or everywhere; a withdrawn one stays."""

    __tablename__ = "closure"
    __table_args__ = (
        Index(
            "a_day_is_closed_once",
            "district_id",
            "day",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    district_id: str = key()
    id: str = key()
    day: date
    title: str
    added_by: str
    added_at: datetime
    removed_by: str = ""
    removed_at: datetime | None = Field(default=None)


class Firing(SQLModel, table=True):
    """That a clock's rung has fired: written before anything is sent."""

    __tablename__ = "firing"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "clock_id"], ["clock.district_id", "clock.id"]
        ),
    )

    district_id: str = key()
    clock_id: str = key()
    rung: str = key()
    fired_at: datetime


class Task(SQLModel, table=True):
    """Something that a role, or one user of it, is asked to do."""

    __tablename__ = "task"
    __table_args__ = (
        one_of("kind", "profile", "overdue"),
        one_of("outcome", "", "answered", "gap", "done", "dropped"),
        of_a_case(),
        Index("task_of_case", "district_id", "case_number", "kind", "role"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    kind: str
    title: str
    role: str
    user: str = ""
    subject: str = ""
    clock_id: str = ""
    raised_at: datetime
    closed_at: datetime | None = Field(default=None)
    outcome: str = ""
    note: str = long_text()
