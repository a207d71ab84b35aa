"""Clocks are planned alike where nothing tells them apart, and only there."""

from datetime import date

from casework.jobs.planning import Planner
from casework.set_up import set_up
from engine.workflow.workflow import Workflow
from storage.database import writing
from storage.sweep import clocks_to_fire
from tests.builders.office import Office

DUE = date(2012, 12, 19)
"""The day by which a family's existing plan is looked for."""
DAY_AFTER, TWO_AFTER = date(2012, 12, 20), date(2012, 12, 21)
FAR_OFF = date(2020, 1, 8)


def set_up_next_door(office: Office, closures: dict[date, str]) -> None:
    """Set up a second district, which differs in the days on which it is closed."""
    ours = office.workflow
    other = {"id": "next_door", "prefix": "NXT", "closures": closures}
    district = ours.district.model_copy(update=other)
    workflow = Workflow(
        pathway=ours.pathway, framework=ours.framework, district=district
    )
    set_up(office.url, [workflow], clock=office.context.now)


def test_a_district_that_is_closed_on_the_day_has_its_next_rung_later(
    office: Office, family: str
) -> None:
    """Both go by one definition, and their clocks differ in nothing else."""
    assert family
    set_up_next_door(office, {DAY_AFTER: "Snow"})
    with writing(office.context.database) as connection:
        (clock,) = clocks_to_fire(connection, DUE, 1)
        planner = Planner(context=office.context, connection=connection, today=DUE)
        rows = clock, {**clock, "district_id": "next_door"}, clock
        rungs = [planner.plan(row).next_rung_on for row in rows]
    assert rungs == [DAY_AFTER, TWO_AFTER, DAY_AFTER]


def test_a_closure_that_moves_no_rung_of_theirs_makes_no_other_plan(
    office: Office, family: str
) -> None:
    assert family
    set_up_next_door(office, {FAR_OFF: "A day out"})
    with writing(office.context.database) as connection:
        (clock,) = clocks_to_fire(connection, DUE, 1)
        planner = Planner(context=office.context, connection=connection, today=DUE)
        theirs = planner.plan({**clock, "district_id": "next_door"})
        assert theirs is planner.plan(clock)
