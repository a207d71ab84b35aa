"""Letters go out in London's office hours on working days, and never else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clocks.working_days import england
from engine.delivery.hours import may_write, next_hours, opening

CALENDAR = england()
MOMENTS = st.datetimes(
    min_value=datetime(2012, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(2030, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        ("2012-12-17T07:59:59", False),  # Monday, a second early
        ("2012-12-17T08:00:00", True),
        ("2012-12-17T17:59:59", True),
        ("2012-12-17T18:00:00", False),
        ("2012-12-15T10:00:00", False),  # Saturday
        ("2012-12-25T10:00:00", False),  # Christmas
        ("2013-06-03T07:00:00", True),  # summer time: 08:00 in London
        ("2013-06-03T06:59:00", False),
        ("2013-06-03T17:00:00", False),
    ],
)
def test_letters_go_out_from_eight_to_six_on_working_days(
    moment: str, *, allowed: bool
) -> None:
    assert may_write(datetime.fromisoformat(moment + "+00:00"), CALENDAR) is allowed


def test_what_arises_before_christmas_waits_until_after_boxing_day() -> None:
    eve = datetime(2012, 12, 24, 19, tzinfo=UTC)
    assert next_hours(eve, CALENDAR) == datetime(2012, 12, 27, 8, tzinfo=UTC)


def test_what_arises_in_the_small_hours_goes_out_the_same_morning() -> None:
    night = datetime(2012, 12, 17, 3, tzinfo=UTC)
    assert next_hours(night, CALENDAR) == datetime(2012, 12, 17, 8, tzinfo=UTC)


def test_a_local_closing_day_is_no_working_day() -> None:
    closed = england(frozenset({date(2012, 12, 17)}))
    assert not may_write(datetime(2012, 12, 17, 10, tzinfo=UTC), closed)


def test_eight_in_london_is_seven_utc_in_summer() -> None:
    assert opening(date(2013, 3, 29)) == datetime(2013, 3, 29, 8, tzinfo=UTC)
    assert opening(date(2013, 4, 2)) == datetime(2013, 4, 2, 7, tzinfo=UTC)


@given(MOMENTS)
def test_the_next_hours_are_allowed_and_the_first_that_are(moment: datetime) -> None:
    then = next_hours(moment, CALENDAR)
    assert moment <= then
    assert may_write(then, CALENDAR)
    if then > moment:
        assert not may_write(then - timedelta(microseconds=1), CALENDAR)
        assert not may_write(moment, CALENDAR)
