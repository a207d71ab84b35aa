"""What is said twice: the same command, and the same meeting."""

from datetime import date

import pytest

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.decide_meeting import MeetingRecorded
from engine.advance.refusal import Refusal, Why
from tests.builders.office import Office, an_office


def evidence(source: str, **more: object) -> AdvanceRequest:
    answers = {"criterion": "crime", "evidence_source": source}
    return AdvanceRequest(
        reference="MAI-0001",
        event="add_evidence",
        user="mai.coordinator",
        answers=answers | {"evidence_date": "2012-12-01"} | more,
        command_id="the same",
    )


def send(office: Office, request: AdvanceRequest) -> Advanced | Refusal:
    return advance_case(office.context, request)


def test_the_same_command_again_is_harmless(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        office.open_families()
        assert isinstance(send(office, evidence("Kent Police")), Advanced)
        again = send(office, evidence("  Kent Police "))
        assert isinstance(again, Advanced)
        assert again.repeated
        assert office.case("MAI-0001").view.version == 2


@pytest.mark.parametrize(
    "other", [evidence("Youth Offending"), evidence("Kent Police", criterion="work")]
)
def test_another_command_under_the_same_id_is_refused(
    sqlite_url: str, other: AdvanceRequest
) -> None:
    with an_office(sqlite_url) as office:
        office.open_families()
        send(office, evidence("Kent Police"))
        refused = send(office, other)
        assert isinstance(refused, Refusal)
        assert [reason.why for reason in refused.reasons] == [Why.REPEAT]
        assert office.case("MAI-0001").view.version == 2


def test_numbers_and_yes_or_no_are_the_same_in_any_spelling(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        office.open_families()
        asked = [
            AdvanceRequest(
                reference="MAI-0001",
                event="check_existing_plan",
                user="mai.coordinator",
                answers={"plan_found": found, "finding": "none"},
                command_id="plan",
            )
            for found in (True, "yes", "True")
        ]
        done = [send(office, request) for request in asked]
        assert [getattr(each, "repeated", None) for each in done] == [False, True, True]


def test_a_meeting_is_the_same_with_blanks_around_its_name(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        first, second = office.open_families(2)
        office.walk(first, "profiled")
        office.walk(second, "profiled")
        office.decide("approve", first, meeting="PB1")
        refused = office.decide("approve", second, meeting=" PB1 ")
        assert isinstance(refused, Refusal)
        assert [reason.why for reason in refused.reasons] == [Why.MEETING]


def test_a_meeting_without_a_name_is_refused(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        (first,) = office.open_families()
        refused = office.decide("approve", first, meeting="  ")
        assert isinstance(refused, Refusal)
        assert refused.sentences()[0].startswith("The meeting has no reference")


def test_a_meeting_said_again_names_who_is_undecided_still(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        first, second = office.open_families(2)
        office.walk(first, "profiled")
        office.decide("approve", first, second, meeting="PB1")
        again = office.decide("approve", first, second, meeting="PB1")
        assert isinstance(again, MeetingRecorded)
        assert again.repeated
        assert again.undecided == (second,)


def test_a_family_left_undecided_is_decided_by_itself_later(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        first, second = office.open_families(2)
        office.walk(first, "profiled")
        office.decide("approve", first, second, meeting="PB1")
        office.at(date(2013, 1, 7))
        office.walk(second, "profiled")
        done = office.advance(
            second, "approve", "mai.secretary", meeting="PB1", minute="34"
        )
        assert isinstance(done, Advanced)
