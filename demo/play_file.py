"""What a play says: who does what, when, and how often. Data, one file a district."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, ValidationError

from engine.workflow.definition import Part
from engine.workflow.workflow import Workflow

PLAYS = Path(__file__).parent / "plays"
Days = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]
"""At least and at most, in working days."""


class PlayError(Exception):
    """A play that can not be read, or that names what its district does not have."""


class Step(Part):
    """One thing that somebody does, some working days after the step before."""

    event: str
    by: str
    after: Days
    answers: dict[str, Any] = Field(default_factory=dict)
    repeat: bool = False
    if_refused: "Step | None" = None


class Choice(Part):
    """One way a family may go from a state, by weight."""

    weight: Annotated[int, Field(gt=0)]
    steps: tuple[Step, ...]


class Late(Part):
    """How often an agency answers late, and how late."""

    chance: int
    after: Days


class Silent(Part):
    """How often an agency never answers, and what the coordinator then does."""

    chance: int
    event: str
    by: str
    after: Days
    answers: dict[str, Any]


class Agencies(Part):
    """How the agencies answer for their part of a profile; chances are per cent."""

    event: str
    after: Days
    late: Late
    silent: Silent
    answers: dict[str, Any]


class Meeting(Part):
    """A board meeting of the play."""

    reference: str
    day: date


class Opens(Part):
    """When the list is opened, and by which role."""

    day: date
    by: str


class Handover(Part):
    """Who hands a leaver's families over, and what they answer."""

    by: str
    answers: dict[str, Any]


class Play(Part):
    """A district's play from the day its list opens to the day it ends."""

    district: str
    list: str
    opens: Opens
    ends: date
    seed: int
    meetings: tuple[Meeting, ...]
    board: dict[str, int]
    handover: Handover
    agencies: Agencies
    programme: dict[str, tuple[Choice, ...]]
    service: dict[str, tuple[Choice, ...]]


def read_play(district: str) -> Play:
    """Read a district's play, with what it takes from the common one.

    Raises:
        PlayError: there is no such play, or it is not one.
    """
    file = PLAYS / f"{district}.yaml"
    if not file.exists():
        known = sorted(f.stem for f in PLAYS.glob("*.yaml") if f.stem != "common")
        raise PlayError(f"There is no play of '{district}'. Plays: {', '.join(known)}.")
    try:
        own = yaml.safe_load(file.read_text(encoding="utf-8"))
        common = yaml.safe_load((PLAYS / own.pop("extends")).read_text("utf-8"))
        return Play.model_validate(_together(common, own))
    except (yaml.YAMLError, ValidationError) as error:
        raise PlayError(f"{file.name} is not a play: {error}") from error


def _together(common: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Take the common play, and the district's own ways state by state."""
    both = common | own
    for machine in ("programme", "service"):
        both[machine] = common[machine] | own.get(machine, {})
    return both


def check_play(play: Play, workflow: Workflow) -> None:
    """See that every state, event and role of a play is the district's.

    Raises:
        PlayError: naming the first that is not.
    """
    pathway = workflow.pathway
    for machine in ("programme", "service"):
        states = pathway.programme.states | pathway.service.states
        for state, choices in getattr(play, machine).items():
            if state not in states:
                raise PlayError(f"The play names a state '{state}' that is not there.")
            for choice in choices:
                for step in choice.steps:
                    _check_step(step, workflow)


def _check_step(step: Step, workflow: Workflow) -> None:
    if step.event not in workflow.events:
        raise PlayError(f"The play names an event '{step.event}' that is not there.")
    roles = {*workflow.pathway.roles, "worker"}
    if step.by not in roles:
        raise PlayError(f"The play names a role '{step.by}' that is not there.")
    if step.if_refused is not None:
        _check_step(step.if_refused, workflow)
