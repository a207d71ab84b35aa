"""Cover: who stands in for whom, from a day until a day."""

from datetime import date

from fastapi import APIRouter
from pydantic import Field

from casework.cover.end import EndCoverRequest, end_cover, resume_cover
from casework.cover.listing import CoverLine, covers_seen
from casework.cover.record import CoverRecorded, CoverRequest, add_cover
from engine.advance.refusal import Refusal
from web.api.parameters import KNOWN_ALONE
from web.api.problems import problems, refuse
from web.api.shape import V1, Asked, Shape, Text
from web.here import At, Here
from web.page import not_found

router = APIRouter(tags=["office"], dependencies=KNOWN_ALONE)
_COVERS = f"{V1}/districts/{{district}}/covers"
_MAY_SAY = problems(400, 404, 409, 413)


class Covers(Shape):
    """A district's covers, the latest first: all of them, or those about oneself."""

    district: str
    covers: tuple[CoverLine, ...]


class CoverAsked(Asked):
    """Who stands in for whom; the same again, by the same person, is recorded once."""

    absent: Text = Field(examples=["mai.worker1"])
    """Who is away, by user name."""
    cover: Text = Field(examples=["mai.worker2"])
    """Who stands in."""
    since: date
    until: date
    """The last day of it."""
    reason: Text = Field(min_length=1, max_length=4000)


class CoverEnds(Asked):
    """Why a cover ends, or is taken up again."""

    reason: Text = Field(min_length=1, max_length=4000)


class CoverDone(Shape):
    """A cover as it stands now. Both have been told."""

    id: str
    absent: str
    cover: str
    since: date
    until: date
    repeated: bool


@router.get(_COVERS, responses=problems(404))
def api_list_covers(at: At, *, past: bool = False) -> Covers:
    """List the covers; with `past` those too that are over."""
    return Covers(district=at.district, covers=_seen(at, past=past))


@router.post(_COVERS, responses=_MAY_SAY)
def api_add_cover(at: At, asked: CoverAsked) -> CoverDone:
    """Record a cover, or say every reason why not."""
    values = asked.model_dump()
    request = CoverRequest(district_id=at.district, user=at.sight.user, **values)
    return _done(at, add_cover(at.context, request))


@router.post(f"{_COVERS}/{{cover}}/end", responses=_MAY_SAY)
def api_end_cover(at: At, cover: Text, asked: CoverEnds) -> CoverDone:
    """End a cover today."""
    return _done(at, end_cover(at.context, _change(at, cover, asked)))


@router.post(f"{_COVERS}/{{cover}}/resume", responses=_MAY_SAY)
def api_resume_cover(at: At, cover: Text, asked: CoverEnds) -> CoverDone:
    """Take a cover up again that was ended early, for the days that are left."""
    return _done(at, resume_cover(at.context, _change(at, cover, asked)))


def _seen(at: Here, *, past: bool) -> tuple[CoverLine, ...]:
    found = covers_seen(at.context, at.sight, at.district, past=past)
    return not_found() if isinstance(found, Refusal) else found


def _change(at: Here, cover: str, asked: CoverEnds) -> EndCoverRequest:
    if cover not in {line.id for line in _seen(at, past=True)}:
        not_found()
    return EndCoverRequest(
        district_id=at.district,
        cover_id=cover,
        user=at.sight.user,
        reason=asked.reason,
    )


def _done(at: Here, outcome: CoverRecorded | Refusal) -> CoverDone:
    if isinstance(outcome, Refusal):
        refuse(outcome, user=at.sight.user)
    return CoverDone.model_validate(outcome)
