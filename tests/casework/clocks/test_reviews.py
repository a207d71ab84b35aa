"""Reviews recur while a family is in support, and go along with its worker."""

from datetime import date, timedelta

import pytest

from casework.jobs.raise_reminders import raise_reminders
from engine.advance.refusal import Refusal
from tests.builders.clocks import clock_of, due_on, messages
from tests.builders.office import Office

STARTED = date(2013, 2, 4)
FIRST, NEXT, ANEW = "first_review", "next_review", "reassessment"


@pytest.fixture
def supported(office: Office, family: str) -> str:
    """Bring the family into support on 4 February 2013."""
    office.at(STARTED)
    office.walk(family, "in_support")
    return family


def hold(office: Office, reference: str, held: date, written_down: date) -> None:
    office.at(written_down)
    office.take(reference, "hold_review", held_on=held.isoformat())


def test_the_first_review_is_due_within_six_weeks_and_needs_anew_in_twelve_months(
    office: Office, supported: str
) -> None:
    assert due_on(office, supported, FIRST) == STARTED + timedelta(weeks=6)
    assert due_on(office, supported, ANEW) == date(2014, 2, 4)


def test_the_next_review_is_due_three_months_after_the_one_held(
    office: Office, supported: str
) -> None:
    # Planned for 18 March, held on the 6th, written down on the 8th.
    hold(office, supported, date(2013, 3, 6), date(2013, 3, 8))

    assert due_on(office, supported, NEXT) == date(2013, 6, 6)
    first = clock_of(office, supported, FIRST)
    assert (first["stopped_how"], first["stopped_on"]) == ("met", date(2013, 3, 8))


def test_a_review_held_late_counts_from_then_not_from_its_plan(
    office: Office, supported: str
) -> None:
    hold(office, supported, date(2013, 3, 18), date(2013, 3, 18))
    hold(office, supported, date(2013, 7, 1), date(2013, 7, 1))  # planned for 18 June

    assert due_on(office, supported, NEXT) == date(2013, 10, 1)


def test_reviews_go_on_for_as_long_as_the_family_is_in_support(
    office: Office, supported: str
) -> None:
    held = STARTED
    for number in range(5):
        held = held + timedelta(days=40 + number)
        hold(office, supported, held, held)
        due = due_on(office, supported, NEXT)
        assert due is not None
        assert timedelta(days=89) <= due - held <= timedelta(days=92)
    # Twelve months from the start of support, however many reviews were held.
    assert due_on(office, supported, ANEW) == date(2014, 2, 4)


def test_needs_assessed_anew_are_due_again_in_twelve_months(
    office: Office, supported: str
) -> None:
    office.at(date(2014, 1, 20))

    office.take(supported, "reassess")

    assert due_on(office, supported, ANEW) == date(2015, 1, 20)


def test_a_review_can_not_be_held_before_support_began(
    office: Office, supported: str
) -> None:
    office.at(date(2013, 3, 8))
    worker = str(office.case(supported).view.facts["worker"])
    good = office.good_answers("hold_review", supported)

    refused = office.advance(
        supported, "hold_review", worker, **(good | {"held_on": "2013-02-01"})
    )

    assert isinstance(refused, Refusal)
    assert due_on(office, supported, FIRST) == date(2013, 3, 18)


def test_after_a_reallocation_the_new_worker_is_reminded(
    office: Office, supported: str
) -> None:
    before = str(office.case(supported).view.facts["worker"])
    after = next(
        user
        for user, member in office.workflow.district.staff.items()
        if "caseworker" in member.roles and user != before
    )
    office.at(date(2013, 2, 20))
    office.take(supported, "reallocate_worker", chosen_worker=after)
    office.at(date(2013, 3, 4))  # ten working days before 18 March

    raise_reminders(office.context)

    reminded = [
        message["user"]
        for message in messages(office, supported)
        if message["role"] == "worker" and message["about"] == date(2013, 3, 18)
    ]
    assert reminded == [after]
    assert due_on(office, supported, FIRST) == date(2013, 3, 18)


def test_when_support_ends_no_review_is_due_any_more(
    office: Office, supported: str
) -> None:
    office.take(supported, "mark_moved_away")

    ended = [clock_of(office, supported, clock) for clock in (FIRST, NEXT, ANEW)]
    assert [clock["stopped_how"] for clock in ended] == ["left"] * 3
