"""Meetings in the pages: planned, minuted, checked, and recorded once."""

import re
from io import BytesIO

import pikepdf
import pytest
from fastapi.testclient import TestClient

from casework.meetings.minutes import record_minutes
from engine.access.roles import Access
from storage.access_log import reads_of_case
from storage.database import reading
from tests.builders.meetings import APPROVED, planned, typed
from tests.builders.office import Office
from tests.builders.sights import a_sight
from tests.builders.web import Site


@pytest.fixture
def office(office: Office) -> Office:
    """Give an office with two families before the board."""
    for reference in office.open_families(2):
        office.walk(reference, "profiled")
    return office


@pytest.fixture
def secretary(site: Site) -> TestClient:
    """Give the browser of the board's secretary."""
    return site.browser("mai.secretary")


def place(office: Office, *references: str) -> str:
    district, agenda = planned(office, *references)
    return f"/meetings/{district}/agenda/{agenda}"


DAY = {"held_on-day": "17", "held_on-month": "12", "held_on-year": "2012"}
DECIDED = DAY | {
    "minute": "33",
    "outcome-MAI-0001": "approve",
    "reason-MAI-0001": "If the landlord agrees",
    "outcome-MAI-0002": "defer",
    "reason-MAI-0002": "Ask the school",
}


def test_a_meeting_is_planned_and_its_families_are_put_on_the_agenda(
    secretary: TestClient,
) -> None:
    form = {"meeting": "PB/2013/01"} | DAY
    agenda = secretary.post("/meetings/maidstone/new", data=form).headers["location"]
    assert "No family is on the agenda yet" in secretary.get(agenda).text
    done = secretary.post(f"{agenda}/add", data={"case": ["MAI-0001", "MAI-0002"]})
    assert done.headers["location"] == agenda
    text = secretary.get(agenda).text
    assert "2 families are on the agenda now" in text
    assert "On the agenda: 2 of at most 10" in text


def test_a_meeting_without_a_reference_or_a_day_is_not_planned(
    secretary: TestClient,
) -> None:
    answer = secretary.post("/meetings/maidstone/new", data={"meeting": "PB/1"})
    assert answer.status_code == 422
    assert "Enter the day of the meeting" in answer.text
    answer = secretary.post("/meetings/maidstone/new", data=DAY)
    assert answer.status_code == 422
    assert "Enter the meeting&#39;s reference" in answer.text


def test_decisions_are_typed_checked_and_recorded(
    secretary: TestClient, office: Office
) -> None:
    agenda = place(office, "MAI-0001", "MAI-0002")
    kept = secretary.post(f"{agenda}/decisions", data=DECIDED)
    assert kept.headers["location"] == f"{agenda}/check"
    check = secretary.get(f"{agenda}/check").text
    assert "If the landlord agrees" in check
    assert "Ask the school" in check
    recorded = secretary.post(f"{agenda}/check")
    assert recorded.headers["location"] == f"{agenda}/recorded"
    text = secretary.get(f"{agenda}/recorded").text
    assert "The meeting is recorded" in text
    assert "<strong>PB/1</strong>" in text
    assert office.case("MAI-0001").view.programme == "board_approved"
    assert "PB/1" in secretary.get("/meetings/maidstone").text


def test_a_second_click_and_the_back_button_record_nothing_more(
    secretary: TestClient, office: Office
) -> None:
    agenda = place(office, "MAI-0001", "MAI-0002")
    secretary.post(f"{agenda}/decisions", data=DECIDED)
    secretary.post(f"{agenda}/check")
    version = office.case("MAI-0001").view.version
    again = secretary.post(f"{agenda}/check")
    assert again.headers["location"] == f"{agenda}/recorded"
    assert office.case("MAI-0001").view.version == version


