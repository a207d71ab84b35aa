"""Days on which offices are closed, and clocks that a changed calendar moves."""

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter
from pydantic import Field

from casework.access.seen import unseen_of
from casework.clocks.closure_list import ClosureLine, list_closures
from casework.clocks.proclaim_closure import (
    ClosureRequest,
    preview_closure,
    preview_withdrawal,
    proclaim_closure,
    withdraw_closure,
)
from casework.clocks.redate import ReDated
from casework.clocks.redate_clocks import RedateRequest, preview_redating, redate_clocks
from engine.advance.refusal import Refusal
from web.api.parameters import KNOWN_ALONE
from web.api.problems import problems, refuse
from web.api.shape import V1, Asked, Shape, Text
from web.here import At, Here

router = APIRouter(tags=["office"], dependencies=KNOWN_ALONE)
_DISTRICT = f"{V1}/districts/{{district}}"
_CLOSURES = f"{_DISTRICT}/closures"
_WITHDRAWAL = f"{_CLOSURES}/{{day}}/withdrawal"
_MAY_SAY = problems(400, 404, 409, 413)


class Closures(Shape):
    """The days that were proclaimed closed, by day."""

    district: str
    closures: tuple[ClosureLine, ...]


class ClosureAsked(Asked):
    """A day, and why offices are closed. The same day again closes it once."""

    day: date
    title: Text = Field(min_length=1, max_length=200, examples=["Snow"])


class RedateAsked(Asked):
    """Why the calendar was changed: shown with every case whose clocks move."""

    reason: Text = Field(min_length=1, max_length=4000)


class Moved(Shape):
    """The clocks that move, or would, of the families that you see."""

    clocks: tuple[ReDated, ...]
    hidden: int
    """How many more move, of families that you do not see."""


@router.get(_CLOSURES, responses=problems(404))
def api_list_closures(at: At) -> Closures:
    """List the days that were proclaimed closed."""
    found = list_closures(at.context, at.sight, at.district)
    return Closures(district=at.district, closures=found)


@router.post(f"{_CLOSURES}/preview", responses=_MAY_SAY)
def api_preview_closure(at: At, asked: ClosureAsked) -> Moved:
    """List every clock that a closure would move; nothing is changed."""
    return _moved(at, preview_closure(at.context, _closure(at, asked.day, asked.title)))


@router.post(_CLOSURES, responses=_MAY_SAY)
def api_close_day(at: At, asked: ClosureAsked) -> Moved:
    """Close a day, and move the clocks that it touches."""
    done = proclaim_closure(at.context, _closure(at, asked.day, asked.title))
    return _moved(at, done if isinstance(done, Refusal) else done.redated)


@router.post(f"{_WITHDRAWAL}/preview", responses=_MAY_SAY)
def api_preview_withdrawal(at: At, day: date) -> Moved:
    """List every clock that moves back when a day is opened; nothing is changed."""
    return _moved(at, preview_withdrawal(at.context, _closure(at, day)))


@router.post(_WITHDRAWAL, responses=_MAY_SAY)
def api_open_day(at: At, day: date) -> Moved:
    """Open a day again that was proclaimed closed, and move the clocks back."""
    done = withdraw_closure(at.context, _closure(at, day))
    return _moved(at, done if isinstance(done, Refusal) else done.redated)


@router.post(f"{_DISTRICT}/redatings/preview", responses=_MAY_SAY)
def api_preview_redating(at: At, asked: RedateAsked) -> Moved:
    """List every clock that stands by another calendar; nothing is changed."""
    return _moved(at, preview_redating(at.context, _redating(at, asked)))


@router.post(f"{_DISTRICT}/redatings", responses=_MAY_SAY)
def api_redate(at: At, asked: RedateAsked) -> Moved:
    """Move every clock that stands by another calendar; a second time, none."""
    return _moved(at, redate_clocks(at.context, _redating(at, asked)))


def _closure(at: Here, day: date, title: str = "") -> ClosureRequest:
    return ClosureRequest(
        day=day, district_id=at.district, user=at.sight.user, title=title
    )


def _redating(at: Here, asked: RedateAsked) -> RedateRequest:
    return RedateRequest(
        district_id=at.district, user=at.sight.user, reason=asked.reason
    )


def _moved(at: Here, found: Sequence[ReDated] | Refusal) -> Moved:
    if isinstance(found, Refusal):
        refuse(found, user=at.sight.user)
    named = [each.reference for each in found]
    unseen = set(unseen_of(at.context, at.sight, at.district, named))
    seen = tuple(each for each in found if each.reference not in unseen)
    return Moved(clocks=seen, hidden=len(found) - len(seen))
