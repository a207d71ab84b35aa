"""The ladder of reminders before and after a due day.

A rung fires once, on its day or at the first chance after it. Nothing here asks for
"exactly N days before": a rung whose day was missed is still owed.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from engine.clocks.budget import Unit, counted
from engine.clocks.working_days import WorkingCalendar

_ON_THE_DAY = "on the day"
_SHAPE = re.compile(r"([0-9]{1,3}) (working )?days? (before|after)")


@dataclass(frozen=True, kw_only=True)
class Offset:
    """How far a rung stands from the due day; negative is before it."""

    amount: int
    unit: Literal[Unit.WORKING_DAYS, Unit.DAYS]

    def in_words(self) -> str:
        """Write it as a person does, and as `parse_offset` reads it."""
        if self.amount == 0:
            return _ON_THE_DAY
        side = "before" if self.amount < 0 else "after"
        return f"{counted(abs(self.amount), self.unit)} {side}"


def parse_offset(text: str) -> Offset:
    """Read "5 working days before", "on the day" or "2 days after".

    Raises:
        ValueError: it is none; the sentence says what was found and is allowed.
    """
    tidy = " ".join(text.lower().split())
    if tidy == _ON_THE_DAY:
        return Offset(amount=0, unit=Unit.DAYS)
    match = _SHAPE.fullmatch(tidy)
    if match is None or int(match[1]) == 0:
        raise ValueError(
            f'"{text}" is not a moment of a reminder: give "{_ON_THE_DAY}", or a '
            "whole number from 1 to 999, days or working days, and before or after, "
            'for example "5 working days before" or "2 days after"'
        )
    amount = int(match[1])
    return Offset(
        amount=-amount if match[3] == "before" else amount,
        unit=Unit.WORKING_DAYS if match[2] else Unit.DAYS,
    )


def rung_date(due: date, offset: Offset, calendar: WorkingCalendar) -> date:
    """Give the day on which a rung of a clock due on that day fires."""
    if offset.unit is Unit.WORKING_DAYS:
        return calendar.add(due, offset.amount)
    return due + timedelta(days=offset.amount)


def due_rungs(
    due: date,
    offsets: Sequence[tuple[str, Offset]],
    fired: Collection[str],
    today: date,
    calendar: WorkingCalendar,
) -> tuple[str, ...]:
    """Give the ids of the rungs whose day has come and that have not fired.

    Args:
        due: the clock's due day.
        offsets: each rung's id and its distance from the due day.
        fired: ids of the rungs that fired already, for this clock.
        today: the day of asking.
        calendar: the working days.

    Returns:
        The ids by day; rungs of one day in the order of the ladder.
    """
    waiting = _waiting(due, offsets, fired, calendar)
    return tuple(rung for day, rung in waiting if day <= today)


def next_rung_on(
    due: date,
    offsets: Sequence[tuple[str, Offset]],
    fired: Collection[str],
    calendar: WorkingCalendar,
) -> date | None:
    """Give the day of the first rung that has not fired, past or future, or None."""
    waiting = _waiting(due, offsets, fired, calendar)
    return waiting[0][0] if waiting else None


def _waiting(
    due: date,
    offsets: Sequence[tuple[str, Offset]],
    fired: Collection[str],
    calendar: WorkingCalendar,
) -> list[tuple[date, str]]:
    waiting = [
        (rung_date(due, offset, calendar), rung)
        for rung, offset in offsets
        if rung not in fired
    ]
    return sorted(waiting, key=lambda dated: dated[0])
