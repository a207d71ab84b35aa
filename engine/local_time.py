"""Which day it is in Kent: times are UTC, deadlines are days in London."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

EARLIEST = date(2000, 1, 1)
"""No day of a family's case lies before this one; an earlier one is a slip."""


@lru_cache(maxsize=1)
def _london() -> ZoneInfo:
    return ZoneInfo("Europe/London")


@lru_cache(maxsize=1024)
def london_day(moment: datetime) -> date:
    """Give the calendar day in London of an aware moment.

    Raises:
        ValueError: when the moment has no time zone.
    """
    if moment.tzinfo is None:
        message = f"{moment.isoformat()} has no time zone: give an aware UTC time"
        raise ValueError(message)
    return moment.astimezone(_london()).date()


def start_of_day(day: date) -> datetime:
    """Give the moment at which a day begins in London, in UTC."""
    return datetime.combine(day, time(), _london()).astimezone(UTC)


def in_london(moment: datetime) -> datetime:
    """Give an aware moment as the clocks in London show it."""
    return moment.astimezone(_london())


def in_words(moment: datetime) -> str:
    """Write a moment the way a coordinator reads it: '5 February 2013 at 10:42'."""
    local = moment.astimezone(_london())
    return f"{day_in_words(local.date())} at {local:%H:%M}"


@lru_cache(maxsize=1024)
def day_in_words(day: date) -> str:
    """Write a day as '5 February 2013'."""
    return f"{day.day} {day:%B %Y}"
