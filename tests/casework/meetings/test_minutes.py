"""Minutes: typed by somebody, kept for them, recorded once."""

from dataclasses import replace

from casework.decide_meeting import MeetingRecorded
from casework.meetings.held import (
    AgendaPage,
    MeetingHeld,
    look_at_agenda,
    look_at_meeting,
)
from casework.meetings.minutes import TypedDecision, find_minutes, record_minutes
from engine.access.roles import Access
from engine.advance.refusal import Refusal
from tests.builders.meetings import APPROVED, SECRETARY, planned, typed
from tests.builders.office import Office
from tests.builders.restricting import restrict
from tests.builders.sights import a_sight

DEFERRED = TypedDecision(outcome="defer", minute="34", reason="Ask the school")
COLLEAGUE = a_sight("mai.delivery")


def held(office: Office) -> list[tuple[str, str, str, str]]:
    found = look_at_meeting(office.context, SECRETARY, "maidstone", "PB/1")
    assert isinstance(found, MeetingHeld)
    return [(d.reference, d.outcome, d.minute, d.reason) for d in found.decisions]


def test_a_meeting_is_recorded_as_it_was_typed(office: Office) -> None:
    of = planned(office, "MAI-0001", "MAI-0002")
    conditions = replace(APPROVED, reason="If the landlord agrees")
    typed(office, of, {"MAI-0001": conditions, "MAI-0002": DEFERRED})
    done = record_minutes(office.context, SECRETARY, of)
    assert isinstance(done, MeetingRecorded)
    assert held(office) == [
        ("MAI-0001", "approve", "33", "If the landlord agrees"),
        ("MAI-0002", "defer", "34", "Ask the school"),
    ]
    assert office.case("MAI-0001").view.programme == "board_approved"


def test_a_second_click_records_nothing_more(office: Office) -> None:
    of = planned(office, "MAI-0001")
    typed(office, of, {"MAI-0001": APPROVED})
    record_minutes(office.context, SECRETARY, of)
    version = office.case("MAI-0001").view.version
    again = record_minutes(office.context, SECRETARY, of)
    assert isinstance(again, MeetingRecorded)
    assert again.repeated
    assert office.case("MAI-0001").view.version == version


def test_a_colleague_who_was_faster_is_named_and_nothing_typed_is_lost(
    office: Office,
) -> None:
    of = planned(office, "MAI-0001")
    typed(office, of, {"MAI-0001": DEFERRED})
    typed(office, of, {"MAI-0001": APPROVED}, sight=COLLEAGUE)
    assert isinstance(record_minutes(office.context, COLLEAGUE, of), MeetingRecorded)
    refused = record_minutes(office.context, SECRETARY, of)
    assert isinstance(refused, Refusal)
    assert "recorded by mai.delivery" in refused.sentences()[0]
    kept = find_minutes(office.context, SECRETARY, of)
    assert kept is not None
    assert kept.families == {"MAI-0001": DEFERRED}


def test_families_that_were_not_discussed_stay_where_they_are(office: Office) -> None:
    of = planned(office, "MAI-0001", "MAI-0002")
    passed_over = TypedDecision(outcome="not_discussed")
    typed(office, of, {"MAI-0001": APPROVED, "MAI-0002": passed_over})
    record_minutes(office.context, SECRETARY, of)
    assert [line[0] for line in held(office)] == ["MAI-0001"]
    assert office.case("MAI-0002").view.programme == "profiled"


def test_a_family_out_of_sight_is_not_decided_on(office: Office) -> None:
    of = planned(office, "MAI-0001", "MAI-0002")
    typed(office, of, {"MAI-0001": APPROVED, "MAI-0002": APPROVED})
    restrict(office, "MAI-0002")
    record_minutes(office.context, SECRETARY, of)
    assert office.case("MAI-0002").view.programme == "profiled"


def test_what_was_decided_of_a_restricted_family_is_not_shown(office: Office) -> None:
    of = planned(office, "MAI-0001", "MAI-0002")
    typed(office, of, {"MAI-0001": APPROVED, "MAI-0002": APPROVED})
    record_minutes(office.context, SECRETARY, of)
    restrict(office, "MAI-0001")
    assert [line[0] for line in held(office)] == ["MAI-0002"]


def test_once_recorded_the_agenda_is_closed(office: Office) -> None:
    of = planned(office, "MAI-0001")
    typed(office, of, {"MAI-0001": APPROVED})
    record_minutes(office.context, SECRETARY, of)
    found = look_at_agenda(office.context, SECRETARY, *of)
    assert isinstance(found, AgendaPage)
    assert found.held is not None
    assert found.waiting == ()


def test_who_does_not_run_the_district_records_nothing(office: Office) -> None:
    of = planned(office, "MAI-0001")
    typed(office, of, {"MAI-0001": APPROVED})
    viewer = a_sight("mai.viewer", Access.VIEWER)
    assert isinstance(record_minutes(office.context, viewer, of), Refusal)
