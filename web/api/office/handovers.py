"""Handing a worker's families over: looked at, done once, and undone."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from casework.access.seen import unseen_of
from casework.bulk import MOST
from casework.handover.hand_over import hand_over
from casework.handover.leavers import Leaver, leavers
from casework.handover.listing import HandoverLine, list_handovers
from casework.handover.preview import TakerLoad, preview_handover
from casework.handover.request import HandoverRequest, PlannedCase
from casework.handover.undo import Kept, UndoRequest, undo_handover
from casework.reading.desk import no_case
from engine.advance.answers import reference_in
from engine.advance.refusal import Refusal
from web.api.commands import Answers
from web.api.parameters import KNOWN_ALONE
from web.api.problems import problems, refuse
from web.api.shape import V1, Asked, Shape, Text
from web.api.versions import Key, command_id
from web.here import At, Here
from web.page import not_found

router = APIRouter(tags=["office"], dependencies=KNOWN_ALONE)
_DISTRICT = f"{V1}/districts/{{district}}"
_HANDOVERS = f"{_DISTRICT}/handovers"
_MAY_SAY = problems(400, 404, 409, 412, 413)


class Handovers(Shape):
    """The handovers there were, the newest first, and who leaves with families."""

    district: str
    leavers: tuple[Leaver, ...]
    handovers: tuple[HandoverLine, ...]


class HandoverAsked(Asked):
    """Which families of a worker go to whom, and why."""

    worker: Text = Field(examples=["mai.worker1"])
    only: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MOST)]
    """The families, by reference."""
    takers: Annotated[dict[Text, Text], Field(default_factory=dict)]
    """Who takes which: references, and user names."""
    spread_over: tuple[Text, ...] = ()
    """Workers over whom the others are spread, each to whoever has the fewest."""
    reason: Text = Field(min_length=1, max_length=4000)
    over_capacity: Text = Field(default="", max_length=4000)
    """Why a full caseload is exceeded, if it is."""
    answers: Answers
    """Whatever else the pathway asks for then."""
    go_ahead: bool = False
    """Whether to hand over those that can, when others can not."""
    seen: Text = ""
    """The preview's `digest`: 412 if it would come out otherwise now."""


class Preview(Shape):
    """What a handover would do."""

    worker: str
    cases: tuple[PlannedCase, ...]
    loads: tuple[TakerLoad, ...]
    digest: str


class HandoverDone(Shape):
    """What was handed over. `repeated` says that the same command did it before."""

    id: str
    worker: str
    moved: tuple[PlannedCase, ...]
    refused: tuple[PlannedCase, ...]
    loads: tuple[TakerLoad, ...]
    repeated: bool


class UndoAsked(Asked):
    """Why a handover is undone, if it is to be said."""

    reason: Text = Field(default="", max_length=4000)


class Undone(Shape):
    """The families that went back, and those that did not."""

    id: str
    worker: str
    returned: tuple[str, ...]
    kept: tuple[Kept, ...]


@router.get(_HANDOVERS, responses=problems(404))
def api_list_handovers(at: At) -> Handovers:
    """List the handovers there were, and those who have to hand over."""
    done = list_handovers(at.context, at.district)
    gone = leavers(at.context, at.district)
    if isinstance(done, Refusal) or isinstance(gone, Refusal):
        not_found()
    return Handovers(district=at.district, leavers=gone, handovers=done)


@router.post(f"{_HANDOVERS}/preview", responses=_MAY_SAY)
def api_preview_handover(at: At, asked: HandoverAsked) -> Preview:
    """Show for each family who would take it, or why not; nothing is changed."""
    found = preview_handover(at.context, _asked(at, asked, None))
    if isinstance(found, Refusal):
        refuse(found, user=at.sight.user)
    return Preview.model_validate(found)


@router.post(_HANDOVERS, responses=_MAY_SAY)
def api_hand_over(at: At, asked: HandoverAsked, *, key: Key = None) -> HandoverDone:
    """Hand families over: all of them, or none, unless it may go ahead."""
    done = hand_over(at.context, _asked(at, asked, key))
    if isinstance(done, Refusal):
        refuse(done, user=at.sight.user)
    return HandoverDone.model_validate(done)


@router.post(f"{_HANDOVERS}/{{handover}}/undo", responses=_MAY_SAY)
def api_undo_handover(at: At, handover: Text, asked: UndoAsked) -> Undone:
    """Give back every family that has not moved on since."""
    request = UndoRequest(
        district_id=at.district,
        handover_id=handover,
        user=at.sight.user,
        reason=asked.reason,
    )
    done = undo_handover(at.context, request)
    if isinstance(done, Refusal):
        refuse(done, user=at.sight.user)
    return Undone.model_validate(done)


def _asked(at: Here, asked: HandoverAsked, key: str | None) -> HandoverRequest:
    """Read what is asked for; nothing is said of families out of sight.

    Raises:
        ProblemError: 404, a family is not there, or not for whoever asks.
    """
    only = tuple(reference_in(each) or each for each in asked.only)
    takers = {reference_in(of) or of: user for of, user in asked.takers.items()}
    unseen = unseen_of(at.context, at.sight, at.district, (*only, *takers))
    if unseen:
        reasons = tuple(no_case(each).reasons[0] for each in unseen)
        refuse(Refusal(reference=asked.worker, event="hand_over", reasons=reasons))
    values = asked.model_dump(exclude={"only", "takers"})
    return HandoverRequest(
        district_id=at.district,
        user=at.sight.user,
        only=only,
        takers=takers,
        command_id=command_id(at.sight, key),
        **values,
    )
