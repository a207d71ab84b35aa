"""What is answered when something can not be done: every reason, as RFC 9457 has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, NoReturn

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.responses import JSONResponse

from casework.reading.history import HistoryLine
from engine.advance.refusal import Reason, Refusal, Why
from web.api.shape import Shape

MEDIA = "application/problem+json"
_STATUS: Mapping[Why, HTTPStatus] = {
    Why.CASE: HTTPStatus.NOT_FOUND,
    Why.ROLE: HTTPStatus.FORBIDDEN,
    Why.STALE: HTTPStatus.PRECONDITION_FAILED,
    Why.ANSWER: HTTPStatus.UNPROCESSABLE_ENTITY,
    Why.EVENT: HTTPStatus.UNPROCESSABLE_ENTITY,
    Why.REPEAT: HTTPStatus.UNPROCESSABLE_ENTITY,
    Why.STAFF: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""The status that a reason calls for; any other is a conflict with how things stand."""
_FIRST = (
    HTTPStatus.NOT_FOUND,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.CONFLICT,
)
"""Of several reasons, the first of these gives the answer its status."""
_TITLES: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "Say first who you are",
    HTTPStatus.NOT_FOUND: "There is no such thing that you may see",
    HTTPStatus.FORBIDDEN: "You may not do this",
    HTTPStatus.PRECONDITION_FAILED: "The case has changed since you looked",
    HTTPStatus.UNPROCESSABLE_ENTITY: "This was not understood",
    HTTPStatus.CONFLICT: "This can not be done now",
    HTTPStatus.TOO_MANY_REQUESTS: "Refused too often",
}


class ProblemReason(Shape):
    """One reason why not."""

    why: str = Field(examples=["condition"])
    """Its kind, for programs."""
    sentence: str = Field(examples=["The family has not given its consent yet."])
    """The reason, for people."""
    about: str = Field(default="", examples=["consent"])
    """The field, event or condition that it is about; empty for the whole."""


class ProblemChange(Shape):
    """What somebody did to a case since the version that was named."""

    entry: int
    """The version that the case had after it."""
    at: datetime
    by: str
    title: str
    """What was done, in words."""
    moved: str
    """Where the case stands by it, if it moved."""


class Problem(Shape):
    """Why something was not done (RFC 9457). Nothing was half done."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    """All the reasons in one text."""
    reasons: tuple[ProblemReason, ...] = ()
    """Every reason, not only the first."""
    changes: tuple[ProblemChange, ...] = ()
    """With 412: who changed the case since, what and when."""


@dataclass(eq=False)  # not frozen: Python writes into what is raised
class ProblemError(Exception):
    """A request of the API that is answered with a problem."""

    status: HTTPStatus
    reasons: tuple[ProblemReason, ...]
    changes: tuple[HistoryLine, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def refuse(
    refusal: Refusal,
    changes: Sequence[HistoryLine] = (),
    user: str = "",
    otherwise: HTTPStatus = HTTPStatus.CONFLICT,
) -> NoReturn:
    """Answer with every reason of a refusal.

    Args:
        refusal: why not.
        changes: who was faster.
        user: who asks; that they have no post is no fault of what they sent.
        otherwise: the status of a reason that has none of its own; of a question,
            which can not be in conflict with anything, it is another one.

    Raises:
        ProblemError: always.
    """
    statuses = {_status(reason, user, otherwise) for reason in refusal.reasons}
    status = next(each for each in _FIRST if each in statuses)
    raise ProblemError(status, told(refusal.reasons), tuple(changes))


def told(reasons: Sequence[Reason]) -> tuple[ProblemReason, ...]:
    """Give reasons as the API tells them."""
    return tuple(ProblemReason.model_validate(each) for each in reasons)


def _status(reason: Reason, user: str, otherwise: HTTPStatus) -> HTTPStatus:
    if reason.why is Why.STAFF and user and reason.about == user:
        return HTTPStatus.FORBIDDEN
    return _STATUS.get(reason.why, otherwise)


def answer_problem(_request: Request, error: Exception) -> JSONResponse:
    """Answer a request that was refused."""
    assert isinstance(error, ProblemError)  # noqa: S101 - registered for it alone
    status = error.status
    body = Problem(
        title=_TITLES[status],
        status=status,
        detail=" ".join(reason.sentence for reason in error.reasons),
        reasons=error.reasons,
        changes=tuple(ProblemChange.model_validate(each) for each in error.changes),
    )
    return answer_with(body, error.headers)


def answer_invalid(error: RequestValidationError) -> JSONResponse:
    """Answer a request that is not written as the OpenAPI document says.

    What was sent is not repeated: it may hold what a family said.
    """
    reasons = tuple(
        ProblemReason(
            why="request",
            sentence=f"{fault['msg'].rstrip('.')}.",
            about=".".join(str(part) for part in fault["loc"]),
        )
        for fault in error.errors()
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    detail = " ".join(f"{each.about}: {each.sentence}" for each in reasons)
    return answer_with(
        Problem(title=_TITLES[status], status=status, detail=detail, reasons=reasons)
    )


def answer_with(
    body: Problem, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Answer with a problem."""
    content = body.model_dump(mode="json")
    return JSONResponse(
        content, status_code=body.status, media_type=MEDIA, headers=headers
    )


_SAID: Mapping[int, str] = {
    400: "What was sent is not JSON.",
    401: "No token, or one that does not count; nobody is signed in.",
    403: "The role, or a token that may only read, does not allow it.",
    404: "There is no such thing, or none that this person may see: which is not said.",
    409: "It can not be done as things stand; every reason is given.",
    412: "The case has changed since the version that was named.",
    413: "What was sent is too large.",
    422: "The request is not understood; every reason is given.",
    429: "Tokens were refused too often. Wait as long as `Retry-After` says.",
    503: "The records can not be reached just now. Nothing was done.",
}
ALWAYS = (401, 403, 422, 429, 503)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Document the problems that a route may answer with, besides those of all."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {
            "description": _SAID[status],
            "content": {MEDIA: {"schema": schema}},
        }
        for status in sorted({*ALWAYS, *statuses})
    }
