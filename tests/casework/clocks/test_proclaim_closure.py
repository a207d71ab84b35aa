"""A bank holiday proclaimed late: what moves is listed, then moved, then undone."""

from datetime import date

import pytest

from casework.clocks.proclaim_closure import (
    ClosureDone,
    ClosureRequest,
    preview_closure,
    preview_withdrawal,
    proclaim_closure,
    withdraw_closure,
)
from casework.clocks.redate import ReDated
from casework.jobs.raise_reminders import raise_reminders
from engine.advance.refusal import Refusal
from storage.database import reading
from storage.districts import find_district
from storage.tables.clocks import EVERYWHERE
from tests.builders.clocks import clock_of, due_on, messages, pause, resume
from tests.builders.office import Office, an_office
from tests.builders.storage import everything

CLOSED = date(2012, 12, 27)
"""The Thursday after Christmas: a working day, until it is proclaimed."""
PLAN, PROFILE = "plan_check", "agency_profile"


def closing(office: Office, **changes: object) -> ClosureRequest:
    """Ask for the closure of 27 December as the coordinator."""
    usual: dict[str, object] = {
        "day": CLOSED,
        "district_id": office.district,
        "user": office.user("coordinator"),
        "title": "Offices closed",
    }
    return ClosureRequest(**(usual | changes))  # type: ignore[arg-type]


def proclaim(office: Office, **changes: object) -> tuple[ReDated, ...]:
    done = proclaim_closure(office.context, closing(office, **changes))
    assert isinstance(done, ClosureDone), done
    return done.redated


def withdraw(office: Office, **changes: object) -> tuple[ReDated, ...]:
    done = withdraw_closure(office.context, closing(office, **changes))
    assert isinstance(done, ClosureDone), done
    return done.redated


def test_the_preview_lists_every_clock_that_moves_and_changes_nothing(
    office: Office, family: str
) -> None:
    before = everything(office.context.database)

    listed = preview_closure(office.context, closing(office))

    assert not isinstance(listed, Refusal)
    # The plan check is due on 19 December: it stays. Six agencies have until
    # 3 January, and from then on until 4 January.
    assert {each.clock for each in listed} == {PROFILE}
    assert len(listed) == 6
    first = listed[0]
    assert (first.reference, first.title) == (
        family,
        "Give the agency's part of the profile: Health",
    )
    assert (first.old_due_on, first.new_due_on) == (date(2013, 1, 3), date(2013, 1, 4))
    # Three working days before: 31 [1 January] 2, so from 28 to 31 December.
    assert first.old_next_rung_on == date(2012, 12, 28)
    assert first.new_next_rung_on == date(2012, 12, 31)
    assert everything(office.context.database) == before


def test_the_command_moves_what_the_preview_listed(office: Office, family: str) -> None:
    listed = preview_closure(office.context, closing(office))

    moved = proclaim(office)

    assert moved == listed
    clock = clock_of(office, family, PROFILE)
    assert clock["due_on"] == date(2013, 1, 4)
    assert clock["next_rung_on"] == date(2012, 12, 31)
    assert due_on(office, family, PLAN) == date(2012, 12, 19)


def test_a_clock_that_starts_later_goes_by_the_new_calendar(office: Office) -> None:
    proclaim(office)

    reference = office.open_families()[0]

    assert due_on(office, reference, PROFILE) == date(2013, 1, 4)


def test_the_calendar_is_never_stale_for_another_process(office: Office) -> None:
    """Another context has read the district already when the day is closed."""
    other = office.context.__class__(
        database=office.context.database, clock=office.context.clock
    )
    with reading(other.database) as connection:
        assert find_district(connection, office.district)
    proclaim(office)

    with reading(other.database) as connection:
        stored = find_district(connection, office.district)

    assert stored is not None
    assert stored.district.closures == {CLOSED: "Offices closed"}
    assert stored.own_closures == {}


def test_a_closure_everywhere_closes_every_district(office: Office) -> None:
    proclaim(office, district_id=EVERYWHERE)

    reference = office.open_families()[0]

    assert due_on(office, reference, PROFILE) == date(2013, 1, 4)


def test_withdrawing_is_previewed_and_moves_everything_back(
    office: Office, family: str
) -> None:
    moved = proclaim(office)

    listed = preview_withdrawal(office.context, closing(office))
    back = withdraw(office)

    assert back == listed
    assert [(each.new_due_on, each.old_due_on) for each in back] == [
        (each.old_due_on, each.new_due_on) for each in moved
    ]
    assert due_on(office, family, PROFILE) == date(2013, 1, 3)


def test_a_day_may_be_closed_again_once_it_was_opened(
    office: Office, family: str
) -> None:
    proclaim(office)
    withdraw(office)

    assert len(proclaim(office)) == 6
    assert due_on(office, family, PROFILE) == date(2013, 1, 4)


