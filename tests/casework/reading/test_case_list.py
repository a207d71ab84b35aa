"""The list of cases: who is where, whose, and what is due next."""

from datetime import date

from casework.reading.case_list import CaseLine, CaseList, list_cases
from casework.reading.case_list_request import CaseListRequest
from engine.advance.refusal import Refusal
from tests.builders.office import Office
from tests.builders.queries import counted_statements


def listed(office: Office, **which: object) -> list[CaseLine]:
    found = list_cases(office.context, CaseListRequest(**which))  # type: ignore[arg-type]
    assert isinstance(found, CaseList), found
    return list(found.cases)


def references(office: Office, **which: object) -> list[str]:
    return [line.reference for line in listed(office, **which)]


def test_a_new_case_is_the_coordinators_and_shows_what_is_due_first(
    office_of_each: Office,
) -> None:
    office = office_of_each
    office.open_families()
    (line,) = listed(office)
    assert line.owner == "Coordinator, Operational Group"
    assert line.programme_title == "Identified"
    assert line.next_clock == "Check whether the family already has a plan"
    assert line.next_due_on == date(2012, 12, 19)
    assert (line.next_due_in_words, line.overdue) == ("2 working days left", False)


def test_a_case_in_support_is_its_workers(office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    assert listed(office)[0].owner == "Caseworker 1 (mai.worker1)"


def test_a_family_that_left_the_programme_is_its_services_owners(
    office: Office,
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "closed")
    line = listed(office)[0]
    assert (line.programme, line.service) == ("closed", "active")
    assert line.owner == "Caseworker 1 (mai.worker1)"


def test_a_case_that_has_ended_is_nobodys_and_has_no_clock(office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "not_eligible")
    line = listed(office)[0]
    assert line.owner == "nobody: the case has ended"
    assert (line.next_clock, line.next_due_on) == (None, None)


def test_pages_follow_one_another_without_a_gap_or_a_double(
    office_of_each: Office,
) -> None:
    office = office_of_each
    opened = office.open_families(5)
    first = references(office, most=2)
    second = references(office, most=2, after=first[-1])
    third = references(office, most=2, after=second[-1])
    assert (*first, *second, *third) == opened


def test_cases_are_found_by_state_of_either_machine(office_of_each: Office) -> None:
    office = office_of_each
    supported, _ = office.open_families(2)
    office.walk(supported, "in_support")
    assert references(office, state="in_support") == [supported]
    assert references(office, state="active") == [supported]
    assert references(office, worker="mai.worker1") == [supported]
    assert references(office, worker="mai.worker2") == []


def test_only_overdue_cases_are_listed_when_asked(office_of_each: Office) -> None:
    office = office_of_each
    checked, unchecked = office.open_families(2)
    office.take(checked, "check_existing_plan")
    office.at(date(2012, 12, 19))
    assert references(office, due="overdue") == []
    office.at(date(2012, 12, 20))
    (line,) = listed(office, due="overdue")
    assert (line.reference, line.overdue) == (unchecked, True)
    assert line.next_due_in_words == "1 working day overdue"


def test_a_longer_list_takes_no_more_queries(office: Office) -> None:
    office.open_families(2)
    listed(office)
    with counted_statements(office.context.database) as few:
        listed(office)
    office.open_families(30)
    with counted_statements(office.context.database) as many:
        assert len(listed(office)) == 30
    assert len(many) == len(few)


def test_a_state_that_is_not_there_is_refused(office: Office) -> None:
    found = list_cases(office.context, CaseListRequest(state="support"))
    assert isinstance(found, Refusal)
    assert "There is no state 'support'. There are: identified" in found.sentences()[0]
