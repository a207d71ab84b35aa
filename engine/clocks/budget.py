"""The time a clock may take, and the day on which it is due.

Each unit has days that count: working days for working days, school days for terms,
and every day for days, weeks and months. What is consumed, and what is left, is
counted in these; `engine/clocks/pause.py` adds them up over pauses.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engine.clocks.day_count import DayCount, OutsideCalendarError
from engine.clocks.school_terms import last_day_of_terms
from engine.clocks.working_days import WorkingCalendar, day_in_words

MOST = 999
_SHAPE = re.compile(r"([0-9]{1,3}) (working day|day|week|month|term)s?")
_MONTHS_IN_YEAR = 12
_DAYS_IN_WEEK = 7


class Unit(StrEnum):
    """What a clock counts in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    TERMS = "terms"


_COUNTED = {Unit.WORKING_DAYS: "working day", Unit.TERMS: "school day"}
_DAY = "day"


@dataclass(frozen=True, kw_only=True)
class Budget:
    """A length of time, from 1 to MOST of its unit."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse an amount that no clock can run for."""
        if not 1 <= self.amount <= MOST:
            raise ValueError(f"A clock runs for 1 to {MOST} units, not {self.amount}.")

    def in_words(self) -> str:
        """Write it as a person does, and as `parse_budget` reads it: 6 weeks."""
        return counted(self.amount, self.unit)


def parse_budget(text: str) -> Budget:
    """Read a length of time such as "10 working days", "6 weeks" or "3 months".

    Raises:
        ValueError: it is not one; the sentence says what was found and is allowed.
    """
    match = _SHAPE.fullmatch(" ".join(text.lower().split()))
    if match is None or int(match[1]) == 0:
        raise ValueError(
            f'"{text}" is not a length of time: give a whole number from 1 to {MOST} '
            "and one of working days, days, weeks, months, terms, "
            'for example "10 working days" or "6 weeks"'
        )
    return Budget(amount=int(match[1]), unit=Unit(f"{match[2]}s".replace(" ", "_")))


def counted(amount: int, unit: Unit) -> str:
    """Write an amount with its unit: 1 working day, 2 working days."""
    return _counted(amount, unit.replace("_", " ").removesuffix("s"))


def counted_days(amount: int, unit: Unit) -> str:
    """Write an amount of the days that count for a unit: 3 school days, for terms."""
    return _counted(amount, _COUNTED.get(unit, _DAY))


def _counted(amount: int, noun: str) -> str:
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def due_on(started: date, budget: Budget, calendar: WorkingCalendar) -> date:
    """Give the last day on which the work is in time, of a clock that never paused.

    The day on which the clock started is day 0. A month ends on the same day of the
    month, or on that month's last day (31 January and 1 month: 28 February). Terms
    end on the last day of the last of so many whole terms, those that begin on the
    day of the start or later. A due day in days, weeks, months or terms stays where
    it falls, on a weekend or bank holiday too: only working days are moved by the
    calendar.

    Args:
        started: the day on which the clock started.
        budget: the time allowed.
        calendar: the working days, with the school terms.

    Raises:
        OutsideCalendarError: the due day lies outside the calendar.
    """
    if budget.unit is Unit.WORKING_DAYS:
        return calendar.add(started, budget.amount)
    if budget.unit is Unit.TERMS:
        return last_day_of_terms(started, budget.amount, calendar.terms)
    if budget.unit is Unit.MONTHS:
        return _months_after(started, budget.amount)
    days_each = _DAYS_IN_WEEK if budget.unit is Unit.WEEKS else 1
    return started + timedelta(days=budget.amount * days_each)


def whole(started: date, budget: Budget, calendar: WorkingCalendar) -> int:
    """Count the days that a budget amounts to: what there is to consume.

    Args:
        started: the day on which the clock started; months and terms are as long as
            they are from there.
        budget: the time allowed.
        calendar: the working days, with the school terms.

    Returns:
        Working days for working days, school days for terms, else calendar days.

    Raises:
        OutsideCalendarError: the due day lies outside the calendar.
    """
    if budget.unit is Unit.WORKING_DAYS:
        return budget.amount
    due = due_on(started, budget, calendar)
    return days_between(started, due, budget.unit, calendar)


def days_between(
    earlier: date, later: date, unit: Unit, calendar: WorkingCalendar
) -> int:
    """Count the days that count for a unit, after `earlier`, up to `later`.

    Raises:
        OutsideCalendarError: either day lies outside the calendar.
    """
    kind = _kind(unit, calendar)
    return kind.between(earlier, later) if kind else (later - earlier).days


def day_with_left(day: date, left: int, unit: Unit, calendar: WorkingCalendar) -> date:
    """Give the day that lies as many days that count after the day as are left.

    With less than nothing left it lies before the day, by exactly that many.

    Raises:
        OutsideCalendarError: either day lies outside the calendar.
    """
    kind = _kind(unit, calendar)
    if kind is None:
        return day + timedelta(days=left)
    if left < 0:
        return kind.back(day, -left)
    return kind.add(day, left, f"{_COUNTED[unit]}s")


def remaining_in_words(
    today: date, due: date, unit: Unit, calendar: WorkingCalendar
) -> str:
    """Say how long is left: "3 working days left", "due today", "2 days overdue".

    Clocks in weeks and months are told in days, clocks in terms in school days, or in
    days where the school terms are not known. Where no day that counts lies between
    today and the due day, the due day is named instead of a count of none.
    """
    if today == due:
        return "due today"
    try:
        left = days_between(today, due, unit, calendar)
    except OutsideCalendarError:
        unit, left = Unit.DAYS, (due - today).days
    if is_overdue(due, today):
        count = f"{counted_days(-left, unit)} overdue"
        return count if left else f"overdue since {day_in_words(due)}"
    return f"{counted_days(left, unit)} left" if left else f"due on {day_in_words(due)}"


def is_overdue(due: date | None, today: date) -> bool:
    """Say whether the due day is past; on the day itself the work is in time.

    A paused clock has no due day and is never overdue.
    """
    return due is not None and today > due


def _kind(unit: Unit, calendar: WorkingCalendar) -> DayCount | None:
    """Give the days that count for a unit; None where every day does."""
    if unit is Unit.WORKING_DAYS:
        return calendar.working
    return calendar.school if unit is Unit.TERMS else None


def _months_after(started: date, months: int) -> date:
    years, month = divmod(started.month - 1 + months, _MONTHS_IN_YEAR)
    year, month = started.year + years, month + 1
    return date(year, month, min(started.day, monthrange(year, month)[1]))
