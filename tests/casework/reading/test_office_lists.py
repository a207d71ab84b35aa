"""Staff, runs and the outbox."""

from datetime import date

from casework.jobs.run_due import JOBS, run_due
from casework.reading.office_lists import Outbox, list_outbox, list_runs
from casework.reading.staff_list import StaffLine, staff_list
from engine.advance.refusal import Refusal
from tests.builders.office import Office


def staff(office: Office) -> dict[str, StaffLine]:
    found = staff_list(office.context, "maidstone")
    assert not isinstance(found, Refusal)
    return {line.user: line for line in found}


def test_staff_are_in_post_from_their_first_day_to_their_last(office: Office) -> None:
    assert not staff(office)["mai.fip1"].in_post
    office.at(date(2013, 2, 1))
    assert staff(office)["mai.fip1"].in_post
    office.at(date(2013, 8, 30))
    assert staff(office)["mai.worker5"].in_post
    office.at(date(2013, 8, 31))
    assert not staff(office)["mai.worker5"].in_post


def test_only_workers_have_a_full_caseload(office: Office) -> None:
    assert staff(office)["mai.police"].most is None
    assert staff(office)["mai.fip1"].most == 6
    assert staff(office)["mai.fip1"].role_titles == ("FIP worker",)


def test_the_latest_run_comes_first(office_of_each: Office) -> None:
    run_due(office_of_each.context)
    office_of_each.at(date(2012, 12, 18))
    run_due(office_of_each.context)
    found = list_runs(office_of_each.context, most=len(JOBS) + 1)
    assert (found.count, len(found.runs)) == (2 * len(JOBS), len(JOBS) + 1)
    assert found.runs[0].started_at > found.runs[-1].started_at


def test_messages_wait_for_a_role_or_a_worker(office_of_each: Office) -> None:
    office = office_of_each
    (reference,) = office.open_families()
    office.walk(reference, "caseworker_allocated")
    found = list_outbox(office.context)
    assert isinstance(found, Outbox)
    to = {(message.role_title, message.user) for message in found.messages}
    assert ("Coordinator, Operational Group", "") in to
    assert ("the allocated worker", "mai.worker1") in to
    assert (found.waiting, found.sent) == (len(found.messages), 0)


def test_an_unknown_district_is_refused(office: Office) -> None:
    assert isinstance(list_outbox(office.context, "kent"), Refusal)
    assert isinstance(staff_list(office.context, "kent"), Refusal)
