"""Cover: who may stand in for whom, and on which days it runs."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cover import Cover, cover_reasons, last_day
from engine.workflow.district import StaffMember
from tests.builders.pathways import a_district

MONDAY = date(2013, 6, 3)
FRIDAY = date(2013, 6, 7)
BEFORE = date(2012, 1, 1)
DAYS = st.dates(date(2013, 1, 1), date(2013, 12, 31))


def a_worker(**changes: Any) -> StaffMember:  # noqa: ANN401 - any field
    usual: dict[str, Any] = {
        "title": "Worker",
        "roles": ("caseworker",),
        "since": BEFORE,
    }
    return StaffMember(**usual | changes)


def a_cover(**changes: Any) -> Cover:  # noqa: ANN401 - any field
    usual: dict[str, Any] = {
        "absent": "ann",
        "cover": "ben",
        "since": MONDAY,
        "until": FRIDAY,
    }
    return Cover(**usual | changes)


def against(asked: Cover, *known: Cover, **staff: StaffMember) -> list[str]:
    people = {name: a_worker() for name in ("ann", "ben", "cat")} | staff
    reasons = cover_reasons(
        asked,
        a_district(staff=people),
        known,
        today=MONDAY,
        worker_roles={"caseworker": "Caseworker"},
    )
    return [reason.sentence for reason in reasons]


def test_a_worker_in_post_may_cover_for_another() -> None:
    assert against(a_cover()) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"until": date(2013, 6, 2)}, "would end on 2 June 2013, before it starts"),
        ({"since": date(2013, 6, 2)}, "would start on 2 June 2013, which is before"),
        ({"cover": "ann"}, "ann can not cover for themselves"),
        ({"cover": "zoe"}, "There is no user 'zoe'"),
        ({"absent": "zoe"}, "There is no user 'zoe'"),
    ],
)
def test_cover_that_makes_no_sense_is_refused(
    changes: dict[str, Any], said: str
) -> None:
    (sentence,) = against(a_cover(**changes))
    assert said in sentence


def test_every_reason_is_given_at_once() -> None:
    asked = a_cover(since=date(2013, 6, 1), until=date(2013, 5, 31), cover="zoe")
    assert len(against(asked)) == 3


@pytest.mark.parametrize(
    ("staff", "said"),
    [
        ({"ann": a_worker(until=date(2013, 6, 2))}, "leaves on 2 June 2013, before"),
        ({"ben": a_worker(until=date(2013, 6, 6))}, "leaves on 6 June 2013, before"),
        ({"ann": a_worker(since=date(2013, 6, 4))}, "starts on 4 June 2013"),
        ({"ben": a_worker(since=date(2013, 6, 4))}, "starts on 4 June 2013"),
        ({"ben": a_worker(roles=("police",))}, "Cover is between workers: Caseworker"),
        ({"ann": a_worker(roles=("police",))}, "Cover is between workers: Caseworker"),
    ],
)
def test_both_must_be_workers_who_are_in_post(
    staff: dict[str, StaffMember], said: str
) -> None:
    (sentence,) = against(a_cover(), **staff)
    assert said in sentence


def test_a_worker_who_leaves_during_the_cover_may_be_covered() -> None:
    assert against(a_cover(), ann=a_worker(until=date(2013, 6, 4))) == []


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (a_cover(cover="cat"), "ann is covered by cat already, from 3 June 2013"),
        (a_cover(absent="ben", cover="cat"), "ben is away themselves"),
        (a_cover(absent="cat", cover="ann"), "ann covers for cat"),
    ],
)
def test_cover_does_not_overlap_and_makes_no_chain(known: Cover, said: str) -> None:
    (sentence,) = against(a_cover(), known)
    assert said in sentence


def test_one_worker_may_cover_for_two() -> None:
    assert against(a_cover(), a_cover(absent="cat")) == []


def test_cover_may_follow_cover_on_the_next_day() -> None:
    later = date(2013, 6, 8)
    known = a_cover(since=later, until=later, cover="cat")
    assert against(a_cover(), known) == []


def test_cover_that_was_ended_before_it_began_stands_in_nobodys_way() -> None:
    ended = a_cover(until=last_day(FRIDAY, MONDAY))
    assert against(a_cover(cover="cat"), ended) == []


@given(since=DAYS, until=DAYS, ended_on=DAYS, day=DAYS)
def test_an_early_end_takes_days_away_and_adds_none(
    since: date, until: date, ended_on: date, day: date
) -> None:
    planned = a_cover(since=since, until=until)
    ended = a_cover(since=since, until=last_day(until, ended_on))
    assert ended.runs_on(day) == (planned.runs_on(day) and day < ended_on)


@given(st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS))
def test_two_covers_share_days_if_some_day_is_in_both(
    one: tuple[date, date], other: tuple[date, date]
) -> None:
    first, second = (a_cover(since=since, until=until) for since, until in (one, other))
    year = (date(2013, 1, 1) + timedelta(days=n) for n in range(365))
    both = any(first.runs_on(day) and second.runs_on(day) for day in year)
    assert first.shares_days_with(second) == both
