"""How long a clock runs, when it is due, and how that is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clocks.budget import (
    Budget,
    Unit,
    day_with_left,
    days_between,
    due_on,
    is_overdue,
    parse_budget,
    remaining_in_words,
    whole,
)
from engine.clocks.working_days import england
from tests.engine.clocks.strategies import DISTRICT, any_budget, budgets, days

MONDAY = date(2012, 12, 17)


def due(text: str, *, started: date = MONDAY) -> date:
    return due_on(started, parse_budget(text), england())


def remaining(today: date, due: date, unit: Unit = Unit.WORKING_DAYS) -> str:
    return remaining_in_words(today, due, unit, england())


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("10 working days", 10, Unit.WORKING_DAYS),
        ("1 working day", 1, Unit.WORKING_DAYS),
        ("14 days", 14, Unit.DAYS),
        ("6 weeks", 6, Unit.WEEKS),
        ("3 months", 3, Unit.MONTHS),
        ("3 terms", 3, Unit.TERMS),
        ("  12   Months ", 12, Unit.MONTHS),
    ],
)
def test_a_budget_is_read_as_people_write_it(
    text: str, amount: int, unit: Unit
) -> None:
    assert parse_budget(text) == Budget(amount=amount, unit=unit)


@pytest.mark.parametrize(
    "text", ["", "soon", "10", "0 days", "-1 days", "1.5 weeks", "2 years", "1000 days"]
)
def test_what_is_no_budget_is_named_with_what_is_allowed(text: str) -> None:
    with pytest.raises(
        ValueError,
        match=f'^"{text}" is not .* 1 to 999 .* working days, days, weeks, months, t',
    ):
        parse_budget(text)


@pytest.mark.parametrize("amount", [0, -1, 1000])
def test_no_clock_runs_for_no_time_or_for_ever(amount: int) -> None:
    with pytest.raises(ValueError, match=f"1 to 999 units, not {amount}"):
        Budget(amount=amount, unit=Unit.DAYS)


@given(budget=any_budget)
def test_the_words_of_a_budget_read_back_as_the_same(budget: Budget) -> None:
    assert parse_budget(budget.in_words()) == budget


@pytest.mark.parametrize(
    ("text", "started", "expected"),
    [
        ("10 working days", MONDAY, date(2013, 1, 3)),  # counted in working days' tests
        ("14 days", MONDAY, date(2012, 12, 31)),
        ("6 weeks", MONDAY, date(2013, 1, 28)),  # 42 days: 14 in December, 28 after
        ("3 months", MONDAY, date(2013, 3, 17)),  # a Sunday, and it stays one
        ("8 days", MONDAY, date(2012, 12, 25)),  # Christmas Day, and it stays so
        ("1 month", date(2013, 1, 31), date(2013, 2, 28)),
        ("1 month", date(2012, 1, 31), date(2012, 2, 29)),
        ("12 months", date(2012, 2, 29), date(2013, 2, 28)),
        ("48 months", date(2012, 2, 29), date(2016, 2, 29)),
        ("1 month", date(2012, 12, 31), date(2013, 1, 31)),
        ("11 months", date(2013, 1, 15), date(2013, 12, 15)),
        ("1 day", date(2012, 2, 28), date(2012, 2, 29)),
    ],
)
def test_a_clock_is_due(text: str, started: date, expected: date) -> None:
    assert due(text, started=started) == expected


def test_a_month_is_as_long_as_it_is_from_where_it_starts() -> None:
    for day, length in [(date(2013, 1, 15), 31), (date(2013, 2, 1), 28)]:
        assert whole(day, parse_budget("1 month"), england()) == length


def test_what_is_left_of_working_days_is_found_from_a_saturday_as_well() -> None:
    saturday = date(2012, 12, 22)
    found = {
        left: day_with_left(saturday, left, Unit.WORKING_DAYS, england())
        for left in (1, 0, -1, -2)
    }
    assert found == {
        1: date(2012, 12, 24),  # Monday
        0: saturday,
        -1: date(2012, 12, 20),  # Thursday: the Friday is the day it is late by
        -2: date(2012, 12, 19),
    }


@given(day=days, left=st.integers(-60, 60), unit=st.sampled_from(Unit))
def test_what_is_left_counts_back_to_the_same(day: date, left: int, unit: Unit) -> None:
    found = day_with_left(day, left, unit, DISTRICT)

    assert days_between(day, found, unit, DISTRICT) == left


@pytest.mark.parametrize(
    ("today", "unit", "words"),
    [
        (date(2012, 12, 20), Unit.WORKING_DAYS, "7 working days left"),
        (date(2013, 1, 2), Unit.WORKING_DAYS, "1 working day left"),
        (date(2013, 1, 3), Unit.WORKING_DAYS, "due today"),
        (date(2013, 1, 4), Unit.WORKING_DAYS, "1 working day overdue"),
        (date(2013, 1, 7), Unit.WORKING_DAYS, "2 working days overdue"),
        (date(2012, 11, 29), Unit.MONTHS, "35 days left"),
        (date(2013, 1, 2), Unit.WEEKS, "1 day left"),
        (date(2013, 1, 3), Unit.MONTHS, "due today"),
        (date(2013, 1, 5), Unit.DAYS, "2 days overdue"),
    ],
)
def test_what_is_left_is_said_in_words(today: date, unit: Unit, words: str) -> None:
    assert remaining(today, date(2013, 1, 3), unit) == words


def test_at_the_weekend_after_a_due_friday_the_friday_is_named() -> None:
    words = remaining(date(2013, 1, 5), date(2013, 1, 4))
    assert words == "overdue since Friday 4 January 2013"


def test_on_a_saturday_before_a_due_sunday_the_sunday_is_named() -> None:
    words = remaining(date(2013, 1, 5), date(2013, 1, 6))
    assert words == "due on Sunday 6 January 2013"


def test_work_is_in_time_on_the_due_day_and_overdue_on_the_next() -> None:
    assert not is_overdue(MONDAY, MONDAY)
    assert is_overdue(MONDAY, MONDAY + timedelta(days=1))


@given(started=days, budget=budgets)
def test_a_clock_is_due_when_the_whole_of_its_budget_is_used(
    started: date, budget: Budget
) -> None:
    last = due_on(started, budget, england())

    used = days_between(started, last, budget.unit, england())

    assert last > started
    assert used == whole(started, budget, england())
