"""Pausing a clock and resuming it, so that exactly the remainder is left.

A clock runs in stretches. The day on which a stretch begins is its day 0, the day on
which it is paused its last. What it has consumed is the sum over its stretches of the
days that count, by the calendar of today: a bank holiday proclaimed late for a day in
a stretch that is over gives that day back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from engine.clocks.budget import (
    Budget,
    Unit,
    counted_days,
    day_with_left,
    days_between,
    due_on,
    whole,
)
from engine.clocks.working_days import WorkingCalendar, day_in_words
from engine.local_time import day_in_words as short_day


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """A rest: the last day before it, and the day 0 of what came after, if it ended."""

    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockTime:
    """The time of a clock: what it is allowed, when it started, when it rested."""

    budget: Budget
    started_on: date
    pauses: tuple[Pause, ...] = ()

    @property
    def paused_on(self) -> date | None:
        """The day on which it was paused; None while it runs."""
        last = self.pauses[-1] if self.pauses else None
        return last.since if last is not None and last.until is None else None

    @property
    def running_since(self) -> date | None:
        """The day on which it started or was last resumed; None while it is paused."""
        return self.pauses[-1].until if self.pauses else self.started_on


def pause(time: ClockTime, today: date) -> ClockTime:
    """Pause a clock: today is the last day that it has consumed.

    Raises:
        ValueError: it is paused already, or today lies before its last stretch began.
    """
    since = time.running_since
    if since is None:
        raise ValueError("The clock is paused already: resume it first.")
    if today < since:
        raise ValueError(
            f"The clock runs since {day_in_words(since)} and cannot be paused before "
            f"that, on {day_in_words(today)}: check the dates."
        )
    return replace(time, pauses=(*time.pauses, Pause(since=today)))


def resume(time: ClockTime, today: date) -> ClockTime:
    """Let a paused clock run on: today is day 0 of what is left.

    Raises:
        ValueError: it is not paused, or today lies before the pause.
    """
    since = time.paused_on
    if since is None:
        raise ValueError("The clock is not paused: it runs already.")
    if today < since:
        raise ValueError(
            f"The clock is paused since {day_in_words(since)} and cannot be resumed "
            f"before that, on {day_in_words(today)}: check the dates."
        )
    over = Pause(since=since, until=today)
    return replace(time, pauses=(*time.pauses[:-1], over))


def consumed(time: ClockTime, calendar: WorkingCalendar) -> int:
    """Count what the finished stretches have used up, in the days that count.

    Raises:
        OutsideCalendarError: a day lies outside the calendar.
    """
    unit = time.budget.unit
    return sum(days_between(a, b, unit, calendar) for a, b in _stretches(time))


def left_when_paused(time: ClockTime, calendar: WorkingCalendar) -> int:
    """Count what the finished stretches have left; less than nothing when late.

    Raises:
        OutsideCalendarError: a day lies outside the calendar.
    """
    given = whole(time.started_on, time.budget, calendar)
    return given - consumed(time, calendar)


def due(time: ClockTime, calendar: WorkingCalendar) -> date | None:
    """Give the last day on which the work is in time; None while it is paused.

    A clock that was late when it was paused is as late when it is resumed.

    Raises:
        OutsideCalendarError: a day lies outside the calendar.
    """
    if not time.pauses:
        return due_on(time.started_on, time.budget, calendar)
    since = time.running_since
    if since is None:
        return None
    left = left_when_paused(time, calendar)
    return day_with_left(since, left, time.budget.unit, calendar)


def paused_in_words(paused_on: date, reason: str, left: int, unit: Unit) -> str:
    """Say it as the case file does.

    For example: "6 working days left; paused since 4 March 2013: waiting for the
    school". A clock that was late tells by how much.
    """
    when = " when it was paused" if left < 0 else ""
    told = f"{_left_in_words(left, unit)}{when}"
    return f"{told}; paused since {short_day(paused_on)}: {reason}"


def left_words(time: ClockTime, calendar: WorkingCalendar) -> str:
    """Say how much a paused clock has left, or by how much it was late.

    Raises:
        OutsideCalendarError: a day lies outside the calendar.
    """
    return _left_in_words(left_when_paused(time, calendar), time.budget.unit)


def _left_in_words(left: int, unit: Unit) -> str:
    days = counted_days(abs(left), unit)
    return f"{days} overdue" if left < 0 else f"{days} left"


def _stretches(time: ClockTime) -> Iterator[tuple[date, date]]:
    begun = time.started_on
    for rest in time.pauses:
        yield begun, rest.since
        if rest.until is not None:
            begun = rest.until
