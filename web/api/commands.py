"""What is done to a case: an event, a worker, a review. Each of them once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.allocate_worker import AllocateRequest, allocate_worker
from casework.context import Context
from casework.hold_review import ReviewRequest, hold_review
from engine.access.sight import Sight
from engine.advance.answers import reference_in
from engine.advance.refusal import Refusal
from web.api.parameters import KNOWN_ALONE
from web.api.problems import problems
from web.api.shape import V1, Asked, Shape, Text
from web.api.versions import (
    IfMatch,
    Key,
    command_id,
    done_or_refused,
    tag_of,
    version_in,
)
from web.sight import Seer, Work

router = APIRouter(tags=["commands"], dependencies=KNOWN_ALONE)
_CASE = f"{V1}/cases/{{reference}}"
MAY_SAY = problems(400, 404, 409, 412, 413)
Number = Annotated[int, Field(ge=0, le=10**9)]
Decimal = Annotated[float, Field(ge=0, le=10**9, allow_inf_nan=False)]
Answer = Annotated[Text, Field(max_length=4000)] | bool | Number | Decimal
Answers = Annotated[
    dict[Text, Answer],
    Field(default_factory=dict, examples=[{"held_on": "2013-02-05", "note": "Seen"}]),
]


class AdvanceAsked(Asked):
    """An event, with the answers that it asks for."""

    event: Text = Field(examples=["record_consent"])
    """Its id, as `steps` gives it."""
    answers: Answers
    """By name; a date as text, 2013-02-05."""


class AllocationAsked(Asked):
    """A worker for a family: the event is chosen by the worker's tier."""

    worker: Text = Field(examples=["mai.worker1"])
    """The worker's user name; `staff` lists them."""
    reason: Text = ""
    """Why, when the caseload is full."""
    answers: Answers
    """Whatever else the pathway asks for then."""


class ReviewAsked(Asked):
    """A review that was held."""

    held_on: date
    outcome: Text = Field(examples=["continue"])
    """One of the options that `steps` gives."""
    answers: Answers
    """Whatever else the pathway asks of a review, such as a summary."""


class Done(Shape):
    """What was done. `repeated` says that the same command did it before."""

    reference: str = Field(examples=["MAI-0001"])
    event: str
    title: str
    """The event, in words."""
    version: int
    """Of the case, after it."""
    programme: str
    """Where the case stands in the programme now."""
    service: str
    """What the family receives now."""
    at: datetime
    by: str
    warnings: tuple[str, ...]
    repeated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A command on a case: under which id, by which version.

    The gate has seen to it that the case is in sight, or was when this very command
    changed it.
    """

    reference: str
    id: str
    seen: int | None
    sight: Sight
    context: Context
    response: Response


def _command(  # noqa: PLR0913 - what a command comes with
    reference: str,
    sight: Seer,
    context: Work,
    response: Response,
    *,
    if_match: IfMatch = None,
    key: Key = None,
) -> Command:
    return Command(
        reference=reference_in(reference),
        id=command_id(sight, key),
        seen=version_in(if_match),
        sight=sight,
        context=context,
        response=response,
    )


Given = Annotated[Command, Depends(_command)]
"""A command's parameter: the case that its address names, and its headers."""


@router.post(f"{_CASE}/advance", responses=MAY_SAY)
def api_advance(command: Given, asked: AdvanceAsked) -> Done:
    """Take a case through an event, or say every reason why not."""
    request = AdvanceRequest(
        reference=command.reference,
        event=asked.event,
        user=command.sight.user,
        answers=asked.answers,
        command_id=command.id,
        seen_version=command.seen,
        sight=command.sight,
    )
    return done_by(command, advance_case(command.context, request))


@router.post(f"{_CASE}/allocation", responses=MAY_SAY)
def api_allocate(command: Given, asked: AllocationAsked) -> Done:
    """Give a family its worker, or say every reason why not."""
    request = AllocateRequest(
        reference=command.reference,
        worker=asked.worker,
        user=command.sight.user,
        reason=asked.reason,
        answers=asked.answers,
        command_id=command.id,
        seen_version=command.seen,
        sight=command.sight,
    )
    return done_by(command, allocate_worker(command.context, request))


@router.post(f"{_CASE}/reviews", responses=MAY_SAY)
def api_review(command: Given, asked: ReviewAsked) -> Done:
    """Record a review that was held, or say every reason why not."""
    request = ReviewRequest(
        reference=command.reference,
        held_on=asked.held_on,
        outcome=asked.outcome,
        user=command.sight.user,
        answers=asked.answers,
        command_id=command.id,
        seen_version=command.seen,
        sight=command.sight,
    )
    return done_by(command, hold_review(command.context, request))


def done_by(command: Command, outcome: Advanced | Refusal) -> Done:
    """Answer with what was done, and the case's new ETag; or with every reason.

    Raises:
        ProblemError: it was refused.
    """
    done = done_or_refused(command.context, command.sight, outcome, command.seen)
    command.response.headers["ETag"] = tag_of(done.version)
    return Done.model_validate(done)
