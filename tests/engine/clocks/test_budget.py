"""How long a clock runs, when it is due, and what pausing keeps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clocks.budget import (
    Budget,
    Unit,
    consumed_between,
    due_on,
    is_overdue,
    parse_budget,
    remaining_in_words,
)
from engine.clocks.working_days import england
from tests.engine.clocks.strategies import budgets, days

MONDAY = date(2012, 12, 17)


def due(text: str, *, started: date = MONDAY, consumed: int = 0) -> date:
    return due_on(started, parse_budget(text), consumed, england())


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
        match=f'^"{text}" is not .* from 1 to 999 .* working days, days, weeks, months',
    ):
        parse_budget(text)


@pytest.mark.parametrize("amount", [0, -1, 1000])
def test_no_clock_runs_for_no_time_or_for_ever(amount: int) -> None:
    with pytest.raises(ValueError, match=f"1 to 999 units, not {amount}"):
        Budget(amount=amount, unit=Unit.DAYS)


@given(budget=budgets)
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


def test_a_clock_resumed_after_four_of_ten_working_days_has_six_left() -> None:
    # Resumed on Mon 7 Jan 2013: Tue 8 (1) to Fri 11 (4), Mon 14 (5), Tue 15 (6)
    resumed = date(2013, 1, 7)
    assert due("10 working days", started=resumed, consumed=4) == date(2013, 1, 15)


def test_weeks_and_months_consume_calendar_days() -> None:
    saturday = date(2012, 12, 22)
    for text, used in [("6 weeks", 5), ("3 months", 5), ("10 working days", 4)]:
        consumed = consumed_between(MONDAY, saturday, parse_budget(text), england())
        assert consumed == used


def test_a_clock_resumed_when_overdue_is_as_overdue_as_it_was() -> None:
    assert due("2 working days", consumed=3) == date(2012, 12, 14)
    assert due("2 days", consumed=3) == date(2012, 12, 16)


def test_a_clock_cannot_be_paused_before_it_started() -> None:
    with pytest.raises(ValueError, match=r"started on Monday 17 .* on Sunday 16 Dec"):
        consumed_between(MONDAY, date(2012, 12, 16), parse_budget("2 days"), england())


def test_a_clock_cannot_have_consumed_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="consumed -1 days: 0 or more"):
        due("2 days", consumed=-1)


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


@given(started=days, budget=budgets, data=st.data())
def test_a_clock_within_its_budget_is_never_due_before_it_starts(
    started: date, budget: Budget, data: st.DataObject
) -> None:
    whole = consumed_between(
        started, due_on(started, budget, 0, england()), budget, england()
    )
    consumed = data.draw(st.integers(0, min(whole, budget.amount)))

    assert due_on(started, budget, consumed, england()) >= started
    assert due_on(started, budget, 0, england()) > started


@given(started=days, budget=budgets, ran=st.integers(0, 90))
def test_a_pause_that_ends_at_once_leaves_the_due_day_where_it_was(
    started: date, budget: Budget, ran: int
) -> None:
    first_due = due_on(started, budget, 0, england())
    paused = min(started + timedelta(days=ran), first_due)
    consumed = consumed_between(started, paused, budget, england())

    assert due_on(paused, budget, consumed, england()) == first_due


@given(
    started=days,
    amount=st.integers(1, 60),
    unit=st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS]),
    stretches=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), max_size=5),
)
def test_however_often_paused_the_whole_budget_is_used_no_more_and_no_less(
    started: date, amount: int, unit: Unit, stretches: list[tuple[int, int]]
) -> None:
    budget = Budget(amount=amount, unit=unit)
    whole = amount * 7 if unit is Unit.WEEKS else amount
    consumed = 0
    for ran, rested in stretches:
        paused = min(
            started + timedelta(days=ran), due_on(started, budget, consumed, england())
        )
        consumed += consumed_between(started, paused, budget, england())
        started = paused + timedelta(days=rested)

    last_due = due_on(started, budget, consumed, england())
    remainder = consumed_between(started, last_due, budget, england())

    assert consumed + remainder == whole


@given(started=days, budget=budgets, rested=st.integers(0, 60), ran=st.integers(0, 20))
def test_a_paused_clock_is_one_that_started_later_by_the_pause(
    started: date, budget: Budget, rested: int, ran: int
) -> None:
    if budget.unit is Unit.WORKING_DAYS:
        budget = Budget(amount=budget.amount, unit=Unit.MONTHS)
    paused = started + timedelta(days=ran)
    resumed = paused + timedelta(days=rested)
    consumed = consumed_between(started, paused, budget, england())

    moved_start = started + timedelta(days=rested)
    assert due_on(resumed, budget, consumed, england()) == due_on(
        moved_start, budget, 0, england()
    )
