"""Reading scenario files, with every fault found and the line of every word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.workflow.faults import (
    DefinitionError,
    Fault,
    KeyPath,
    Problem,
    allowed_names,
    in_order,
)
from engine.workflow.scenario import Scenario, ScenarioFile
from engine.workflow.scenario_checks import problems_of_scenario
from engine.workflow.source import Document
from engine.workflow.typed import read_typed
from engine.workflow.workflow import Workflow

SCENARIOS = "scenarios"


@dataclass(frozen=True, kw_only=True)
class PlacedScenario:
    """A scenario with the workflow that it is about, and where its words stand."""

    scenario: Scenario
    workflow: Workflow
    document: Document
    place: int

    def at(self, path: KeyPath) -> str:
        """Give the file and line of a part of the scenario, as `file:line`."""
        mark = self.document.mark((SCENARIOS, self.place, *path))
        return f"{mark.file}:{mark.line}"


def scenario_files(workflows: Path) -> tuple[Path, ...]:
    """Give the scenario files of a workflows folder, by name."""
    return tuple(sorted((workflows / SCENARIOS).glob("*.yaml")))


def read_scenarios(
    file: Path, workflows: Mapping[str, Workflow]
) -> tuple[PlacedScenario, ...]:
    """Read a file of scenarios.

    Args:
        file: `scenarios/<topic>.yaml` in the workflows folder.
        workflows: the districts' workflows by the id of the district.

    Raises:
        DefinitionError: it can not be used; it holds every fault found.
    """
    read = read_typed(file, ScenarioFile)
    faults: list[Fault] = []
    placed: list[PlacedScenario] = []
    for place, scenario in enumerate(read.model.scenarios):
        faults += _faults(scenario, workflows, read.document, place)
        if scenario.district in workflows:
            placed.append(
                PlacedScenario(
                    scenario=scenario,
                    workflow=workflows[scenario.district],
                    document=read.document,
                    place=place,
                )
            )
    if faults:
        raise DefinitionError(faults)
    return tuple(placed)


def check_scenarios(
    workflows_folder: Path, workflows: Mapping[str, Workflow]
) -> tuple[Fault, ...]:
    """Give every fault of every scenario file, by file and line."""
    faults: list[Fault] = []
    for file in scenario_files(workflows_folder):
        try:
            read_scenarios(file, workflows)
        except DefinitionError as error:
            faults += error.faults
    return in_order(faults)


def _faults(
    scenario: Scenario,
    workflows: Mapping[str, Workflow],
    document: Document,
    place: int,
) -> Iterator[Fault]:
    for problem in _problems(scenario, workflows):
        path = (SCENARIOS, place, *problem.path)
        yield document.fault(replace(problem, path=path))


def _problems(
    scenario: Scenario, workflows: Mapping[str, Workflow]
) -> Iterator[Problem]:
    workflow = workflows.get(scenario.district)
    if workflow is None:
        name = scenario.district
        fault = f"there is no district '{name}'"
        allowed = allowed_names(workflows, name)
        yield Problem(path=("district",), fault=fault, allowed=allowed)
    else:
        yield from problems_of_scenario(scenario, workflow)
