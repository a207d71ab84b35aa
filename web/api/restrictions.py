"""Restricted cases: who is named for one; and breaking the glass, with a reason."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from casework.access.restricted import (
    RestrictionRequest,
    RestrictionView,
    break_glass,
    lift,
    reasons_against,
    restrict,
    restriction_of,
)
from casework.context import Context
from engine.access.sight import Sight
from engine.advance.answers import reference_in
from engine.advance.refusal import Reason
from web.api.parameters import KNOWN_ALONE
from web.api.problems import ProblemError, problems, told
from web.api.shape import V1, Asked, Shape, Text
from web.page import not_found
from web.sight import Seer, Work

router = APIRouter(tags=["restricted cases"], dependencies=KNOWN_ALONE)
_RESTRICTION = f"{V1}/cases/{{reference}}/restriction"
Because = Annotated[Text, Field(max_length=4000)]


class Restriction(Shape):
    """Who may see a case."""

    reference: str = Field(examples=["MAI-0001"])
    restricted: bool
    """Whether only those who are named may see it."""
    reason: str
    named: frozenset[str]
    """Their user names."""


class RestrictionAsked(Asked):
    """A case that only those who are named are to see."""

    reason: Because
    """Why, in a sentence."""
    users: frozenset[Text] = Field(max_length=200, examples=[["mai.worker1"]])
    """Who may see it, by user name. Whoever asks is named as well."""


class GlassAsked(Asked):
    """A restricted case that has to be seen all the same."""

    reference: Text = Field(examples=["MAI-0001"])
    reason: Because
    """Why, in a sentence: it is recorded, and those who are named are told."""


class OpenedCase(Shape):
    """A restricted case that is open to whoever asked, until a moment."""

    reference: str
    until: datetime


@router.get(_RESTRICTION, responses=problems(404))
def api_restriction(reference: Text, sight: Seer, context: Work) -> Restriction:
    """Say who may see a case."""
    return Restriction.model_validate(_found(context, sight, reference))


@router.post(_RESTRICTION, responses=problems(400, 404, 413))
def api_restrict(
    reference: Text, sight: Seer, context: Work, asked: RestrictionAsked
) -> Restriction:
    """Let only those who are named see a case; the ones before are named no longer."""
    found = _found(context, sight, reference)
    request = RestrictionRequest(
        reference=found.reference, reason=asked.reason, users=asked.users
    )
    _unless(found.against(request))
    restrict(context, sight, request)
    return Restriction.model_validate(_found(context, sight, reference))


@router.post(f"{_RESTRICTION}/lift", responses=problems(404))
def api_lift_restriction(reference: Text, sight: Seer, context: Work) -> Restriction:
    """Open a case again to everybody who would see it."""
    lift(context, sight, _found(context, sight, reference).reference)
    return Restriction.model_validate(_found(context, sight, reference))


@router.post(f"{V1}/restricted", responses=problems(400, 404, 413))
def api_break_glass(sight: Seer, context: Work, asked: GlassAsked) -> OpenedCase:
    """Open a restricted case to yourself for some hours: that, and why, is recorded."""
    _unless(reasons_against(asked.reason, "Say in a sentence why you need to see it."))
    opened = break_glass(context, sight, reference_in(asked.reference), asked.reason)
    return OpenedCase.model_validate(opened or not_found())


def _found(context: Context, sight: Sight, reference: str) -> RestrictionView:
    return restriction_of(context, sight, reference_in(reference)) or not_found()


def _unless(against: tuple[Reason, ...]) -> None:
    """Go on unless there is a reason against it.

    Raises:
        ProblemError: with each of them.
    """
    if against:
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, told(against))
