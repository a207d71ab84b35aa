"""A rehearsal says what a run will do, and changes nothing."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.jobs.rehearsal import Rehearsal
from casework.jobs.rehearse import rehearse
from engine.advance.refusal import Refusal
from tests.builders.caseloads import SUMMER, covered
from tests.builders.office import FIRST_DAY, Office, an_office
from tests.builders.runs import poison, ran, rehearsed, written
from tests.builders.sights import a_sight
from tests.builders.storage import everything

STATES = ("identified", "board_approved", "caseworker_allocated", "in_support")


def kinds(found: Rehearsal) -> dict[str, int]:
    return {
        "fired": len(found.rungs),
        "tasks": found.tasks,
        "told": found.messages,
        "paid": len(found.payments),
    }


def named(found: Rehearsal) -> set[tuple[str, str, str, str]]:
    return {
        (rung.reference, one.role, one.subject, rung.rung)
        for rung in found.rungs
        for one in rung.told
        if one.written
    }


def test_a_rehearsal_changes_nothing(office: Office, family: str) -> None:
    assert family
    before = everything(office.context.database)
    assert rehearsed(office, date(2013, 1, 31)).rungs
    assert everything(office.context.database) == before


def test_it_names_the_day_the_case_the_clock_and_who_would_read_it(
    office: Office, family: str
) -> None:
    first = rehearsed(office, date(2012, 12, 20)).rungs[0]
    assert (first.on, first.reference) == (date(2012, 12, 18), family)
    assert first.title == "Check whether the family already has a plan"
    (told,) = first.told
    assert (told.role, told.users) == ("coordinator", ("mai.coordinator",))


def test_it_is_in_the_order_of_the_days(office: Office) -> None:
    office.open_families(3)
    days = [rung.on for rung in rehearsed(office, date(2013, 1, 31)).rungs]
    assert days == sorted(days)


def test_a_cover_of_that_day_is_named(office: Office, family: str) -> None:
    office.at(SUMMER)
    office.walk(family, "caseworker_allocated")
    covered(office, until=date(2013, 7, 31))
    found = rehearsed(office, date(2013, 6, 28))
    readers = {
        user
        for rung in found.rungs
        for one in rung.told
        if one.role == "worker"
        for user in one.users
    }
    assert readers == {"mai.worker2"}


def test_a_day_that_is_past_is_refused(office: Office) -> None:
    refused = rehearse(office.context, date(2012, 12, 16))
    assert isinstance(refused, Refusal)
    assert "\n".join(refused.sentences()) == (
        "16 December 2012 is past. A rehearsal is for today, 17 December 2012, or a "
        "day to come."
    )


def test_what_is_told_of_another_district_is_not_in_it(
    office: Office, family: str
) -> None:
    office.at(SUMMER)
    office.walk(family, "caseworker_allocated")
    covered(office, until=date(2013, 7, 31))
    office.open_families(2)
    poison(office, "2-%")
    of_dover = a_sight("ann", district="dover")
    elsewhere = rehearse(office.context, date(2013, 8, 1), of_dover)
    here = rehearse(office.context, date(2013, 8, 1), a_sight())
    assert isinstance(elsewhere, Rehearsal)
    assert isinstance(here, Rehearsal)
    assert here.notices
    assert here.failures
    assert not elsewhere.notices
    assert not elsewhere.letters
    assert not elsewhere.failures


def test_what_would_be_set_aside_is_said(office: Office) -> None:
    office.open_families(2)
    poison(office)
    found = rehearsed(office, date(2012, 12, 20))
    aside = "MAI-0001, clock unknown: "
    left_out = "MAI-0001: left out of the digests. "
    assert {each for each in found.failures if each.startswith(aside)}
    assert all(each.startswith((aside, left_out)) for each in found.failures)
    assert {rung.reference for rung in found.rungs} == {"MAI-0002"}


@settings(max_examples=25)
@given(
    state=st.sampled_from(STATES),
    opened=st.integers(0, 200),
    first_run=st.none() | st.integers(0, 60),
    later=st.integers(0, 400),
)
def test_what_is_rehearsed_is_what_fires(
    state: str, opened: int, first_run: int, later: int
) -> None:
    start = FIRST_DAY.date() + timedelta(days=60 + opened)
    with TemporaryDirectory() as folder, an_office(_url(folder)) as office:
        office.at(start)
        first, *_ = office.open_families(2)
        office.walk(first, state)
        if first_run is not None:
            ran(office, start + timedelta(days=first_run))
        as_at = office.context.today() + timedelta(days=later)
        found = rehearsed(office, as_at)
        before = written(office)
        ran(office, as_at)
        after = {kind: what - before[kind] for kind, what in written(office).items()}
        assert kinds(found) == {kind: len(what) for kind, what in after.items()}
        told = {(role, subject) for _, role, subject in after["told"]}
        assert {(role, subject) for _, role, subject, _ in named(found)} == told


def _url(folder: str) -> str:
    return f"sqlite:///{Path(folder) / 'cases.sqlite'}"
