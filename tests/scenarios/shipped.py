"""The scenarios that are shipped, read once."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from engine.workflow.loader import district_files, load_workflow
from engine.workflow.scenario import Step, Then
from engine.workflow.scenarios import PlacedScenario, read_scenarios, scenario_files
from engine.workflow.workflow import Workflow

WORKFLOWS = Path(__file__).parents[2] / "workflows"


@cache
def workflows() -> dict[str, Workflow]:
    """Give every district's workflow."""
    found = map(load_workflow, district_files(WORKFLOWS))
    return {workflow.district.id: workflow for workflow in found}


@cache
def scenarios() -> tuple[PlacedScenario, ...]:
    """Give every scenario of every file that is found."""
    return tuple(
        placed
        for file in scenario_files(WORKFLOWS)
        for placed in read_scenarios(file, workflows())
    )


def title_of(placed: PlacedScenario) -> str:
    """Name a scenario by its title."""
    return placed.scenario.scenario


def steps() -> Iterator[tuple[PlacedScenario, Step, dict[str, str]]]:
    """Give every step with the reasons for which it is to be refused, if it is."""
    for placed in scenarios():
        scenario = placed.scenario
        for place, step in enumerate(scenario.when):
            last = place == len(scenario.when) - 1
            final = scenario.then if last else Then()
            yield placed, step, {**step.then.refused, **final.refused}
