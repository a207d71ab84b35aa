"""From a clock's row to what its ladder does on a day; the run and its rehearsal."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from casework.context import Context, calendar_of
from engine.clocks.working_days import WorkingCalendar
from engine.reminders import (
    ClockToFire,
    Firing,
    FiringDays,
    firing_days,
    of_any_case,
    plan_firing,
)
from engine.workflow.district import District
from engine.workflow.workflow import Workflow
from storage.districts import find_district
from storage.rows import Row
from storage.sweep import fired_rungs

POISON = (LookupError, ValueError, TypeError, InvalidRequestError, IntegrityError)
"""What a case that can not be handled raises: it is set aside, the run goes on."""
_SAME_DAYS = ("workflow_hash", "clock", "due_on", "fired")
"""The rungs of clocks with the same of these, in districts with the same working days,
fire on the same days."""
_ALIKE = ("workflow_hash", "clock", "machine", "subject", "due_on")
"""Clocks with the same of these and the same days, of cases in the same state, are
planned alike in all districts."""


@dataclass(kw_only=True, slots=True)
class Planner:
    """Plans the rows of one transaction for a day.

    A district is read once, and clocks that differ only in whose they are are counted
    and worded once.
    """

    context: Context
    connection: Connection
    today: date
    _districts: dict[str, District] = field(default_factory=dict)
    _calendars: dict[str, WorkingCalendar] = field(default_factory=dict)
    _days: dict[tuple[Any, ...], FiringDays] = field(default_factory=dict)
    _plans: dict[tuple[Any, ...], Firing] = field(default_factory=dict)

    def plan(self, row: Row) -> Firing:
        """Plan what a clock does, by the definition its case is pinned to.

        The plan is for any case: put this one into its texts by `named`, and its
        worker wherever it names a user.

        Raises:
            LookupError: its district or definition is missing, or does not know it.
            ValueError: a day lies outside the calendar.
        """
        days = self._days_of(row)
        own = (row[row["machine"]], not row["worker"], days)
        alike = (*map(row.__getitem__, _ALIKE), *own)
        known = self._plans.get(alike)
        if known is None:
            clock = of_any_case(to_fire(row, fired_rungs(row)))
            known = plan_firing(self.workflow(row), clock, days, self.today)
            self._plans[alike] = known
        return known

    def _days_of(self, row: Row) -> FiringDays:
        calendar = self._calendars.get(row["district_id"]) or self._calendar(row)
        same = (calendar, *map(row.__getitem__, _SAME_DAYS))
        known = self._days.get(same)
        if known is None:
            clock = to_fire(row, fired_rungs(row))
            known = firing_days(self.workflow(row), calendar, clock, self.today)
            self._days[same] = known
        return known

    def workflow(self, row: Row) -> Workflow:
        """Give the definition that a row's case is pinned to.

        Raises:
            LookupError: it or its district is missing.
        """
        return self.context.workflow(
            self.connection, row["workflow_hash"], self._district(row)
        )

    def _calendar(self, row: Row) -> WorkingCalendar:
        calendar = calendar_of(self._district(row))
        self._calendars[row["district_id"]] = calendar
        return calendar

    def _district(self, row: Row) -> District:
        name = row["district_id"]
        if name not in self._districts:
            stored = find_district(self.connection, name)
            if stored is None:
                raise LookupError(f"There is no district '{name}'.")
            self._districts[name] = stored.district
        return self._districts[name]


def to_fire(row: Row, fired: Collection[str]) -> ClockToFire:
    """Give a clock of its row with its case beside it."""
    return ClockToFire(
        reference=row["reference"],
        clock=row["clock"],
        machine=row["machine"],
        state=row[row["machine"]],
        subject=row["subject"],
        worker=row["worker"],
        due_on=row["due_on"],
        fired=frozenset(fired),
    )


def why(error: Exception) -> str:
    """Word why something was set aside, in one line."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}"
