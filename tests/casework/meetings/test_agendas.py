"""Agendas: which families may be put on one, and by whom."""

from datetime import date

from casework.meetings.agendas import (
    AgendaRequest,
    add_to_agenda,
    look_before_adding,
    take_off_agenda,
)
from casework.meetings.held import (
    AgendaPage,
    MeetingList,
    list_meetings,
    look_at_agenda,
)
from casework.meetings.planning import PlanRequest, drop_meeting, plan_meeting
from engine.access.roles import Access
from engine.advance.refusal import Refusal
from tests.builders.meetings import SECRETARY, added, planned
from tests.builders.office import Office
from tests.builders.restricting import restrict
from tests.builders.sights import a_sight


def families(office: Office, of: tuple[str, str]) -> list[str]:
    found = look_at_agenda(office.context, SECRETARY, *of)
    assert isinstance(found, AgendaPage)
    return [family.reference for family in found.families]


def waiting(office: Office) -> int:
    found = list_meetings(office.context, SECRETARY, "maidstone")
    assert isinstance(found, MeetingList)
    return found.waiting


def test_families_that_stand_before_the_board_can_be_put_on_an_agenda(
    office: Office,
) -> None:
    assert waiting(office) == 2
    of = planned(office)
    lines = added(office, of, "MAI-0001", "MAI-0003", "MAI-0009")
    assert [bool(line.against) for line in lines] == [False, True, True]
    assert "stands at ‘Identified’" in lines[1].against
    assert "no case 'MAI-0009'" in lines[2].against
    assert families(office, of) == ["MAI-0001"]
    assert waiting(office) == 1


def test_the_agenda_says_what_the_board_can_decide_of_each(office: Office) -> None:
    found = look_at_agenda(office.context, SECRETARY, *planned(office, "MAI-0001"))
    assert isinstance(found, AgendaPage)
    (family,) = found.families
    assert family.outcomes == ("approve", "defer", "decline")
    assert family.criteria_met == 3
    assert found.most == 10
    assert [each.reference for each in found.waiting] == ["MAI-0002"]


def test_putting_a_family_on_it_twice_changes_nothing(office: Office) -> None:
    of = planned(office, "MAI-0001")
    (line,) = added(office, of, "MAI-0001")
    assert not line.against
    assert families(office, of) == ["MAI-0001"]


def test_a_family_is_on_one_agenda_at_a_time(office: Office) -> None:
    planned(office, "MAI-0001")
    of = planned(office, meeting="PB/2")
    (line,) = added(office, of, "MAI-0001")
    assert "on the agenda of ‘PB/1’" in line.against


def test_a_withdrawn_agenda_frees_its_families(office: Office) -> None:
    first = planned(office, "MAI-0001")
    drop_meeting(office.context, SECRETARY, *first)
    assert waiting(office) == 2
    assert not added(office, planned(office), "MAI-0001")[0].against


def test_a_family_can_be_taken_off(office: Office) -> None:
    of = planned(office, "MAI-0001", "MAI-0002")
    asked = AgendaRequest(
        district_id=of[0], agenda_id=of[1], references=("MAI-0002", "MAI-0003")
    )
    assert take_off_agenda(office.context, SECRETARY, asked) == ("MAI-0002",)
    assert families(office, of) == ["MAI-0001"]


def test_looking_before_adding_writes_nothing(office: Office) -> None:
    of = planned(office)
    asked = AgendaRequest(district_id=of[0], agenda_id=of[1], references=("MAI-0001",))
    lines = look_before_adding(office.context, SECRETARY, asked)
    assert isinstance(lines, tuple)
    assert not lines[0].against
    assert families(office, of) == []


def test_a_meetings_reference_is_used_once(office: Office) -> None:
    planned(office)
    asked = PlanRequest(district_id="maidstone", meeting=" PB/1 ", held_on=date.max)
    refused = plan_meeting(office.context, SECRETARY, asked)
    assert isinstance(refused, Refusal)
    assert "an agenda for ‘PB/1’ already" in refused.sentences()[0]


def test_a_restricted_family_is_neither_listed_nor_counted_nor_added(
    office: Office,
) -> None:
    of = planned(office, "MAI-0001")
    restrict(office, "MAI-0001")
    restrict(office, "MAI-0002")
    assert families(office, of) == []
    assert waiting(office) == 0
    (line,) = added(office, of, "MAI-0002")
    assert "no case 'MAI-0002'" in line.against
    found = list_meetings(office.context, SECRETARY, "maidstone")
    assert isinstance(found, MeetingList)
    assert [line.families for line in found.planned] == [0]


def test_who_does_not_run_the_district_changes_no_agenda(office: Office) -> None:
    of = planned(office)
    asked = AgendaRequest(district_id=of[0], agenda_id=of[1], references=("MAI-0001",))
    for sight in (
        a_sight("mai.viewer", Access.VIEWER),
        a_sight("ton.coordinator", district="tonbridge_and_malling"),
    ):
        assert isinstance(add_to_agenda(office.context, sight, asked), Refusal)
        assert isinstance(drop_meeting(office.context, sight, *of), Refusal)
    assert families(office, of) == []
