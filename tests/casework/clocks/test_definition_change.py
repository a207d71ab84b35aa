"""A new version of the pathway leaves running clocks alone; new cases go by it."""

from datetime import date

import pytest

from casework.jobs.raise_reminders import raise_reminders
from casework.set_up import set_up
from engine.workflow.definition import Clock, Ladder, Rung
from engine.workflow.workflow import Workflow
from tests.builders.clocks import clock_of, due_on, messages, pause, resume
from tests.builders.office import Office

PLAN = "plan_check"
"""Two working days; the new version gives five, and reminds the manager at once."""


@pytest.fixture
def changed(office: Office, family: str) -> str:
    """Open a family, then change budget and ladder of its clock in the pathway."""
    set_up(office.url, [_new_version(office.workflow)], clock=office.context.clock)
    return family


def _new_version(workflow: Workflow) -> Workflow:
    pathway = workflow.pathway
    clock: Clock = pathway.clocks[PLAN]
    message = next(iter(pathway.messages))
    told = Rung(at="4 working days before", to=("delivery_manager",), message=message)
    new = pathway.model_copy(
        update={
            "clocks": pathway.clocks
            | {PLAN: clock.model_copy(update={"budget": "5 working days"})},
            "ladders": pathway.ladders | {clock.ladder: Ladder(rungs={"new": told})},
        }
    )
    return Workflow(
        pathway=new, district=workflow.district, framework=workflow.framework
    )


def test_a_running_clock_keeps_its_budget(office: Office, changed: str) -> None:
    assert clock_of(office, changed, PLAN)["budget"] == 2
    assert due_on(office, changed, PLAN) == date(2012, 12, 19)


def test_a_new_family_goes_by_the_new_version(office: Office, changed: str) -> None:
    (new,) = office.open_families(most=2)

    assert clock_of(office, new, PLAN)["budget"] == 5
    assert due_on(office, new, PLAN) == date(2012, 12, 24)
    assert office.case(new).workflow_hash != office.case(changed).workflow_hash


def test_each_is_reminded_by_the_ladder_it_is_pinned_to(
    office: Office, changed: str
) -> None:
    (new,) = office.open_families(most=2)
    office.at(date(2012, 12, 19))

    raise_reminders(office.context)

    told = {
        reference: {message["role"] for message in messages(office, reference)}
        for reference in (changed, new)
    }
    assert told == {changed: {"coordinator"}, new: {"delivery_manager"}}


def test_a_resumed_clock_goes_on_by_its_own_budget_and_ladder(
    office: Office, changed: str
) -> None:
    pause(office, changed, PLAN)
    office.at(date(2013, 1, 7))

    resume(office, changed, PLAN)

    clock = clock_of(office, changed, PLAN)
    assert clock["due_on"] == date(2013, 1, 9)
    assert clock["next_rung_on"] == date(2013, 1, 8)  # the old ladder: a day before
