"""Working days in England: Monday to Friday, less bank holidays and closures."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from hashlib import sha256

from engine.clocks.day_count import DayCount, day_in_words
from engine.clocks.school_terms import Term, school_days

__all__ = ["FIRST_DAY", "LAST_DAY", "WorkingCalendar", "day_in_words", "england"]

FIRST_DAY = date(2010, 1, 1)
LAST_DAY = date(2040, 12, 31)
_SATURDAY = 5
_CALENDARS_KEPT = 256


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkingCalendar:
    """Answers questions about working days between FIRST_DAY and LAST_DAY.

    Made by `england`, which gives the same calendar for the same days: compared by
    identity. A date outside these years raises OutsideCalendarError, for
    there the bank holidays were not prepared and an answer would be a guess. School
    days go by the terms and the bank holidays: a closed office closes no school.
    """

    closures: frozenset[date]
    terms: tuple[Term, ...] = ()
    working: DayCount = field(repr=False)
    school: DayCount = field(repr=False)

    @cached_property
    def fingerprint(self) -> str:
        """A short name for the days: other days, another name.

        A closure at a weekend changes no day, and so not the name.
        """
        days = (tuple(map(date.toordinal, c.days)) for c in (self.working, self.school))
        return sha256(repr((*days, self.terms)).encode()).hexdigest()[:16]

    def is_working_day(self, day: date) -> bool:
        """Say whether offices are open on the day."""
        return self.working.holds(day)

    def add(self, day: date, count: int) -> date:
        """Give the date that many working days after the day, before it if negative.

        One working day after a Saturday is the Monday; none gives the day itself,
        be it a working day or not.

        Raises:
            OutsideCalendarError: the day or the answer lies outside the calendar.
        """
        return self.working.add(day, count, "working days")

    def between(self, earlier: date, later: date) -> int:
        """Count working days after `earlier`, up to and including `later`.

        Negative when `later` comes first: the same days counted backwards, so that
        counts over neighbouring stretches always add up.

        Raises:
            OutsideCalendarError: either date lies outside the calendar.
        """
        return self.working.between(earlier, later)


@lru_cache(maxsize=_CALENDARS_KEPT)
def england(
    closures: frozenset[date] = frozenset(), terms: tuple[Term, ...] = ()
) -> WorkingCalendar:
    """Give England's calendar, less the days on which a district is closed.

    Bank holidays are those of England and Wales, substitute days and single
    occasions (the Diamond Jubilee of 5 June 2012) included; source: the package
    `holidays`, country GB, subdivision ENG.

    Args:
        closures: local closing days; one that falls on a weekend changes nothing.
        terms: the school terms that hold there, in order; none if it names none.
    """
    days = tuple(day for day in _office_days() if day not in closures)
    working = DayCount(days=days, first=FIRST_DAY, last=LAST_DAY, outside=_OUTSIDE)
    return WorkingCalendar(
        closures=closures, terms=terms, working=working, school=_school_days(terms)
    )


@lru_cache(maxsize=_CALENDARS_KEPT)
def _school_days(terms: tuple[Term, ...]) -> DayCount:
    return school_days(terms, _office_days())


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
