"""Board meetings: their list, one of them, and the record of what was decided."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from casework.access.seen import unseen_of
from casework.advance_case import Advanced
from casework.decide_meeting import (
    BoardOutcome,
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from casework.meetings.held import (
    DecidedLine,
    HeldLine,
    PlannedLine,
    list_meetings,
    look_at_meeting,
)
from casework.reading.desk import no_case
from engine.advance.answers import reference_in
from engine.advance.refusal import Refusal
from web.api.parameters import KNOWN_ALONE
from web.api.problems import ProblemReason, problems, refuse
from web.api.shape import V1, Asked, Shape, Text
from web.here import At
from web.page import not_found

router = APIRouter(tags=["meetings"], dependencies=KNOWN_ALONE)
_MEETINGS = f"{V1}/districts/{{district}}/meetings"
MOST = 100


class Meetings(Shape):
    """A district's meetings: those to come, then those held, the latest first."""

    district: str
    title: str
    board: str
    waiting: int
    """How many families stand before the board, on no agenda."""
    planned: tuple[PlannedLine, ...]
    held: tuple[HeldLine, ...]


class MeetingOnRecord(Shape):
    """A meeting on record, with its decisions of the families that you see."""

    district: str
    board: str
    meeting: str = Field(examples=["PB/2013/01"])
    held_on: date
    recorded_by: str
    recorded_at: datetime
    decisions: tuple[DecidedLine, ...]


class DecisionAsked(Asked):
    """What the board decided of one family."""

    reference: Text = Field(examples=["MAI-0001"])
    outcome: BoardOutcome
    minute: Text = Field(max_length=200, examples=["4.1"])
    reason: Text = Field(default="", max_length=4000)
    """Needed to defer or decline."""
    conditions: Text = Field(default="", max_length=4000)
    """Of an approval, if there are any."""


class MeetingAsked(Asked):
    """A meeting as its secretary records it; sent again, it is recorded once."""

    meeting: Text = Field(max_length=100, examples=["PB/2013/01"])
    """Its reference."""
    held_on: date
    decisions: Annotated[
        tuple[DecisionAsked, ...], Field(min_length=1, max_length=MOST)
    ]


class OneFamily(Shape):
    """What became of one family: its new version, or every reason why not."""

    reference: str
    outcome: BoardOutcome
    done: bool
    version: int | None
    reasons: tuple[ProblemReason, ...]


class MeetingAnswer(Shape):
    """What became of each family; one that is refused does not stop the others.

    `repeated` says that the same record was there before.
    """

    meeting: str
    held_on: date
    repeated: bool
    undecided: tuple[str, ...]
    """When repeated: the families that were refused at the time."""
    families: tuple[OneFamily, ...]


@router.get(_MEETINGS, responses=problems(404))
def api_list_meetings(at: At) -> Meetings:
    """List the meetings of a district's board."""
    found = list_meetings(at.context, at.sight, at.district)
    return Meetings.model_validate(not_found() if isinstance(found, Refusal) else found)


@router.get(f"{_MEETINGS}/record", responses=problems(404))
def api_read_meeting(
    at: At,
    meeting: Annotated[Text, Query(description="Its reference.", max_length=100)],
) -> MeetingOnRecord:
    """Read what a meeting decided."""
    found = look_at_meeting(at.context, at.sight, at.district, meeting)
    return MeetingOnRecord.model_validate(
        not_found() if isinstance(found, Refusal) else found
    )


@router.post(_MEETINGS, responses=problems(400, 404, 409, 413))
def api_decide(at: At, asked: MeetingAsked) -> MeetingAnswer:
    """Record a meeting's decisions: its own reference keeps it from being done twice.

    If no family at all can be decided, nothing is recorded; each says why.
    """
    decisions = tuple(_decision(each) for each in asked.decisions)
    named = [each.reference for each in decisions]
    unseen = unseen_of(at.context, at.sight, at.district, named)
    if unseen:
        reasons = tuple(no_case(each).reasons[0] for each in unseen)
        refuse(Refusal(reference=asked.meeting, event="decide", reasons=reasons))
    outcome = decide_meeting(
        at.context,
        MeetingRequest(
            district_id=at.district,
            meeting=asked.meeting,
            held_on=asked.held_on,
            user=at.sight.user,
            decisions=decisions,
        ),
    )
    if isinstance(outcome, Refusal):
        refuse(outcome, user=at.sight.user)
    return _answer(outcome)


def _decision(asked: DecisionAsked) -> FamilyDecision:
    reference = reference_in(asked.reference) or asked.reference
    values = asked.model_dump(exclude={"reference"})
    return FamilyDecision(reference=reference, **values)


def _answer(done: MeetingRecorded) -> MeetingAnswer:
    return MeetingAnswer(
        meeting=done.meeting,
        held_on=done.held_on,
        repeated=done.repeated,
        undecided=done.undecided,
        families=tuple(_family(*each) for each in done.outcomes),
    )


def _family(decision: FamilyDecision, outcome: Advanced | Refusal) -> OneFamily:
    reasons = outcome.reasons if isinstance(outcome, Refusal) else ()
    return OneFamily(
        reference=decision.reference,
        outcome=decision.outcome,
        done=not reasons,
        version=outcome.version if isinstance(outcome, Advanced) else None,
        reasons=tuple(ProblemReason.model_validate(each) for each in reasons),
    )
