"""What is overdue: computed for a day, past, present or to come."""

from datetime import date

from casework.jobs.run_due import run_due
from casework.reading.overdue import OverdueList, overdue
from tests.builders.office import Office


def on(office: Office, day: date | None = None, most: int = 500) -> OverdueList:
    found = overdue(office.context, as_at=day, most=most)
    assert isinstance(found, OverdueList), found
    return found


def test_nothing_is_overdue_on_the_due_day_itself(office_of_each: Office) -> None:
    office_of_each.open_families()
    assert on(office_of_each, date(2012, 12, 19)).clock_count == 0
    assert on(office_of_each, date(2012, 12, 20)).clock_count == 1


def test_an_overdue_clock_says_how_late_and_whose(office: Office) -> None:
    (reference,) = office.open_families()
    (clock,) = on(office, date(2012, 12, 24)).clocks
    assert clock.reference == reference
    assert clock.title == "Check whether the family already has a plan"
    assert (clock.days_late, clock.late_in_words) == (5, "3 working days overdue")
    assert clock.owner == "Coordinator, Operational Group"


def test_an_agencys_part_is_the_agencys(office: Office) -> None:
    office.open_families()
    police = next(
        clock
        for clock in on(office, date(2013, 1, 4)).clocks
        if clock.title.endswith("Kent Police")
    )
    assert police.owner == "Police"


def test_a_clock_of_an_allocated_family_is_its_workers(office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caseworker_allocated")
    found = on(office, date(2013, 1, 4)).clocks
    assert {clock.owner for clock in found} == {"Caseworker 1 (mai.worker1)"}


def test_a_past_day_shows_what_was_overdue_then(office_of_each: Office) -> None:
    office = office_of_each
    (reference,) = office.open_families()
    office.at(date(2013, 1, 2))
    office.take(reference, "check_existing_plan")
    assert on(office).clock_count == 0
    assert on(office, date(2012, 12, 31)).clock_count == 1


def test_what_is_late_is_listed_once_with_the_task_that_chases_it(
    office_of_each: Office,
) -> None:
    office = office_of_each
    office.open_families()
    office.at(date(2012, 12, 20))
    run_due(office.context)
    (clock,) = on(office).clocks
    assert clock.late_in_words == "1 working day overdue"
    (task,) = clock.tasks
    assert task.title == "Overdue: Check whether the family already has a plan"
    assert task.owner == "Coordinator, Operational Group"


def test_the_latest_come_first_and_all_are_counted(office: Office) -> None:
    office.open_families(2)
    found = on(office, date(2013, 1, 31), most=3)
    assert (found.clock_count, len(found.clocks)) == (14, 3)
    assert found.clocks[0].due_on == date(2012, 12, 19)
