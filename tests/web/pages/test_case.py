"""One case: where it stands, what is next, and what is missing for the rest."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from casework.clocks.pause_clock import PauseRequest, pause_clock
from engine.access.roles import Access
from tests.builders.office import Office
from tests.builders.queries import counted_statements
from tests.builders.web import Site


def summary(browser: TestClient, reference: str) -> str:
    shown = browser.get(f"/cases/{reference}")
    assert shown.status_code == 200
    return shown.text


def test_the_track_says_where_a_case_stands(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caf_agreed")
    shown = " ".join(summary(coordinator, reference).split())
    here = 'aria-current="step"> <span class="app-track__title">CAF agreed</span>'
    assert here in shown
    assert shown.count("app-track__step--done") == 3


def allocated(office: Office) -> str:
    """Open a family that agreed and has its worker; give its reference."""
    (reference,) = office.open_families()
    office.walk(reference, "caf_agreed")
    office.take(reference, "allocate_caseworker", chosen_worker="mai.worker1")
    return reference


def test_a_case_beside_the_line_says_so(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "deferred")
    shown = summary(coordinator, reference)
    assert "<strong>Deferred by the Project Board</strong>, beside" in shown


def test_what_is_missing_leads_to_the_step_that_supplies_it(
    office: Office, worker: TestClient
) -> None:
    reference = allocated(office)
    shown = summary(worker, reference)
    blocked = shown.split("What cannot be done yet")[1]
    assert "complete the assessment first" in blocked
    assert f'href="/cases/{reference}/do/complete_assessment"' in blocked
    office.take(reference, "complete_assessment")
    office.take(reference, "share_plan")
    assert f'href="/cases/{reference}/do/start_support"' in summary(worker, reference)


def test_a_step_that_wants_something_too_is_linked_where_it_is_listed(
    office: Office, worker: TestClient
) -> None:
    reference = allocated(office)
    shown = summary(worker, reference)
    assert f'href="/cases/{reference}#step-share_plan"' in shown
    assert 'id="step-share_plan"' in shown


def test_what_somebody_else_supplies_says_who_they_are(
    office: Office, site: Site
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    shown = summary(site.browser("mai.claims"), reference)
    whose = "the allocated worker, Coordinator, Operational Group"
    assert f"Hold a review: it is for {whose}" in " ".join(shown.split())


def test_a_step_that_cannot_be_begun_leads_to_what_supplies_it(
    office: Office, worker: TestClient
) -> None:
    reference = allocated(office)
    begun = worker.get(f"/cases/{reference}/do/start_support")
    assert begun.status_code == 409
    assert f'href="/cases/{reference}/do/complete_assessment"' in begun.text


def test_who_may_do_nothing_is_told_whose_step_it_is(
    office: Office, site: Site
) -> None:
    (reference,) = office.open_families()
    shown = summary(site.browser("mai.auditor"), reference)
    assert "It is for: Coordinator, Operational Group" in shown
    assert f"/cases/{reference}/do/check_existing_plan" not in shown


def test_a_resting_clock_says_since_when_and_why(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    request = PauseRequest(
        reference=reference,
        clock="agency_profile",
        subject="schools",
        reason="waiting_on_agency",
        note="the school",
        user="mai.coordinator",
    )
    pause_clock(office.context, request)
    shown = summary(coordinator, reference)
    assert "paused since 17 December 2012: waiting for another agency" in shown


def test_the_family_its_evidence_and_its_consents_have_a_page(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caf_agreed")
    shown = coordinator.get(f"/cases/{reference}/people").text
    assert "govuk-summary-card" in shown
    assert "Crime or anti-social behaviour" in shown or "Education" in shown
    assert "Given" in shown


def test_the_record_shows_decision_worker_and_payments(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    shown = coordinator.get(f"/cases/{reference}/record").text
    for words in ("Approve", "Caseworker 1", "Attachment fee", "No review has been"):
        assert words in shown


def test_the_history_is_a_timeline_the_latest_first(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    office.at(date(2012, 12, 18))
    office.take(reference, "note_contact", note="At home", contact_on="2012-12-18")
    shown = coordinator.get(f"/cases/{reference}/history").text
    assert shown.index("Note a contact") < shown.index("Open</h2>")
    assert "18 December 2012 at 10:00" in shown
    assert "What was said: At home" in shown


def test_the_picture_of_the_pathway_marks_the_case(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    shown = coordinator.get(f"/cases/{reference}/pathway").text
    assert "Identified (the case stands here)" in shown
    assert "<svg" in shown
    assert "style=" not in shown


def test_that_a_case_was_looked_at_is_recorded(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    coordinator.get(f"/cases/{reference}/people")
    with office.context.database.connect() as connection:
        reads = connection.exec_driver_sql("SELECT user, page FROM case_read").all()
    assert [tuple(read) for read in reads] == [("mai.coordinator", "people")]


@pytest.mark.parametrize("part", ["", "/people", "/record", "/history", "/pathway"])
def test_a_case_out_of_sight_is_not_there(
    office: Office, worker: TestClient, part: str
) -> None:
    (reference,) = office.open_families()
    assert worker.get(f"/cases/{reference}{part}").status_code == 404
    assert worker.get(f"/cases/MAI-9999{part}").status_code == 404


def test_an_agency_sees_the_families_that_it_was_asked_about(
    office: Office, site: Site
) -> None:
    (reference,) = office.open_families()
    assert site.browser("mai.police").get(f"/cases/{reference}").status_code == 200


def test_a_viewer_reads_and_changes_nothing(office: Office, site: Site) -> None:
    (reference,) = office.open_families()
    viewer = site.browser_as(Access.VIEWER)
    assert "Nothing that moves this case on is yours" in summary(viewer, reference)
    begun = viewer.get(f"/cases/{reference}/do/check_existing_plan")
    assert begun.status_code == 403


def test_a_case_takes_as_many_queries_with_a_long_history(
    office: Office, coordinator: TestClient
) -> None:
    (reference,) = office.open_families()
    summary(coordinator, reference)
    with counted_statements(office.context.database) as few:
        summary(coordinator, reference)
    for day in range(18, 29):
        office.at(date(2012, 12, day))
        office.take(reference, "note_contact", "mai.coordinator")
    with counted_statements(office.context.database) as many:
        summary(coordinator, reference)
    assert len(many) == len(few)
