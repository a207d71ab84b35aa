"""Rungs of a ladder of reminders: each fires once, in order, missed days included."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clocks.budget import Unit
from engine.clocks.ladder import (
    Offset,
    due_rungs,
    next_rung_on,
    parse_offset,
    rung_date,
)
from engine.clocks.working_days import england
from tests.engine.clocks.strategies import days, ladders, offsets

DUE = date(2013, 1, 3)  # a Thursday; 1 January was a bank holiday
LADDER = [
    ("escalate", parse_offset("1 working day after")),
    ("warn", parse_offset("5 working days before")),
    ("remind", parse_offset("on the day")),
]

Rungs = list[tuple[str, Offset]]


def due_by(today: date, *, fired: Collection[str] = ()) -> tuple[str, ...]:
    return due_rungs(DUE, LADDER, fired, today, england())


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("5 working days before", -5, Unit.WORKING_DAYS),
        ("1 working day after", 1, Unit.WORKING_DAYS),
        ("2 days after", 2, Unit.DAYS),
        ("1 day before", -1, Unit.DAYS),
        (" On  the day ", 0, Unit.DAYS),
    ],
)
def test_an_offset_is_read_as_people_write_it(
    text: str, amount: int, unit: Unit
) -> None:
    offset = parse_offset(text)
    assert (offset.amount, offset.unit) == (amount, unit)


@pytest.mark.parametrize(
    "text", ["", "5 days", "before", "0 days before", "-2 days after", "1 week before"]
)
def test_what_is_no_offset_is_named_with_what_is_allowed(text: str) -> None:
    with pytest.raises(
        ValueError, match=f'^"{text}" is not .* "on the day", .* "2 days after"'
    ):
        parse_offset(text)


@given(offset=offsets.filter(lambda offset: offset.amount != 0))
def test_the_words_of_an_offset_read_back_as_the_same(offset: Offset) -> None:
    assert parse_offset(offset.in_words()) == offset


def test_no_distance_is_on_the_day() -> None:
    assert Offset(amount=0, unit=Unit.WORKING_DAYS).in_words() == "on the day"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Wed 2 (1), Mon 31 Dec (2), Fri 28 (3), Thu 27 (4), Mon 24 (5)
        ("5 working days before", date(2012, 12, 24)),
        ("5 days before", date(2012, 12, 29)),
        ("on the day", DUE),
        ("2 working days after", date(2013, 1, 7)),
        ("2 days after", date(2013, 1, 5)),
    ],
)
def test_a_rung_stands_on_its_day(text: str, expected: date) -> None:
    assert rung_date(DUE, parse_offset(text), england()) == expected


def test_nothing_is_due_the_day_before_the_first_rung() -> None:
    assert due_by(date(2012, 12, 23)) == ()


def test_a_rung_is_due_on_its_day() -> None:
    assert due_by(date(2012, 12, 24)) == ("warn",)


def test_a_rung_that_fired_is_not_due_again() -> None:
    assert due_by(date(2012, 12, 24), fired={"warn"}) == ()


def test_a_rung_whose_day_was_missed_is_still_due_long_after() -> None:
    assert due_by(date(2013, 6, 1), fired={"remind"}) == ("warn", "escalate")


def test_rungs_of_one_day_keep_the_order_of_the_ladder() -> None:
    same_day = [("tell owner", parse_offset("on the day")), LADDER[2]]
    assert due_rungs(DUE, same_day, (), DUE, england()) == ("tell owner", "remind")


def test_the_next_rung_is_the_earliest_that_has_not_fired() -> None:
    assert next_rung_on(DUE, LADDER, (), england()) == date(2012, 12, 24)
    assert next_rung_on(DUE, LADDER, {"warn"}, england()) == DUE


def test_a_ladder_that_fired_whole_has_no_next_rung() -> None:
    fired = {"warn", "remind", "escalate"}
    assert next_rung_on(DUE, LADDER, fired, england()) is None


@given(
    due=days,
    ladder=ladders,
    gaps=st.lists(st.integers(0, 30), max_size=8),
    early=st.integers(0, 60),
)
def test_on_whatever_days_the_engine_looks_each_rung_fires_once_and_none_is_lost(
    due: date, ladder: Rungs, gaps: list[int], early: int
) -> None:
    today = due - timedelta(days=early)
    fired: list[str] = []
    for gap in [*gaps, 365]:
        today += timedelta(days=gap)
        fired.extend(due_rungs(due, ladder, fired, today, england()))

    assert sorted(fired) == sorted(rung for rung, _ in ladder)


@given(due=days, ladder=ladders, today=days)
def test_rungs_fire_in_the_order_of_their_days(
    due: date, ladder: Rungs, today: date
) -> None:
    days_of = {rung: rung_date(due, step, england()) for rung, step in ladder}
    fire = due_rungs(due, ladder, (), today, england())

    assert [days_of[rung] for rung in fire] == sorted(
        day for day in days_of.values() if day <= today
    )


@given(due=days, ladder=ladders, later=st.integers(0, 60))
def test_nothing_fires_before_the_next_rung_and_something_does_on_it(
    due: date, ladder: Rungs, later: int
) -> None:
    following = next_rung_on(due, ladder, (), england())
    if following is None:
        assert ladder == []
        return
    eve = following - timedelta(days=1)

    assert due_rungs(due, ladder, (), eve, england()) == ()
    assert due_rungs(due, ladder, (), eve + timedelta(days=1 + later), england())
