"""Pausing a clock keeps exactly what is left."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clocks.budget import Budget, Unit, days_between, parse_budget, whole
from engine.clocks.pause import (
    ClockTime,
    consumed,
    due,
    left_when_paused,
    pause,
    paused_in_words,
    resume,
)
from engine.clocks.working_days import WorkingCalendar, england
from tests.builders.school_terms import made_up_terms
from tests.engine.clocks.strategies import DISTRICT, any_budget, days

MONDAY = date(2013, 3, 4)
STRETCHES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60)), max_size=6)


def a_clock(text: str = "10 working days", started: date = MONDAY) -> ClockTime:
    return ClockTime(budget=parse_budget(text), started_on=started)


def rested(time: ClockTime, since: date, until: date) -> ClockTime:
    return resume(pause(time, since), until)


def test_a_clock_paused_after_four_of_ten_working_days_has_six_left() -> None:
    # Mon 4 March is day 0: Tue 5 (1) to Fri 8 (4)
    paused = pause(a_clock(), date(2013, 3, 8))

    assert consumed(paused, england()) == 4
    assert left_when_paused(paused, england()) == 6
    # Resumed on Mon 18: Tue 19 (1) to Fri 22 (4), Mon 25 (5), Tue 26 (6)
    assert due(resume(paused, date(2013, 3, 18)), england()) == date(2013, 3, 26)


def test_a_paused_clock_has_no_due_day() -> None:
    paused = pause(a_clock(), date(2013, 3, 8))

    assert due(paused, england()) is None
    assert (paused.paused_on, paused.running_since) == (date(2013, 3, 8), None)


def test_the_day_it_started_stays_as_it_was() -> None:
    clock = rested(a_clock(), date(2013, 3, 8), date(2013, 3, 18))

    assert clock.started_on == MONDAY
    assert clock.running_since == date(2013, 3, 18)


def test_months_keep_the_days_they_had_when_they_started() -> None:
    # 1 February and 1 month: 28 days. 9 are used by 10 February, 19 are left.
    clock = rested(
        a_clock("1 month", date(2013, 2, 1)), date(2013, 2, 10), date(2013, 3, 10)
    )

    assert due(clock, england()) == date(2013, 3, 29)


def test_terms_rest_in_school_days_and_may_then_end_within_a_term() -> None:
    # Due on Thu 28 March 2013 unless it rests. It misses Mon 4 to Fri 8 March, five
    # school days: the holidays over, it takes them from the summer term.
    terms = england(terms=made_up_terms(2012, 2014))
    clock = rested(
        a_clock("1 term", date(2013, 1, 1)), date(2013, 3, 1), date(2013, 3, 8)
    )

    # Made up: summer begins on Sun 14 April. Mon 15 (1) to Fri 19 (5).
    assert due(clock, terms) == date(2013, 4, 19)


def test_a_clock_that_was_late_is_as_late_when_it_goes_on() -> None:
    # Due on Wed 6 March, paused on Fri 8: two working days late.
    clock = rested(a_clock("2 working days"), date(2013, 3, 8), date(2013, 3, 23))

    last = due(clock, england())

    assert last is not None
    assert england().between(last, date(2013, 3, 23)) == 2  # a Saturday


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        (date(2013, 3, 7), date(2013, 3, 27)),  # in what is used up: a day given back
        (date(2013, 3, 12), date(2013, 3, 26)),  # while it rested: nothing
        (date(2013, 3, 20), date(2013, 3, 27)),  # in what is left
    ],
)
def test_a_late_bank_holiday_counts_only_while_the_clock_ran(
    closed: date, expected: date
) -> None:
    clock = rested(a_clock(), date(2013, 3, 8), date(2013, 3, 18))

    assert due(clock, england(frozenset({closed}))) == expected


def test_a_clock_is_paused_once() -> None:
    paused = pause(a_clock(), date(2013, 3, 8))

    with pytest.raises(ValueError, match="paused already: resume it first"):
        pause(paused, date(2013, 3, 11))


def test_a_clock_that_runs_can_not_be_resumed() -> None:
    with pytest.raises(ValueError, match="is not paused: it runs already"):
        resume(a_clock(), date(2013, 3, 8))


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match=r"runs since Monday 4 .* on Sunday 3 March"):
        pause(a_clock(), date(2013, 3, 3))
    with pytest.raises(ValueError, match=r"paused since Friday 8 .* on Monday 4 March"):
        resume(pause(a_clock(), date(2013, 3, 8)), MONDAY)


@pytest.mark.parametrize(
    ("left", "unit", "words"),
    [
        (6, Unit.WORKING_DAYS, "6 working days left"),
        (1, Unit.MONTHS, "1 day left"),
        (0, Unit.TERMS, "0 school days left"),
        (-2, Unit.WORKING_DAYS, "2 working days overdue when it was paused"),
    ],
)
def test_a_pause_is_told_with_its_reason_and_what_is_left(
    left: int, unit: Unit, words: str
) -> None:
    said = paused_in_words(MONDAY, "waiting for the school", left, unit)

    assert said == f"{words}; paused since 4 March 2013: waiting for the school"


@given(
    started=days,
    budget=any_budget,
    stretches=STRETCHES,
    closures=st.frozensets(st.integers(0, 400), max_size=12),
)
def test_however_often_paused_it_runs_for_its_budget_exactly(
    started: date,
    budget: Budget,
    stretches: list[tuple[int, int]],
    closures: frozenset[int],
) -> None:
    """Some days are closed late, when the clock has run through them already."""
    clock = _played(ClockTime(budget=budget, started_on=started), stretches)
    closed = frozenset(started + timedelta(days=number) for number in closures)
    calendar = england(closed, DISTRICT.terms)

    assert _days_run(clock, calendar) == whole(started, budget, calendar)


@given(started=days, budget=any_budget, ran=st.integers(0, 90))
def test_a_pause_that_ends_at_once_leaves_the_due_day_where_it_was(
    started: date, budget: Budget, ran: int
) -> None:
    clock = ClockTime(budget=budget, started_on=started)
    first = due(clock, DISTRICT)
    assert first is not None
    day = min(started + timedelta(days=ran), first)

    last = due(rested(clock, day, day), DISTRICT)

    assert last is not None
    if last == first:
        return
    # Nothing is left on the day it rests, or the due day is none that counts.
    assert days_between(last, first, budget.unit, DISTRICT) == 0


def _played(clock: ClockTime, stretches: list[tuple[int, int]]) -> ClockTime:
    for ran, rests in stretches:
        begun = clock.running_since
        assert begun is not None
        since = begun + timedelta(days=ran)
        clock = rested(clock, since, since + timedelta(days=rests))
    return clock


def _days_run(clock: ClockTime, calendar: WorkingCalendar) -> int:
    """Count day by day, another way than the code does."""
    last, unit = due(clock, calendar), clock.budget.unit
    assert last is not None
    begun, total = clock.started_on, 0
    for rest in clock.pauses:
        assert rest.until is not None
        total += _counted(begun, rest.since, unit, calendar)
        begun = rest.until
    if last < begun:  # it was late already: by these days
        return total - _counted(last, begun, unit, calendar)
    return total + _counted(begun, last, unit, calendar)


def _counted(first: date, last: date, unit: Unit, calendar: WorkingCalendar) -> int:
    every = [first + timedelta(days=n + 1) for n in range((last - first).days)]
    if unit is Unit.WORKING_DAYS:
        return sum(calendar.is_working_day(day) for day in every)
    if unit is Unit.TERMS:
        known = set(calendar.school.days)
        return sum(day in known for day in every)
    return len(every)