def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    secretary: TestClient, office: Office
) -> None:
    agenda = place(office, "MAI-0001", "MAI-0002")
    form = DAY | {
        "outcome-MAI-0002": "decline",
        "minute-MAI-0002": "35",
        "held_on-year": "2013",
    }
    answer = secretary.post(f"{agenda}/decisions", data=form)
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text.replace("\n", "").replace("  ", "")
    for sentence in (
        "The meeting must be today, 17 December 2012, or before",
        "Select what the board decided of MAI-0001",
        "Enter why the board did not approve MAI-0002",
    ):
        assert sentence in answer.text
    later = secretary.get(f"{agenda}/decisions").text
    assert re.search(r'name="minute-MAI-0002"[^>]*value="35"', later)


def test_a_colleague_who_was_faster_is_shown_beside_what_was_typed(
    secretary: TestClient, office: Office
) -> None:
    agenda = place(office, "MAI-0001", "MAI-0002")
    secretary.get(f"{agenda}/decisions")
    of, colleague = ("maidstone", agenda.rsplit("/", 1)[1]), a_sight("mai.delivery")
    typed(office, of, {"MAI-0001": APPROVED}, sight=colleague)
    record_minutes(office.context, colleague, of)
    answer = secretary.post(f"{agenda}/decisions", data=DECIDED)
    assert answer.status_code == 409
    assert "mai.delivery" in answer.text
    assert "Ask the school" in answer.text
    assert office.case("MAI-0002").view.programme == "profiled"


def test_a_meeting_on_which_nothing_was_decided_is_not_recorded(
    secretary: TestClient, office: Office
) -> None:
    agenda = place(office, "MAI-0001")
    form = DAY | {"outcome-MAI-0001": "not_discussed"}
    secretary.post(f"{agenda}/decisions", data=form)
    answer = secretary.post(f"{agenda}/check")
    assert answer.status_code == 422
    assert "decided of at least one family" in answer.text


def test_a_typed_decision_is_shown_as_text(
    secretary: TestClient, office: Office
) -> None:
    agenda = place(office, "MAI-0001", "MAI-0002")
    form = DECIDED | {"reason-MAI-0002": "<script>alert(1)</script>"}
    secretary.post(f"{agenda}/decisions", data=form)
    assert "<script>alert" not in secretary.get(f"{agenda}/check").text
    assert "<script>alert" not in secretary.get(f"{agenda}/decisions").text


@pytest.mark.parametrize("kind", ["full", "redacted"])
def test_papers_are_pdf_and_who_took_them_is_noted(
    secretary: TestClient, office: Office, kind: str
) -> None:
    answer = secretary.get(f"{place(office, 'MAI-0001')}/papers/{kind}")
    assert answer.headers["content-type"] == "application/pdf"
    assert len(pikepdf.open(BytesIO(answer.content)).pages) >= 2
    with reading(office.context.database) as connection:
        reads = reads_of_case(connection, "maidstone", 1, 5)
    assert [row["user"] for row in reads] == ["mai.secretary"]


def test_other_papers_there_are_not(secretary: TestClient, office: Office) -> None:
    agenda = place(office, "MAI-0001")
    assert secretary.get(f"{agenda}/papers/secret").status_code == 404
    assert secretary.get("/meetings/maidstone/agenda/x/papers/full").status_code == 404


def test_a_viewer_sees_the_agenda_but_no_way_to_change_it(
    site: Site, office: Office
) -> None:
    agenda = place(office, "MAI-0001")
    viewer = site.browser_as(Access.VIEWER)
    text = viewer.get(agenda).text
    assert "MAI-0001" in text
    assert "Record what the board decided" not in text
    assert "papers" not in text
    assert viewer.get(f"{agenda}/papers/redacted").status_code == 403


def test_another_districts_meetings_are_not_there(site: Site, office: Office) -> None:
    agenda = place(office, "MAI-0001")
    stranger = site.browser("mai.schools")
    for path in (agenda, f"{agenda}/decisions", "/meetings/maidstone"):
        assert stranger.get(path).status_code in {403, 404}
    secretary = site.browser("mai.secretary")
    elsewhere = agenda.replace("maidstone", "tonbridge_and_malling")
    assert secretary.get(elsewhere).status_code == 404
    assert secretary.get(f"{elsewhere}/check").status_code == 404
