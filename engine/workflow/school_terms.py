"""Reads the calendars of school terms, and gives each district the one it names."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine.workflow import judging
from engine.workflow.district import Overlay
from engine.workflow.faults import DefinitionError, Problem, allowed_names
from engine.workflow.school_calendar import SchoolCalendar
from engine.workflow.typed import Typed, read_typed, workflows_of

CALENDARS = "calendars"


def load_school_terms(file: Path) -> SchoolCalendar:
    """Read a calendar of school terms.

    Args:
        file: `calendars/<calendar>.yaml` in the workflows folder.

    Raises:
        DefinitionError: it can not be used; it holds every fault found.
    """
    calendar = read_typed(file, SchoolCalendar)
    faults = list(judging.faults_of_calendar(calendar))
    if calendar.model.calendar != file.stem:
        fault = f"'{calendar.model.calendar}' is defined in a file named {file.name}"
        allowed = f"{file.stem}, or rename the file"
        problem = Problem(path=("calendar",), fault=fault, allowed=allowed)
        faults.append(calendar.document.fault(problem))
    if faults:
        raise DefinitionError(faults)
    return calendar.model


def filled_in(overlay: Typed[Overlay], district_file: Path) -> Typed[Overlay]:
    """Give a district the school terms that it names.

    Raises:
        DefinitionError: there is no such calendar, or it can not be used.
    """
    district = overlay.model.district
    if district.school_calendar is not None:
        fault = "school terms stand in a file of their own"
        allowed = f"`school_terms` with the name of a file in {CALENDARS}"
        raise _one(overlay, "school_calendar", fault, allowed)
    if district.school_terms is None:
        return overlay
    folder = workflows_of(district_file) / CALENDARS
    file = folder / f"{district.school_terms}.yaml"
    if not file.is_file():
        known = [each.stem for each in folder.glob("*.yaml")]
        fault = f"there is no calendar '{district.school_terms}'"
        allowed = allowed_names(known, district.school_terms)
        raise _one(overlay, "school_terms", fault, allowed)
    filled = district.model_copy(update={"school_calendar": load_school_terms(file)})
    return replace(overlay, model=overlay.model.model_copy(update={"district": filled}))


def readers(workflows: Path) -> dict[str, Callable[[Path], object]]:
    """Give the reader of the calendars' folder, where there is one."""
    return {CALENDARS: load_school_terms} if (workflows / CALENDARS).is_dir() else {}


def _one(
    overlay: Typed[Overlay], key: str, fault: str, allowed: str
) -> DefinitionError:
    problem = Problem(path=("district", key), fault=fault, allowed=allowed)
    return DefinitionError([overlay.document.fault(problem)])
