"""The one door that reads workflow files: load, and check with every fault found.

A workflows folder holds `districts/`, `pathways/` and `frameworks/`, and `calendars/`
if a district names one. Faults name files from that folder on.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.workflow import judging, school_terms
from engine.workflow.definition import Part, Pathway
from engine.workflow.district import Overlay
from engine.workflow.faults import (
    DefinitionError,
    Fault,
    KeyPath,
    Problem,
    allowed_names,
    in_order,
)
from engine.workflow.framework import Framework
from engine.workflow.overlay import merge
from engine.workflow.typed import Typed, read_typed, typed, workflows_of
from engine.workflow.workflow import Workflow

PATHWAYS, FRAMEWORKS, DISTRICTS = "pathways", "frameworks", "districts"


def load_workflow(district_file: Path) -> Workflow:
    """Read a district's file, with the pathway that it extends and its framework.

    Args:
        district_file: `districts/<district>.yaml` in the workflows folder.

    Raises:
        DefinitionError: they can not be used; it holds every fault found.
    """
    overlay = school_terms.filled_in(read_typed(district_file, Overlay), district_file)
    base = _extended(district_file, overlay)
    document, wrong = merge(base.document, overlay.document)
    faults = [*wrong, *_misnamed(district_file, overlay, ("district", "id"))]
    with _adding_to(faults):
        merged = typed(document, Pathway)
    faults += judging.faults_of_people(merged, overlay)
    faults += judging.faults_of_overlay(base, merged, overlay)
    framework = _checked(merged, district_file, faults)
    faults += judging.faults_of_rates(framework, overlay)
    _refuse(faults)
    return Workflow(
        pathway=merged.model, district=overlay.model.district, framework=framework.model
    )


def load_pathway(file: Path) -> Pathway:
    """Read a pathway as it stands before any overlay.

    Args:
        file: `pathways/<pathway>.yaml` in the workflows folder.

    Raises:
        DefinitionError: it can not be used; it holds every fault found.
    """
    pathway = read_typed(file, Pathway)
    faults = [*_misnamed(file, pathway, ("pathway",))]
    _checked(pathway, file, faults)
    _refuse(faults)
    return pathway.model


def load_framework(name: str, folder: Path) -> Framework:
    """Read a payment framework.

    Args:
        name: its id.
        folder: where the framework files are.

    Raises:
        DefinitionError: it can not be used; it holds every fault found.
    """
    return _framework(folder / f"{name}.yaml").model


def district_files(workflows: Path) -> tuple[Path, ...]:
    """Give the district files of a workflows folder, by name.

    Raises:
        DefinitionError: there is no such folder.
    """
    return _files(workflows, DISTRICTS)


def check_folder(workflows: Path) -> tuple[Fault, ...]:
    """Give every fault of every framework, pathway and district, by file and line."""
    readers: dict[str, Callable[[Path], object]] = {
        FRAMEWORKS: _framework,
        **school_terms.readers(workflows),
        PATHWAYS: load_pathway,
        DISTRICTS: load_workflow,
    }
    faults: list[Fault] = []
    for kind, read in readers.items():
        with _noting(faults):
            for file in _files(workflows, kind):
                with _noting(faults):
                    read(file)
    with _noting(faults):
        faults += _shared_names(district_files(workflows))
    return in_order(faults)


def _checked(
    pathway: Typed[Pathway], file: Path, faults: list[Fault]
) -> Typed[Framework]:
    # Adds the faults of the pathway to those given; without a framework all are raised.
    faults += judging.faults_of_pathway(pathway)
    with _adding_to(faults):
        framework = _framework_of(pathway, workflows_of(file) / FRAMEWORKS)
    faults += judging.faults_of_payments(pathway, framework)
    return framework


def _extended(district_file: Path, overlay: Typed[Overlay]) -> Typed[Pathway]:
    named = overlay.model.extends
    file = Path(os.path.normpath(district_file.absolute().parent / named))
    pathways = workflows_of(district_file) / PATHWAYS
    if file.parent != pathways or not file.is_file():
        known = [
            f"../{PATHWAYS}/{each.name}" for each in sorted(pathways.glob("*.yaml"))
        ]
        fault = f"there is no pathway '{named}'"
        raise _one_fault(overlay, ("extends",), fault, allowed_names(known, named))
    return read_typed(file, Pathway)


def _framework_of(pathway: Typed[Pathway], folder: Path) -> Typed[Framework]:
    name = pathway.model.framework
    file = folder / f"{name}.yaml"
    if not file.is_file():
        known = [each.stem for each in folder.glob("*.yaml")]
        fault = f"there is no framework '{name}'"
        raise _one_fault(pathway, ("framework",), fault, allowed_names(known, name))
    return _framework(file)


def _framework(file: Path) -> Typed[Framework]:
    framework = read_typed(file, Framework)
    named = _misnamed(file, framework, ("framework",))
    _refuse([*named, *judging.faults_of_framework(framework)])
    return framework


def _files(workflows: Path, kind: str) -> tuple[Path, ...]:
    folder = workflows / kind
    if not folder.is_dir():
        shown = f"{workflows.name}/{kind}"
        fault = f"there is no folder '{kind}' in '{workflows.name}'"
        allowed = f"a workflows folder, with {PATHWAYS}, {FRAMEWORKS} and {DISTRICTS}"
        raise DefinitionError([Fault(file=shown, line=1, fault=fault, allowed=allowed)])
    return tuple(sorted(folder.glob("*.yaml")))


def _misnamed(file: Path, read: Typed[Part], path: KeyPath) -> Iterator[Fault]:
    # Files are found by what they define, so the two names have to agree.
    name: Any = read.document.value
    for key in path:
        name = name[key]
    if name != file.stem:
        fault = f"'{name}' is defined in a file that is named {file.name}"
        yield read.document.fault(
            Problem(path=path, fault=fault, allowed=f"{file.stem}, or rename the file")
        )


def _shared_names(files: tuple[Path, ...]) -> Iterator[Fault]:
    # Prefixes begin the references of families: two districts must not share one.
    taken: dict[str, Path] = {}
    for file in files:
        try:
            overlay = read_typed(file, Overlay)
        except DefinitionError:
            continue  # reported with the file itself
        prefix = overlay.model.district.prefix
        if prefix in taken:
            fault = f"the prefix {prefix} is that of {taken[prefix].name} too"
            path = ("district", "prefix")
            yield overlay.document.fault(
                Problem(path=path, fault=fault, allowed="a prefix of its own")
            )
        taken.setdefault(prefix, file)


def _one_fault(
    read: Typed[Part], path: KeyPath, fault: str, allowed: str
) -> DefinitionError:
    problem = Problem(path=path, fault=fault, allowed=allowed)
    return DefinitionError([read.document.fault(problem)])


@contextmanager
def _adding_to(faults: list[Fault]) -> Iterator[None]:
    try:
        yield
    except DefinitionError as error:
        raise DefinitionError([*faults, *error.faults]) from error


@contextmanager
def _noting(faults: list[Fault]) -> Iterator[None]:
    try:
        yield
    except DefinitionError as error:
        faults += error.faults


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise DefinitionError(faults)
