"""A case file: everything on record, and what can be done with the case."""

from datetime import date

from casework.jobs.run_due import run_due
from casework.reading.case_file import CanDo, CaseFile
from casework.reading.look_at_case import look_at_case
from casework.reading.what_can_be_done import what_is_asked
from engine.advance.refusal import Refusal
from tests.builders.office import Office


def case_file(office: Office, reference: str, user: str | None = None) -> CaseFile:
    found = look_at_case(office.context, reference, user)
    assert isinstance(found, CaseFile), found
    return found


def event(file: CaseFile, name: str) -> CanDo:
    return next(each for each in file.can_do if each.event == name)


def test_a_new_case_has_people_evidence_tasks_and_clocks(
    office_of_each: Office,
) -> None:
    (reference,) = office_of_each.open_families()
    file = case_file(office_of_each, reference)
    assert file.people[0].relationship == "adult"
    assert {each.criterion for each in file.evidence} >= {"crime", "education"}
    assert len(file.tasks) == 6
    assert file.clocks[0].left_in_words == "2 working days left"
    assert [file.decisions, file.reviews, file.payments] == [(), (), ()]


def test_ages_are_counted_on_the_day(office: Office) -> None:
    (reference,) = office.open_families()
    child = case_file(office, reference).people[-1]
    birthday = child.born.replace(year=2013)
    office.at(birthday)
    assert case_file(office, reference).people[-1].age == 2013 - child.born.year
    office.at(date.fromordinal(birthday.toordinal() - 1))
    assert case_file(office, reference).people[-1].age == 2012 - child.born.year


def test_a_closed_case_tells_its_whole_story(office_of_each: Office) -> None:
    office = office_of_each
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    office.take(reference, "hold_review")
    office.walk(reference, "closed")
    run_due(office.context)
    file = case_file(office, reference)
    assert [d.outcome for d in file.decisions] == ["approve"]
    assert [c.outcome for c in file.consents] == ["given"]
    assert [a.worker_title for a in file.allocations] == ["Caseworker 1 (mai.worker1)"]
    assert [r.outcome for r in file.reviews] == ["on_track"]
    assert [r.measure for r in file.results] == ["crime_education"]
    assert {p.state for p in file.payments} == {"raised"}
    assert {t.closed_at is None for t in file.tasks} == {False}
    assert file.messages.waiting > 0
    assert file.programme.final
    assert not file.service.final


def test_a_clock_past_its_day_is_overdue_though_nothing_was_stored(
    office: Office,
) -> None:
    (reference,) = office.open_families()
    office.at(date(2012, 12, 20))
    clock = case_file(office, reference).clocks[0]
    assert (clock.overdue, clock.left_in_words) == (True, "1 working day overdue")


def test_what_is_blocked_says_why_and_comes_after_what_is_open(office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caseworker_allocated")
    file = case_file(office, reference, "mai.worker1")
    assert not event(file, "complete_assessment").blocked_by
    needs, plan = event(file, "start_support").blocked_by
    assert needs.startswith("Support starts from an assessment of the family's needs")
    assert plan.startswith("Support starts from a plan")
    blocked = [bool(each.blocked_by) for each in file.can_do]
    assert blocked == sorted(blocked)


def test_a_user_is_told_what_is_not_theirs_to_do(office: Office) -> None:
    (reference,) = office.open_families()
    file = case_file(office, reference, "mai.police")
    assert not event(file, "record_profile").blocked_by
    assert "may not do this: Accept that" in event(file, "accept_gap").blocked_by[0]


def test_a_question_lists_the_workers_in_post(office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caf_agreed")
    asks = event(case_file(office, reference), "allocate_fip").asks
    assert (asks[0].name, asks[0].options) == ("chosen_worker", ())
    office.at(date(2013, 2, 1))
    asks = event(case_file(office, reference), "allocate_fip").asks
    assert asks[0].options == ("mai.fip1", "mai.fip2")


def test_events_stand_in_the_order_of_the_pathway(office: Office) -> None:
    (reference,) = office.open_families()
    can_do = [each.event for each in case_file(office, reference).can_do]
    assert can_do[:3] == ["check_existing_plan", "record_profile", "accept_gap"]


def test_an_unknown_case_and_an_unknown_user_are_refused(office: Office) -> None:
    (reference,) = office.open_families()
    unknown = look_at_case(office.context, "MAI-9999")
    assert isinstance(unknown, Refusal)
    assert unknown.sentences()[0].startswith("There is no case 'MAI-9999'.")
    nobody = look_at_case(office.context, reference, "nobody")
    assert isinstance(nobody, Refusal)
    assert nobody.sentences()[0].startswith("There is no user 'nobody' in Maidstone.")


def test_what_an_event_asks_is_known_wherever_the_case_stands(office: Office) -> None:
    (reference,) = office.open_families()
    asked = what_is_asked(office.context, reference, "agree_caf")
    assert [question.name for question in asked] == ["agreed_on"]
    assert what_is_asked(office.context, reference, "nothing") == ()
    assert what_is_asked(office.context, "MAI-9999", "agree_caf") == ()
