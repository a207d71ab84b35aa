"""The jobs: what they set aside, what they would do, and what comes up to whom."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from casework.jobs.clear_set_aside import ClearRequest, clear_set_aside
from casework.jobs.rehearsal import (
    RehearsedNotice,
    RehearsedPayment,
    RehearsedRung,
)
from casework.jobs.rehearse import rehearse
from casework.reading.forecast import MOST_WEEKS, WEEKS, ComingLoad, forecast
from engine.advance.refusal import Refusal
from web.api.cases import header_or_404
from web.api.parameters import KNOWN_ALONE
from web.api.problems import problems, refuse
from web.api.shape import V1, Asked, Shape, Text
from web.api.versions import Key, command_id
from web.here import At
from web.page import not_found
from web.sight import Seer, Work

router = APIRouter(tags=["jobs"], dependencies=KNOWN_ALONE)
Weeks = Annotated[int, Query(ge=1, le=MOST_WEEKS, description="This one included.")]


class ClearAsked(Asked):
    """What was mended, so that the jobs may try again."""

    reason: Text = Field(min_length=1, max_length=4000)
    what: Text = ""
    """One clock or payment, as `runs` names it; empty for all of the case."""


class Cleared(Shape):
    """What the next run tries again."""

    reference: str
    cleared: tuple[str, ...]
    repeated: bool


class Rehearsed(Shape):
    """What one run on a day would do, of the families that you see."""

    as_at: date
    rungs: tuple[RehearsedRung, ...]
    payments: tuple[RehearsedPayment, ...]
    notices: tuple[RehearsedNotice, ...]
    messages: int
    tasks: int
    failures: tuple[str, ...]


class Coming(Shape):
    """What falls due to each worker, and to the other roles, week by week."""

    district: str
    as_at: date
    mondays: tuple[date, ...]
    loads: tuple[ComingLoad, ...]
    failures: tuple[str, ...]


@router.post(
    f"{V1}/cases/{{reference}}/set-aside/clear", responses=problems(400, 404, 409, 413)
)
def api_clear_set_aside(
    reference: Text, sight: Seer, context: Work, asked: ClearAsked, *, key: Key = None
) -> Cleared:
    """Let the jobs try again what they could not handle of a case."""
    request = ClearRequest(
        reference=header_or_404(context, sight, reference).reference,
        user=sight.user,
        reason=asked.reason,
        what=asked.what,
        command_id=command_id(sight, key),
    )
    done = clear_set_aside(context, request)
    if isinstance(done, Refusal):
        refuse(done, user=sight.user)
    return Cleared.model_validate(done)


@router.get(f"{V1}/rehearsal", responses=problems())
def api_rehearse(
    sight: Seer,
    context: Work,
    by: Annotated[
        date | None, Query(description="Today, which it is otherwise, or a later day.")
    ] = None,
) -> Rehearsed:
    """Say what a run of the jobs would do by a day; nothing is done."""
    found = rehearse(context, by or context.today(), sight)
    if isinstance(found, Refusal):
        refuse(found, otherwise=HTTPStatus.UNPROCESSABLE_ENTITY)
    return Rehearsed.model_validate(found)


@router.get(f"{V1}/districts/{{district}}/forecast", responses=problems(404))
def api_forecast(at: At, weeks: Weeks = WEEKS) -> Coming:
    """Say what comes up to each worker in the coming weeks."""
    found = forecast(at.context, at.district, weeks)
    return Coming.model_validate(not_found() if isinstance(found, Refusal) else found)
