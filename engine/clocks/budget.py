"""The time a clock may take, and the day on which it is due.

A clock keeps its budget and what of it is consumed. Pausing notes the time consumed;
resuming starts afresh with it, so that exactly the remainder is left.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engine.clocks.working_days import WorkingCalendar, day_in_words

MOST = 999
_SHAPE = re.compile(r"([0-9]{1,3}) (working day|day|week|month)s?")
_MONTHS_IN_YEAR = 12
_DAYS_IN_WEEK = 7


class Unit(StrEnum):
    """What a clock counts in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


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
            "and one of working days, days, weeks, months, "
            'for example "10 working days" or "6 weeks"'
        )
    return Budget(amount=int(match[1]), unit=Unit(f"{match[2]}s".replace(" ", "_")))


def counted(amount: int, unit: Unit) -> str:
    """Write an amount with its unit: 1 working day, 2 working days."""
    plural = unit.replace("_", " ")
    return f"{amount} {plural.removesuffix('s') if amount == 1 else plural}"


def due_on(
    started: date, budget: Budget, consumed: int, calendar: WorkingCalendar
) -> date:
    """Give the last day on which the work is in time.

    The day on which the clock started is day 0. A month ends on the same day of the
    month, or on that month's last day (31 January and 1 month: 28 February). A due
    day in days, weeks or months stays where it falls, on a weekend or bank holiday
    too: only working days are moved by the calendar. More consumed than the budget
    gives a day before the start, so that a clock resumed late is as late as it was.

    Args:
        started: the day on which the clock started, or was last resumed.
        budget: the whole time allowed.
        consumed: used up before `started`: working days for a budget in working
            days, calendar days for every other.
        calendar: the working days.

    Raises:
        ValueError: consumed is negative, or the day lies outside the calendar.
    """
    if consumed < 0:
        raise ValueError(f"A clock cannot have consumed {consumed} days: 0 or more.")
    if budget.unit is Unit.WORKING_DAYS:
        return calendar.add(started, budget.amount - consumed)
    # As if it had started that much earlier and never paused.
    return _after(started - timedelta(days=consumed), budget)


def consumed_between(
    started: date, paused: date, budget: Budget, calendar: WorkingCalendar
) -> int:
    """Count what a clock used up from its start, or resumption, to its pause.

    Returns:
        Working days for a budget in working days, calendar days for every other.

    Raises:
        ValueError: it was paused before it started.
    """
    if paused < started:
        raise ValueError(
            f"The clock started on {day_in_words(started)} and cannot have been "
            f"paused before that, on {day_in_words(paused)}: check the dates."
        )
    return _days_between(started, paused, budget.unit, calendar)


def remaining_in_words(
    today: date, due: date, unit: Unit, calendar: WorkingCalendar
) -> str:
    """Say how long is left: "3 working days left", "due today", "2 days overdue".

    Clocks in weeks and months are told in days. Where no working day lies between
    today and the due day, the due day is named instead of a count of none.
    """
    if today == due:
        return "due today"
    shown = Unit.WORKING_DAYS if unit is Unit.WORKING_DAYS else Unit.DAYS
    left = _days_between(today, due, shown, calendar)
    if is_overdue(due, today):
        count = f"{counted(-left, shown)} overdue"
        return count if left else f"overdue since {day_in_words(due)}"
    return f"{counted(left, shown)} left" if left else f"due on {day_in_words(due)}"


def is_overdue(due: date, today: date) -> bool:
    """Say whether the due day is past; on the day itself the work is in time."""
    return today > due


def _days_between(
    earlier: date, later: date, unit: Unit, calendar: WorkingCalendar
) -> int:
    if unit is Unit.WORKING_DAYS:
        return calendar.between(earlier, later)
    return (later - earlier).days


def _after(started: date, budget: Budget) -> date:
    if budget.unit is Unit.MONTHS:
        return _months_after(started, budget.amount)
    days_each = _DAYS_IN_WEEK if budget.unit is Unit.WEEKS else 1
    return started + timedelta(days=budget.amount * days_each)


def _months_after(started: date, months: int) -> date:
    years, month = divmod(started.month - 1 + months, _MONTHS_IN_YEAR)
    year, month = started.year + years, month + 1
    return date(year, month, min(started.day, monthrange(year, month)[1]))
