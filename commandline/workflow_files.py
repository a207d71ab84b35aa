"""Finding workflow files by what people call them."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import typer

from commandline.output import complain
from engine.workflow.definition import Pathway
from engine.workflow.faults import Fault
from engine.workflow.loader import (
    check_folder,
    district_files,
    load_pathway,
    load_workflow,
)
from engine.workflow.scenarios import (
    PlacedScenario,
    check_scenarios,
    read_scenarios,
    scenario_files,
)
from engine.workflow.workflow import Workflow


def district_file(folder: Path, district: str) -> Path:
    """Find a district's file.

    Raises:
        Exit: with 1, when there is none; the districts there are have been told.
        DefinitionError: the folder is no workflows folder.
    """
    files = {file.stem: file for file in district_files(folder)}
    if district in files:
        return files[district]
    close = get_close_matches(district, files, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    known = ", ".join(files) or "none"
    complain([f"There is no district '{district}' in {folder}.{hint} It has: {known}."])
    raise typer.Exit(1)


def pathway_of(folder: Path, named: str) -> Pathway:
    """Read a pathway from its own file, or as a district's file changes it.

    Args:
        folder: the workflows folder, for districts given by name.
        named: the path of a pathway's or district's file, or a district's name.

    Raises:
        Exit: with 1, when there is no such district.
        DefinitionError: a file has faults.
    """
    path = Path(named)
    if not path.is_file():
        return load_workflow(district_file(folder, named)).pathway
    if path.absolute().parent.name == "districts":
        return load_workflow(path).pathway
    return load_pathway(path)


def workflows_in(folder: Path) -> dict[str, Workflow]:
    """Read every district's workflow, by the district's name.

    Raises:
        DefinitionError: a file has faults.
    """
    found = map(load_workflow, district_files(folder))
    return {workflow.district.id: workflow for workflow in found}


def every_fault(folder: Path) -> tuple[Fault, ...]:
    """Give every fault of a folder: of its definitions, then of its scenarios.

    Scenarios are read against the districts, so these have to be sound first.
    """
    faults = check_folder(folder)
    return faults or check_scenarios(folder, workflows_in(folder))


def scenarios_of(
    folder: Path, topic: str, workflows: Mapping[str, Workflow]
) -> tuple[PlacedScenario, ...]:
    """Read the scenarios of one file, or of all of them.

    Raises:
        Exit: with 1, when there is no such file; those there are have been told.
        DefinitionError: a file has faults.
    """
    files = {file.stem: file for file in scenario_files(folder)}
    if topic and topic not in files:
        known = ", ".join(files) or "none"
        complain([f"There are no scenarios '{topic}' in {folder}. It has: {known}."])
        raise typer.Exit(1)
    chosen = [files[topic]] if topic else list(files.values())
    return tuple(each for file in chosen for each in read_scenarios(file, workflows))
