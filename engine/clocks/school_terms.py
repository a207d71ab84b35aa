"""School terms: when each ends, and the school days in them.

A term here is one of the three of the school year, for in these the national measures
count. Where a county writes six, two of them make one, with half-term between.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from engine.clocks.day_count import DayCount, OutsideCalendarError, day_in_words


class Term(NamedTuple):
    """A school term, from its first to its last day, with the half-term in it."""

    title: str
    first: date
    last: date
    break_first: date
    break_last: date

    def has_school(self, day: date) -> bool:
        """Say whether the day is in the term and not in its half-term."""
        resting = self.break_first <= day <= self.break_last
        return self.first <= day <= self.last and not resting


def last_day_of_terms(started: date, count: int, terms: Sequence[Term]) -> date:
    """Give the last day of the last of so many whole terms.

    Whole terms are those that begin on the day of the start or later: a term that has
    begun already is not counted, for part of it is gone.

    Args:
        started: the day from which terms are counted.
        count: how many, from 1.
        terms: those on record, in order.

    Raises:
        OutsideCalendarError: no terms are on record, or not for those years.
    """
    ahead = [term for term in terms if term.first >= started]
    if not terms or started < terms[0].first or len(ahead) < count:
        number = f"{count} whole term{'' if count == 1 else 's'}"
        asked = f"{number} from {day_in_words(started)}"
        raise OutsideCalendarError(f"{asked} {outside(terms)}")
    return ahead[count - 1].last


def school_days(terms: Sequence[Term], office_days: Sequence[date]) -> DayCount:
    """Count the days of terms that are neither weekends nor bank holidays."""
    known = frozenset(office_days)
    days = tuple(d for term in terms for d in _days_of(term) if d in known)
    first = terms[0].first if terms else date.max
    last = terms[-1].last if terms else date.min
    return DayCount(days=days, first=first, last=last, outside=outside(terms))


def outside(terms: Sequence[Term]) -> str:
    """End the sentence about a day that lies in none of the school years known."""
    if not terms:
        return (
            "cannot be counted: the district names no school terms. "
            "Name a calendar in its file, under `school_terms`"
        )
    return (
        "lies outside the school terms on record, which run from "
        f"{day_in_words(terms[0].first)} to {day_in_words(terms[-1].last)}: "
        "add the year to the calendar of school terms"
    )


def _days_of(term: Term) -> Iterator[date]:
    for number in range((term.last - term.first).days + 1):
        day = term.first + timedelta(days=number)
        if term.has_school(day):
            yield day
