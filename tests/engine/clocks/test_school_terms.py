"""A clock that runs for school terms: when it is due, what counts, how it is said."""

from datetime import date

import pytest

from engine.clocks.budget import (
    Unit,
    due_on,
    parse_budget,
    remaining_in_words,
    whole,
)
from engine.clocks.day_count import OutsideCalendarError
from engine.clocks.working_days import england
from tests.builders.school_terms import the_terms_of_2012

KENT = england(terms=the_terms_of_2012())
LAST_OF_SPRING, LAST_OF_SUMMER = date(2013, 3, 28), date(2013, 7, 23)


def due(text: str, started: date) -> date:
    return due_on(started, parse_budget(text), KENT)


@pytest.mark.parametrize(
    ("text", "started", "expected"),
    [
        ("3 terms", date(2012, 9, 3), LAST_OF_SUMMER),  # the first day of a term
        ("2 terms", date(2012, 9, 4), LAST_OF_SUMMER),  # a day of autumn is gone
        ("1 term", date(2012, 12, 17), LAST_OF_SPRING),  # four days of autumn left
        ("1 term", date(2012, 12, 25), LAST_OF_SPRING),  # in the holidays
        ("2 terms", date(2012, 12, 17), LAST_OF_SUMMER),
    ],
)
def test_only_whole_terms_are_counted(text: str, started: date, expected: date) -> None:
    assert due(text, started) == expected


def test_a_closed_office_moves_no_clock_that_counts_terms() -> None:
    closed = england(frozenset({date(2013, 3, 27)}), the_terms_of_2012())
    budget, started = parse_budget("1 term"), date(2012, 12, 17)

    assert due_on(started, budget, closed) == LAST_OF_SPRING
    assert whole(started, budget, closed) == whole(started, budget, KENT)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        # January: Tue 8 (1) to Fri 11 (4)
        (date(2013, 1, 7), date(2013, 1, 11), 4),
        # Half-term: Fri 15 February, then Mon 25 (1)
        (date(2013, 2, 15), date(2013, 2, 25), 1),
        # The bank holiday of Monday 6 May is no school day: Tue 7 (1)
        (date(2013, 5, 3), date(2013, 5, 7), 1),
        # Easter holidays: none
        (LAST_OF_SPRING, date(2013, 4, 14), 0),
    ],
)
def test_school_days_leave_out_half_terms_and_bank_holidays(
    first: date, last: date, count: int
) -> None:
    assert KENT.school.between(first, last) == count


@pytest.mark.parametrize(
    ("text", "started"),
    [("3 terms", date(2012, 12, 17)), ("1 term", date(2012, 9, 2))],
    ids=["beyond the last year", "before the first"],
)
def test_a_clock_is_refused_where_the_calendar_does_not_reach(
    text: str, started: date
) -> None:
    with pytest.raises(
        OutsideCalendarError,
        match=r"whole terms? from .* which run from Monday 3 September 2012 to Tuesday "
        r"23 July 2013: add the year to the calendar of school terms$",
    ):
        due(text, started)


def test_a_district_without_school_terms_is_told_where_to_name_them() -> None:
    with pytest.raises(OutsideCalendarError, match=r"under `school_terms`$"):
        due_on(date(2012, 12, 17), parse_budget("1 term"), england())


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2013, 3, 25), "3 school days left"),
        (LAST_OF_SPRING, "due today"),
        (date(2013, 4, 8), "overdue since Thursday 28 March 2013"),  # holidays
        (date(2013, 4, 15), "1 school day overdue"),
        (date(2013, 8, 1), "126 days overdue"),  # no later terms are on record
    ],
)
def test_it_is_told_in_school_days(today: date, words: str) -> None:
    assert remaining_in_words(today, LAST_OF_SPRING, Unit.TERMS, KENT) == words
