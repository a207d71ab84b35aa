"""Working days in England: Monday to Friday, less bank holidays and closures."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

FIRST_DAY = date(2010, 1, 1)
LAST_DAY = date(2040, 12, 31)
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """Answers questions about working days between FIRST_DAY and LAST_DAY.

    Made by `england`. A date outside these years raises ValueError, for there the
    bank holidays were not prepared and an answer would be a guess.
    """

    closures: frozenset[date]
    working_days: tuple[date, ...] = field(repr=False, compare=False)  # in order

    def is_working_day(self, day: date) -> bool:
        """Say whether offices are open on the day."""
        _require_inside(day)
        days = self.working_days
        return bisect_left(days, day) < bisect_right(days, day)

    def add(self, day: date, count: int) -> date:
        """Give the date that many working days after the day, before it if negative.

        One working day after a Saturday is the Monday; none gives the day itself,
        be it a working day or not.

        Raises:
            ValueError: the day or the answer lies outside the calendar.
        """
        _require_inside(day)
        if count == 0:
            return day
        if count > 0:
            place = bisect_right(self.working_days, day) + count - 1
        else:
            place = bisect_left(self.working_days, day) + count
        if not 0 <= place < len(self.working_days):
            raise ValueError(
                f"{count} working days from {day_in_words(day)} {_OUTSIDE}"
            )
        return self.working_days[place]

    def between(self, earlier: date, later: date) -> int:
        """Count working days after `earlier`, up to and including `later`.

        Negative when `later` comes first: the same days counted backwards, so that
        counts over neighbouring stretches always add up.

        Raises:
            ValueError: either date lies outside the calendar.
        """
        _require_inside(earlier)
        _require_inside(later)
        days = self.working_days
        return bisect_right(days, later) - bisect_right(days, earlier)


@cache
def england(closures: frozenset[date] = frozenset()) -> WorkingCalendar:
    """Give England's calendar, less the days on which a district is closed.

    Bank holidays are those of England and Wales, substitute days and single
    occasions (the Diamond Jubilee of 5 June 2012) included; source: the package
    `holidays`, country GB, subdivision ENG.

    Args:
        closures: local closing days; one that falls on a weekend changes nothing.
    """
    days = tuple(day for day in _office_days() if day not in closures)
    return WorkingCalendar(closures=closures, working_days=days)


def day_in_words(day: date) -> str:
    """Write a date as it is said: Monday 17 December 2012."""
    return f"{day:%A} {day.day} {day:%B %Y}"


@cache
def _office_days() -> tuple[date, ...]:
    # Imported here because it is slow to load and many commands ask for no date.
    from holidays import country_holidays  # noqa: PLC0415

    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    bank_holidays = country_holidays("GB", subdiv="ENG", years=years)
    length = (LAST_DAY - FIRST_DAY).days + 1
    every_day = (FIRST_DAY + timedelta(days=number) for number in range(length))
    return tuple(
        day
        for day in every_day
        if day.weekday() < _SATURDAY and day not in bank_holidays
    )


_OUTSIDE = (
    f"lies outside the calendar of working days, which runs from "
    f"{day_in_words(FIRST_DAY)} to {day_in_words(LAST_DAY)}: check the year"
)


def _require_inside(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{day_in_words(day)} {_OUTSIDE}")
