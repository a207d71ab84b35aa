"""Pausing and resuming a clock from a case's page."""

from datetime import date

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from casework.advance_case import Advanced
from tests.builders.clocks import AGREEMENT, clock_of, pause, try_to_resume
from tests.builders.office import Office
from tests.builders.questions import follow, hidden
from tests.builders.web import Site

MONDAY, A_WEEK_LATER = date(2013, 3, 4), date(2013, 3, 11)
WHY = {"reason": "waiting_on_agency", "note": "the school"}


@pytest.fixture
def approved(office: Office) -> str:
    """Give a family whose agreement is asked for, on the Monday after its approval."""
    (reference,) = office.open_families()
    office.at(date(2013, 2, 25))
    office.walk(reference, "board_approved")
    office.at(MONDAY)
    return reference


def of(reference: str, step: str = "") -> str:
    return f"/cases/{reference}/clocks/{AGREEMENT}{step}"


def checked(browser: TestClient, reference: str) -> Response:
    return follow(browser, browser.post(of(reference, "/check"), data=WHY))


def confirm(
    browser: TestClient, reference: str, shown: Response, what: str
) -> Response:
    return browser.post(of(reference, what), data=hidden(shown, what))


def test_the_case_leads_to_the_pause_of_each_of_its_clocks(
    approved: str, coordinator: TestClient
) -> None:
    assert f'href="{of(approved)}">Pause' in coordinator.get(f"/cases/{approved}").text
    shown = coordinator.get(of(approved)).text
    assert "10 working days left" in shown
    assert "Waiting for another agency" in shown


def test_the_effect_is_shown_before_anything_is_recorded(
    office: Office, approved: str, coordinator: TestClient
) -> None:
    shown = checked(coordinator, approved).text
    assert "No day: nobody is reminded, and it is not overdue" in shown
    assert "10 working days left" in shown
    assert clock_of(office, approved, AGREEMENT)["paused_on"] is None


def test_a_pause_is_told_on_the_case_in_words(
    approved: str, coordinator: TestClient
) -> None:
    shown = checked(coordinator, approved)
    done = follow(coordinator, confirm(coordinator, approved, shown, "/pause"))
    words = "10 working days left; paused since 4 March 2013: "
    assert f"{words}waiting for another agency (the school)" in done.text
    assert f'href="{of(approved)}">Resume' in done.text


def test_a_second_click_pauses_nothing_twice(
    office: Office, approved: str, coordinator: TestClient
) -> None:
    shown = checked(coordinator, approved)
    confirm(coordinator, approved, shown, "/pause")
    version = office.case(approved).view.version
    again = follow(coordinator, confirm(coordinator, approved, shown, "/pause"))
    assert "paused since" in again.text
    back = follow(coordinator, coordinator.get(str(shown.url)))
    assert "The clock is paused already" in back.text
    assert office.case(approved).view.version == version


def test_a_resumption_shows_the_new_day_first_and_then_keeps_to_it(
    office: Office, approved: str, coordinator: TestClient
) -> None:
    pause(office, approved, AGREEMENT)
    office.at(A_WEEK_LATER)
    shown = coordinator.get(of(approved))
    assert "25 March 2013" in shown.text
    done = follow(coordinator, confirm(coordinator, approved, shown, "/resume"))
    assert "10 working days left" in done.text
    assert clock_of(office, approved, AGREEMENT)["due_on"] == date(2013, 3, 25)


def test_a_pause_needs_a_reason_and_the_note_stays_as_it_was_typed(
    approved: str, coordinator: TestClient
) -> None:
    wrong = coordinator.post(of(approved, "/check"), data={"note": "the school"})
    assert wrong.status_code == 422
    assert "Choose why the clock rests" in wrong.text
    assert "the school" in wrong.text


def test_who_was_slower_sees_who_paused_it_and_what_they_typed(
    office: Office, approved: str, coordinator: TestClient
) -> None:
    shown = checked(coordinator, approved)
    pause(office, approved, AGREEMENT, user="mai.delivery", reason="court")
    late = confirm(coordinator, approved, shown, "/pause")
    assert late.status_code == 409
    assert "is paused already since 4 March 2013" in late.text
    assert "by Local Project Delivery Manager (mai.delivery)" in late.text
    assert "Waiting for another agency: the school" in late.text
    office.at(A_WEEK_LATER)
    assert isinstance(try_to_resume(office, approved, AGREEMENT), Advanced)


def test_after_another_change_of_the_case_the_pause_is_checked_again(
    office: Office, approved: str, coordinator: TestClient
) -> None:
    shown = checked(coordinator, approved)
    office.take(approved, "note_contact", "mai.delivery", note="They were at home")
    late = confirm(coordinator, approved, shown, "/pause")
    assert late.status_code == 409
    sent = hidden(late, "/check")
    again = follow(coordinator, coordinator.post(of(approved, "/check"), data=sent))
    confirm(coordinator, approved, again, "/pause")
    assert clock_of(office, approved, AGREEMENT)["paused_on"] == MONDAY


def test_whose_it_is_not_gets_no_link_and_is_told_whose_it_is(
    site: Site, approved: str
) -> None:
    secretary = site.browser("mai.secretary")
    assert of(approved) not in secretary.get(f"/cases/{approved}").text
    refused = secretary.get(of(approved))
    assert refused.status_code == 409
    assert "It is for: the allocated worker" in refused.text


def test_a_clock_that_does_not_run_is_not_found(
    approved: str, coordinator: TestClient
) -> None:
    assert coordinator.get(f"/cases/{approved}/clocks/none").status_code == 404
