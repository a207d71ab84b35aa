"""Working days by the bank holidays of England."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clocks.working_days import FIRST_DAY, LAST_DAY, day_in_words, england
from tests.engine.clocks.strategies import days

CLOSED = date(2012, 12, 27)


@pytest.mark.parametrize(
    "holiday",
    [
        date(2012, 6, 4),  # spring bank holiday, moved for the Diamond Jubilee
        date(2012, 6, 5),  # the Diamond Jubilee itself
        date(2012, 12, 25),
        date(2012, 12, 26),
        date(2013, 1, 1),
        date(2013, 3, 29),  # Good Friday
        date(2013, 4, 1),  # Easter Monday
        date(2021, 12, 27),  # for Christmas Day, a Saturday
        date(2021, 12, 28),  # for Boxing Day, a Sunday
    ],
    ids=str,
)
def test_nobody_works_on_a_bank_holiday(holiday: date) -> None:
    assert not england().is_working_day(holiday)


@pytest.mark.parametrize(
    "day",
    [
        date(2012, 12, 24),
        date(2012, 12, 31),
        date(2013, 1, 2),  # a holiday in Scotland only
        date(2013, 3, 18),  # the day after St Patrick's: Northern Ireland only
        date(2012, 2, 29),
    ],
    ids=str,
)
def test_offices_are_open_on_the_days_around_a_holiday(day: date) -> None:
    assert england().is_working_day(day)


def test_nobody_works_at_the_weekend() -> None:
    assert not england().is_working_day(date(2012, 12, 15))
    assert not england().is_working_day(date(2012, 12, 16))


def test_ten_working_days_from_17_december_2012_end_on_3_january_2013() -> None:
    # Mon 17 Dec is day 0. Tue 18 (1) Wed 19 (2) Thu 20 (3) Fri 21 (4) Mon 24 (5)
    # [Tue 25 and Wed 26 bank holidays] Thu 27 (6) Fri 28 (7) Mon 31 (8)
    # [Tue 1 Jan bank holiday] Wed 2 (9) Thu 3 (10)
    assert england().add(date(2012, 12, 17), 10) == date(2013, 1, 3)
    assert england().between(date(2012, 12, 17), date(2013, 1, 3)) == 10


def test_a_local_closure_moves_the_tenth_working_day_on_by_one() -> None:
    district = england(frozenset({CLOSED}))

    assert not district.is_working_day(CLOSED)
    assert district.add(date(2012, 12, 17), 10) == date(2013, 1, 4)


def test_a_closure_on_a_weekend_changes_nothing() -> None:
    district = england(frozenset({date(2012, 12, 22)}))

    assert district.add(date(2012, 12, 17), 10) == date(2013, 1, 3)


def test_the_last_day_of_the_calendar_can_be_closed() -> None:
    assert not england(frozenset({LAST_DAY})).is_working_day(LAST_DAY)


def test_easter_is_passed_over_in_both_directions() -> None:
    assert england().add(date(2013, 3, 28), 1) == date(2013, 4, 2)
    assert england().add(date(2013, 4, 2), -1) == date(2013, 3, 28)


def test_the_leap_day_of_2012_counts_as_a_working_day() -> None:
    assert england().between(date(2012, 2, 28), date(2012, 3, 1)) == 2


def test_no_days_added_to_a_saturday_leave_it_a_saturday() -> None:
    assert england().add(date(2012, 12, 15), 0) == date(2012, 12, 15)


def test_from_a_saturday_the_neighbours_are_friday_and_monday() -> None:
    assert england().add(date(2012, 12, 15), -1) == date(2012, 12, 14)
    assert england().add(date(2012, 12, 15), 1) == date(2012, 12, 17)


def test_the_calendar_of_a_district_is_prepared_once() -> None:
    assert england(frozenset({CLOSED})) is england(frozenset({CLOSED}))


def test_calendars_with_other_closures_are_not_equal() -> None:
    assert england() != england(frozenset({CLOSED}))


@pytest.mark.parametrize("day", [date(2009, 12, 31), date(2041, 1, 1)], ids=str)
def test_a_date_outside_the_calendar_is_refused_in_a_sentence(day: date) -> None:
    sentence = f"^{day_in_words(day)} lies outside .* check the year"
    with pytest.raises(ValueError, match=sentence):
        england().is_working_day(day)
    with pytest.raises(ValueError, match=sentence):
        england().add(day, 0)
    with pytest.raises(ValueError, match=sentence):
        england().between(date(2013, 1, 2), day)
    with pytest.raises(ValueError, match=sentence):
        england().between(day, date(2013, 1, 2))


@pytest.mark.parametrize(("day", "count"), [(FIRST_DAY, -1), (LAST_DAY, 1)])
def test_counting_off_the_end_of_the_calendar_is_refused(day: date, count: int) -> None:
    with pytest.raises(ValueError, match=f"^{count} working days from .* 31 December"):
        england().add(day, count)


@given(day=days, count=st.integers(0, 500))
def test_counting_what_was_added_gives_it_back(day: date, count: int) -> None:
    assert england().between(day, england().add(day, count)) == count


@given(day=days, count=st.integers(1, 500))
def test_taking_days_off_and_adding_them_leads_back(day: date, count: int) -> None:
    working = england().add(day, 1)

    assert england().add(england().add(working, -count), count) == working
    assert england().between(working, england().add(working, -count)) == -count


@given(day=days, later=st.integers(0, 40), count=st.integers(-200, 200))
def test_starting_later_never_ends_earlier(day: date, later: int, count: int) -> None:
    moved = day + timedelta(days=later)

    assert england().add(day, count) <= england().add(moved, count)
    assert england().add(day, count) < england().add(day, count + 1)


@given(first=days, second=days, third=days)
def test_neighbouring_stretches_add_up(first: date, second: date, third: date) -> None:
    between = england().between

    assert between(first, second) + between(second, third) == between(first, third)


@given(day=days, count=st.integers(-200, 200).filter(bool))
def test_only_working_days_are_reached(day: date, count: int) -> None:
    assert england().is_working_day(england().add(day, count))


@given(start=days, length=st.integers(0, 60))
def test_the_count_is_that_of_a_finger_on_the_calendar(
    start: date, length: int
) -> None:
    end = start + timedelta(days=length)
    walked = [start + timedelta(days=step + 1) for step in range(length)]

    assert england().between(start, end) == sum(map(england().is_working_day, walked))


def test_other_days_have_another_fingerprint_and_equal_days_the_same() -> None:
    sunday = date(2012, 12, 30)
    usual = england().fingerprint
    assert england(frozenset({CLOSED})).fingerprint != usual
    assert england(frozenset({sunday})).fingerprint == usual
