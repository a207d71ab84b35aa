"""What a clock's dates are by a calendar: after a closure, or once it is withdrawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from engine.clocks.ladder import Offset, next_rung_on
from engine.clocks.pause import ClockTime, consumed, due, left_when_paused
from engine.clocks.working_days import WorkingCalendar


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockDates:
    """What depends on the calendar: the time used up, the due day, the next rung.

    A clock that rests has no days, but `left`: what it will have when it is resumed.
    """

    consumed: int
    due_on: date | None
    next_rung_on: date | None
    left: int | None = None


def dates_of(
    time: ClockTime,
    offsets: Sequence[tuple[str, Offset]],
    fired: Collection[str],
    calendar: WorkingCalendar,
) -> ClockDates:
    """Reckon a clock's dates from what never changes: its start, budget and pauses.

    Args:
        time: the clock's time.
        offsets: the rungs of its ladder.
        fired: the rungs that have fired; they stay fired.
        calendar: the working days.

    Raises:
        OutsideCalendarError: a day lies outside the calendar.
    """
    last = due(time, calendar)
    rung = next_rung_on(last, offsets, fired, calendar) if last else None
    return ClockDates(
        consumed=consumed(time, calendar),
        due_on=last,
        next_rung_on=rung,
        left=None if last else left_when_paused(time, calendar),
    )
