"""What could not be handled is listed until somebody clears it, then tried again."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from casework.jobs.clear_set_aside import (
    ClearRequest,
    SetAsideCleared,
    clear_set_aside,
)
from casework.jobs.set_aside import SetAsideLine, list_set_aside
from casework.reading.office_lists import list_runs
from engine.advance.refusal import Refusal
from storage.database import writing
from storage.tables import Clearing, PaymentTrigger
from tests.builders.office import Office
from tests.builders.runs import heal, poison, ran
from tests.builders.storage import everything, rows

LATER, LATER_STILL = date(2012, 12, 21), date(2012, 12, 24)
ONE = "MAI-0001"


def listed(office: Office) -> tuple[SetAsideLine, ...]:
    found = list_set_aside(office.context, "maidstone")
    assert not isinstance(found, Refusal)
    return found


def clear(office: Office, **more: Any) -> SetAsideCleared | Refusal:  # noqa: ANN401
    usual = {"reference": ONE, "user": "mai.coordinator", "reason": "Mended"}
    return clear_set_aside(office.context, ClearRequest(**usual | more))


@pytest.fixture
def poisoned(office: Office) -> Office:
    """Two families, the first with a clock that nobody can read; the jobs ran."""
    office.open_families(2)
    poison(office, "1-%")
    ran(office, LATER)
    return office


def test_one_bad_case_is_set_aside_and_the_others_are_raised(poisoned: Office) -> None:
    assert {line.reference for line in listed(poisoned)} == {ONE}
    assert all("unknown" in line.why for line in listed(poisoned))
    run = list_runs(poisoned.context).runs
    said = [failure for each in run for failure in each.failures]
    assert said
    assert all("tried again when somebody has cleared it" in each for each in said)


def test_it_is_listed_run_after_run_and_not_tried_again(poisoned: Office) -> None:
    before = listed(poisoned)
    assert ran(poisoned, LATER_STILL)["reminders"].failed == 0
    assert listed(poisoned) == before
    assert list_runs(poisoned.context).set_aside == before


def test_once_cleared_it_fires_what_it_missed_at_the_next_run(poisoned: Office) -> None:
    heal(poisoned)
    cleared = clear(poisoned)
    assert isinstance(cleared, SetAsideCleared)
    assert listed(poisoned) == ()
    run = ran(poisoned, LATER_STILL)["reminders"]
    assert run.failed == 0
    assert run.caught_up > 0


def test_cleared_but_not_mended_it_is_set_aside_again(poisoned: Office) -> None:
    clear(poisoned)
    assert ran(poisoned, LATER_STILL)["reminders"].failed > 0
    assert {line.reference for line in listed(poisoned)} == {ONE}


def test_one_of_several_can_be_cleared(poisoned: Office) -> None:
    first, *rest = listed(poisoned)
    cleared = clear(poisoned, what=first.what)
    assert isinstance(cleared, SetAsideCleared)
    assert cleared.cleared == (first.what,)
    assert listed(poisoned) == tuple(rest)


def test_who_cleared_it_and_why_is_written_down_once(poisoned: Office) -> None:
    first = listed(poisoned)[0]
    for _ in range(2):
        done = clear(poisoned, what=first.what, command_id="c1", reason=" The file ")
    assert isinstance(done, SetAsideCleared)
    assert done.repeated
    (row,) = rows(poisoned.context.database, Clearing)
    assert (row["cleared_by"], row["reason"], row["was"]) == (
        "mai.coordinator",
        "The file",
        first.why,
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"user": "mai.worker1"}, "may not do this: clear what was set aside"),
        ({"user": "nobody"}, "There is no user 'nobody'"),
        ({"reason": " "}, "Say why it can be tried again"),
        ({"reason": "\0"}, "can not be kept"),
        ({"reference": "MAI-0002"}, "Of MAI-0002 nothing is set aside."),
        ({"reference": "XYZ-0001"}, "There is no case 'XYZ-0001'."),
        ({"what": "9-9"}, "'9-9' of MAI-0001 is not set aside."),
    ],
)
def test_what_can_not_be_cleared_is_refused_and_nothing_changes(
    poisoned: Office, changes: dict[str, str], expected: str
) -> None:
    before = everything(poisoned.context.database)
    refused = clear(poisoned, **changes)
    assert isinstance(refused, Refusal)
    assert expected in "\n".join(refused.sentences())
    assert everything(poisoned.context.database) == before


def test_a_delivery_manager_may_clear_it_too(poisoned: Office) -> None:
    assert isinstance(clear(poisoned, user="mai.delivery"), SetAsideCleared)


def test_a_payment_that_can_not_be_judged_does_not_stop_the_others(
    office: Office,
) -> None:
    for reference in office.open_families(2):
        office.walk(reference, "caseworker_allocated")
    spoil = "UPDATE payment_trigger SET payment = 'unknown' WHERE case_number = 1"
    with writing(office.context.database) as connection:
        connection.execute(text(spoil))
    run = ran(office, LATER)["payments"]
    assert (run.fired, run.failed) == (1, 1)
    assert [(line.kind, line.what) for line in listed(office)] == [
        ("payment", "unknown")
    ]
    with writing(office.context.database) as connection:
        fee = rows(office.context.database, PaymentTrigger, state="raised")[0]
        mend = text("UPDATE payment_trigger SET payment = :fee WHERE case_number = 1")
        connection.execute(mend, {"fee": fee["payment"]})
    assert isinstance(clear(office), SetAsideCleared)
    assert ran(office, LATER_STILL)["payments"].fired == 1
