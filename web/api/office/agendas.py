"""Agendas of meetings to come: planned, filled, and withdrawn."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from casework.bulk import MOST
from casework.meetings.agendas import (
    AgendaLine,
    AgendaRequest,
    add_to_agenda,
    take_off_agenda,
)
from casework.meetings.held import look_at_agenda
from casework.meetings.planning import PlanRequest, drop_meeting, plan_meeting
from casework.meetings.verdict import Verdict
from engine.advance.answers import reference_in
from engine.advance.refusal import Refusal
from web.api.parameters import KNOWN_ALONE
from web.api.problems import problems, refuse
from web.api.shape import V1, Asked, Shape, Text
from web.here import At, Here
from web.page import not_found

router = APIRouter(tags=["meetings"], dependencies=KNOWN_ALONE)
_AGENDAS = f"{V1}/districts/{{district}}/agendas"
_AGENDA = f"{_AGENDAS}/{{agenda}}"
_MAY_SAY = problems(400, 404, 409, 413)


class Agenda(Shape):
    """An agenda: the families on it that you see, and those that wait for the board."""

    district: str
    board: str
    agenda_id: str
    meeting: str
    held_on: date
    made_by: str
    most: int
    """How many families the meeting takes."""
    families: tuple[Verdict, ...]
    waiting: tuple[Verdict, ...]
    """On no agenda yet."""


class PlanAsked(Asked):
    """A meeting to come; the same again, by the same person, is planned once."""

    meeting: Text = Field(min_length=1, max_length=100, examples=["PB/2013/02"])
    held_on: date


class PlanDone(Shape):
    """The agenda of a meeting."""

    agenda_id: str
    meeting: str
    repeated: bool


class FamiliesAsked(Asked):
    """Families, by reference."""

    references: Annotated[
        tuple[Text, ...],
        Field(min_length=1, max_length=MOST, examples=[["MAI-0001"]]),
    ]


class Added(Shape):
    """What became of each family: `against` says why it is not on the agenda."""

    agenda_id: str
    families: tuple[AgendaLine, ...]


class Removed(Shape):
    """The families that were on the agenda, and are no longer."""

    agenda_id: str
    removed: tuple[str, ...]


@router.post(_AGENDAS, responses=_MAY_SAY)
def api_plan_meeting(at: At, asked: PlanAsked) -> PlanDone:
    """Plan a meeting: its agenda begins."""
    request = PlanRequest(district_id=at.district, **asked.model_dump())
    done = plan_meeting(at.context, at.sight, request)
    if isinstance(done, Refusal):
        refuse(done, user=at.sight.user)
    return PlanDone.model_validate(done)


@router.get(_AGENDA, responses=problems(404))
def api_read_agenda(at: At, agenda: Text) -> Agenda:
    """Read an agenda, with what the board may decide of each family."""
    found = look_at_agenda(at.context, at.sight, at.district, agenda)
    return Agenda.model_validate(not_found() if isinstance(found, Refusal) else found)


@router.post(f"{_AGENDA}/families", responses=_MAY_SAY)
def api_add_to_agenda(at: At, agenda: Text, asked: FamiliesAsked) -> Added:
    """Put families on an agenda; one that can not be put on it stops no other."""
    lines = add_to_agenda(at.context, at.sight, _families(at, agenda, asked))
    if isinstance(lines, Refusal):
        refuse(lines, user=at.sight.user)
    return Added(agenda_id=agenda, families=lines)


@router.post(f"{_AGENDA}/removal", responses=_MAY_SAY)
def api_take_off_agenda(at: At, agenda: Text, asked: FamiliesAsked) -> Removed:
    """Take families off an agenda."""
    gone = take_off_agenda(at.context, at.sight, _families(at, agenda, asked))
    if isinstance(gone, Refusal):
        refuse(gone, user=at.sight.user)
    return Removed(agenda_id=agenda, removed=gone)


@router.post(f"{_AGENDA}/withdrawal", responses=_MAY_SAY)
def api_withdraw_agenda(at: At, agenda: Text) -> PlanDone:
    """Withdraw an agenda: its families are free again."""
    done = drop_meeting(at.context, at.sight, at.district, agenda)
    if isinstance(done, Refusal):
        refuse(done, user=at.sight.user)
    return PlanDone.model_validate(done)


def _families(at: Here, agenda: str, asked: FamiliesAsked) -> AgendaRequest:
    references = tuple(reference_in(each) or each for each in asked.references)
    return AgendaRequest(
        district_id=at.district, agenda_id=agenda, references=references
    )
