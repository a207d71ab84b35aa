"""Clocks are planned alike where nothing tells them apart, and only there."""

from datetime import date

import pytest

from casework.jobs.planning import Planner
from casework.set_up import set_up
from engine.reminders import Firing
from engine.workflow.workflow import Workflow
from storage.database import writing
from storage.sweep import clocks_to_fire
from tests.builders.office import Office

DUE = date(2012, 12, 19)
"""The day by which a family's existing plan is looked for."""
DAY_AFTER, TWO_AFTER = date(2012, 12, 20), date(2012, 12, 21)
FAR_OFF = date(2020, 1, 8)


def plans_next_door_and_here(
    office: Office, closures: dict[date, str]
) -> tuple[Firing, Firing]:
    """Plan one clock as that of a district with other closures, and as our own.

    Both go by one definition, and their clocks differ in nothing else.
    """
    ours = office.workflow
    other = {"id": "next_door", "prefix": "NXT", "closures": closures}
    district = ours.district.model_copy(update=other)
    workflow = Workflow(
        pathway=ours.pathway, framework=ours.framework, district=district
    )
    set_up(office.url, [workflow], clock=office.context.now)
    with writing(office.context.database) as connection:
        (clock,) = clocks_to_fire(connection, DUE, 1)
        planner = Planner(context=office.context, connection=connection, today=DUE)
        theirs = planner.plan({**clock, "district_id": "next_door"})
        return theirs, planner.plan(clock)


@pytest.mark.usefixtures("family")
def test_a_district_that_is_closed_on_the_day_has_its_next_rung_later(
    office: Office,
) -> None:
    theirs, ours = plans_next_door_and_here(office, {DAY_AFTER: "Snow"})
    assert (theirs.next_rung_on, ours.next_rung_on) == (TWO_AFTER, DAY_AFTER)


@pytest.mark.usefixtures("family")
def test_a_closure_that_moves_no_rung_of_theirs_makes_no_other_plan(
    office: Office,
) -> None:
    theirs, ours = plans_next_door_and_here(office, {FAR_OFF: "A day out"})
    assert theirs is ours
