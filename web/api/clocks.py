"""Clocks of a case: they rest for a reason, and run on."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field

from casework.clocks.pause_clock import PauseRequest, pause_clock
from casework.clocks.resume_clock import ResumeRequest, resume_clock
from web.api.commands import MAY_SAY, Done, Given, done_by
from web.api.parameters import KNOWN_ALONE
from web.api.shape import V1, Asked, Text

router = APIRouter(tags=["commands"], dependencies=KNOWN_ALONE)
_CLOCK = f"{V1}/cases/{{reference}}/clocks/{{clock}}"
Named = Annotated[Text, Path(description="The clock's id, as the case gives it.")]


class ResumeAsked(Asked):
    """A clock that is to run on."""

    subject: Text = ""
    """The agency, where the clock runs once for each."""


class PauseAsked(ResumeAsked):
    """A clock that is to rest."""

    reason: Text = Field(examples=["waiting_on_agency"])
    """One of the pathway's reasons, by its id."""
    note: Text = Field(default="", max_length=4000)
    """A few words more."""


@router.post(f"{_CLOCK}/pause", responses=MAY_SAY)
def api_pause(command: Given, clock: Named, asked: PauseAsked) -> Done:
    """Let a clock rest: it reminds nobody, and keeps exactly what is left."""
    request = PauseRequest(
        reference=command.reference,
        clock=clock,
        reason=asked.reason,
        user=command.sight.user,
        subject=asked.subject,
        note=asked.note,
        command_id=command.id,
        seen_version=command.seen,
    )
    return done_by(command, pause_clock(command.context, request))


@router.post(f"{_CLOCK}/resume", responses=MAY_SAY)
def api_resume(command: Given, clock: Named, asked: ResumeAsked) -> Done:
    """Let a clock run on."""
    request = ResumeRequest(
        reference=command.reference,
        clock=clock,
        user=command.sight.user,
        subject=asked.subject,
        command_id=command.id,
        seen_version=command.seen,
    )
    return done_by(command, resume_clock(command.context, request))
