"""Every way through every pathway, time included: nothing is dead, nobody is lost."""

from random import Random

import pytest

from engine.advance.clock_changes import offsets_of
from engine.clocks.ladder import rung_date
from engine.workflow.definition import MACHINES, WORKER
from engine.workflow.workflow import Workflow
from tests.builders.office import the_workflow
from tests.builders.simulation import (
    DISTRICTS,
    PaperCase,
    PaperClock,
    a_setting,
    ladder,
    ticked,
    told,
)
from tests.proof.exploring import explored, wander
from tests.proof.living import any_of, is_living, what_is_missing

EVERY_DISTRICT = pytest.mark.parametrize("district", DISTRICTS)
EVERY_CLOCK = pytest.mark.parametrize(
    ("district", "clock"),
    [(d, clock) for d in DISTRICTS for clock in the_workflow(d).pathway.clocks],
)
WANDERERS = 40


@EVERY_DISTRICT
def test_every_event_can_happen(district: str) -> None:
    assert explored(district).events == set(the_workflow(district).events)


@EVERY_DISTRICT
def test_every_state_can_be_reached(district: str) -> None:
    pathway = the_workflow(district).pathway
    known = {state for name in MACHINES for state in pathway.machine(name).states}
    assert explored(district).states == known


@EVERY_DISTRICT
def test_no_living_family_lacks_an_owner_a_next_step_or_a_date(district: str) -> None:
    found = explored(district)
    lost = {
        missing: way
        for case, way in reversed([*zip(found.places, found.ways, strict=True)])
        for missing in what_is_missing(found.setting, case)
    }
    assert not lost


@EVERY_DISTRICT
def test_every_family_can_come_to_an_end(district: str) -> None:
    found = explored(district)
    workflow = found.setting.workflow
    ending = {n for n, c in enumerate(found.places) if not is_living(workflow, c)}
    while more := {n for n, to in found.leads_to.items() if to & ending} - ending:
        ending |= more
    trapped = set(range(len(found.places))) - ending
    assert not [found.ways[number] for number in trapped]


@EVERY_CLOCK
def test_every_clock_starts_and_all_its_rungs_fire_to_somebody(
    district: str, clock: str
) -> None:
    case = explored(district).clocks[clock]
    running = next(each for each in case.clocks if each.clock == clock)
    workflow = the_workflow(district)
    rungs = ladder(workflow, clock).rungs
    calendar = a_setting(district).calendar
    for rung, offset in offsets_of(ladder(workflow, clock)):
        day = rung_date(running.due_on, offset, calendar)
        assert day > running.started_on, f"{rung} fires before anybody can act"
        after, fired = ticked(a_setting(district, day), case)
        assert (running, rung) in fired
        assert is_told(workflow, case, running, rung)
        assert not ticked(a_setting(district, day), after)[1], "it fires once"
    assert len(rungs) == len(ticked_in_the_end(district, case, running))


def is_told(workflow: Workflow, case: PaperCase, clock: PaperClock, rung: str) -> bool:
    """Say whether somebody in post is told: the worker, or whoever has the role."""
    return any(
        role == WORKER or any_of(workflow, clock.due_on, role)
        for role in told(workflow, case, clock, rung)
    )


def ticked_in_the_end(district: str, case: PaperCase, clock: PaperClock) -> list[str]:
    """Give the rungs of one clock that have fired when a long time has passed."""
    late = a_setting(district, clock.due_on.replace(year=clock.due_on.year + 1))
    return [rung for each, rung in ticked(late, case)[1] if each == clock]


@EVERY_DISTRICT
def test_families_that_wander_for_years_are_never_lost(district: str) -> None:
    chance = Random(33)  # noqa: S311 - a seed, not a secret
    for number in range(1, WANDERERS + 1):
        way: list[str] = []
        start = a_setting(district)
        for setting, case, event in wander(start, f"WAY-{number:04d}", chance):
            way.append(f"{setting.today}: {event}")
            missing = what_is_missing(setting, case)
            assert not missing, "\n".join([*way, *missing])