def test_proclaiming_twice_moves_nothing_twice(office: Office, family: str) -> None:
    proclaim(office)

    again = proclaim_closure(office.context, closing(office))

    assert isinstance(again, ClosureDone)
    assert (again.repeated, again.redated) == (True, ())
    assert due_on(office, family, PROFILE) == date(2013, 1, 4)


def test_only_a_reminder_that_counts_working_days_moves_with_a_clock_in_months(
    office: Office, family: str
) -> None:
    office.walk(family, "profiled")
    due = due_on(office, family, "board_decision")
    assert due == date(2013, 3, 17)  # three months

    (only,) = proclaim(office, day=date(2013, 3, 6))

    assert only.clock == "board_decision"
    assert only.old_due_on == only.new_due_on == due
    # Ten working days before Sunday 17 March: Mon 4, or with the 6th closed Fri 1.
    assert only.old_next_rung_on == date(2013, 3, 4)
    assert only.new_next_rung_on == date(2013, 3, 1)


def test_a_rung_that_has_fired_stays_fired(office: Office, family: str) -> None:
    office.at(date(2012, 12, 28))
    raise_reminders(office.context)
    told = len(messages(office, family))

    moved = proclaim(office, day=date(2012, 12, 31))
    raise_reminders(office.context)

    assert [each.new_next_rung_on for each in moved] == [date(2013, 1, 4)] * 6
    assert len(messages(office, family)) == told


def test_a_paused_clock_gets_back_a_day_that_was_closed_while_it_ran(
    office: Office, family: str
) -> None:
    office.at(date(2012, 12, 31))
    pause(office, family, PROFILE, subject="schools")

    moved = proclaim(office)

    (resting,) = [each for each in moved if each.subject == "schools"]
    assert (resting.old_due_on, resting.new_due_on) == (None, None)
    assert (resting.old_left, resting.new_left) == (2, 3)
    office.at(date(2013, 1, 7))
    resume(office, family, PROFILE, subject="schools")
    clock = clock_of(office, family, PROFILE, "schools")
    assert clock["due_on"] == date(2013, 1, 10)  # three working days after the 7th


def test_a_clock_that_has_ended_is_left_alone(office: Office, family: str) -> None:
    office.walk(family, "profiled")

    assert proclaim(office) == ()
    assert due_on(office, family, PROFILE) == date(2013, 1, 3)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"district_id": "swale"}, "There is no district 'swale'. There are: maidst"),
        ({"user": "nobody"}, "There is no user 'nobody' in Maidstone."),
        ({"user": "mai.auditor"}, "Internal auditor (Internal auditor) may not do"),
        ({"title": "  "}, "A closure needs a title: say why offices are closed"),
        (
            {"day": date(2012, 12, 25)},
            "Tuesday 25 December 2012 is no working day anyway: it is a bank holiday.",
        ),
        (
            {"day": date(2012, 12, 29)},
            "Saturday 29 December 2012 is no working day anyway: it is at the weekend.",
        ),
        ({"day": date(2009, 1, 5)}, "Monday 5 January 2009 lies outside the calendar"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value[:40],
)
def test_a_closure_is_refused_in_a_sentence(
    office: Office, changes: dict[str, object], sentence: str
) -> None:
    for ask in (preview_closure, proclaim_closure):
        refused = ask(office.context, closing(office, **changes))

        assert isinstance(refused, Refusal)
        assert refused.sentences()[0].startswith(sentence)


def test_a_day_that_is_closed_everywhere_is_not_closed_again(office: Office) -> None:
    proclaim(office, district_id=EVERYWHERE)

    refused = proclaim_closure(office.context, closing(office))

    assert isinstance(refused, Refusal)
    assert refused.sentences()[0].endswith("it is closed already (Offices closed).")


def test_a_day_that_was_not_proclaimed_can_not_be_withdrawn(office: Office) -> None:
    proclaim(office, day=date(2012, 12, 28), title="Snow")

    refused = withdraw_closure(office.context, closing(office))

    assert isinstance(refused, Refusal)
    assert refused.sentences()[0] == (
        "Thursday 27 December 2012 was not proclaimed closed for 'maidstone', so it "
        "can not be withdrawn. Proclaimed are: 2012-12-28 Snow."
    )


def test_snow_in_one_district_moves_no_clock_of_another(migrated_url: str) -> None:
    with (
        an_office(migrated_url) as maidstone,
        an_office(migrated_url, district="tonbridge_and_malling") as tonbridge,
    ):
        here, there = maidstone.open_families()[0], tonbridge.open_families()[0]
        proclaim(maidstone)

        assert due_on(maidstone, here, PROFILE) == date(2013, 1, 4)
        assert due_on(tonbridge, there, PROFILE) == date(2013, 1, 3)
        moved = proclaim(maidstone, district_id=EVERYWHERE)
        assert {each.district for each in moved} == {"tonbridge_and_malling"}
