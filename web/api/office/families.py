"""Families that are put on the programme: a district's reconciled list, as CSV."""

from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from casework.intake.family_list import ListFault, ListFaults
from casework.open_families import OpenRequest, open_families
from engine.advance.refusal import Refusal
from web.api.parameters import KNOWN_ALONE
from web.api.problems import ProblemError, ProblemReason, problems, refuse
from web.api.shape import V1, Shape
from web.here import At

router = APIRouter(tags=["office"], dependencies=KNOWN_ALONE)
_NAME = Path("list.csv")
"""What sentences about the list call it."""
_CSV: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "text/csv": {
                "schema": {
                    "type": "string",
                    "description": "A row a person; samples/README.md has the columns.",
                }
            }
        },
    }
}


class Opened(Shape):
    """The cases of a list's families. The same list again opens none twice."""

    opened: tuple[str, ...]
    """References that are new."""
    already_open: tuple[str, ...]
    """References that the other families of the list had before."""


async def _body(request: Request) -> bytes:
    return await request.body()


@router.post(
    f"{V1}/districts/{{district}}/families",
    responses=problems(404, 409, 413),
    openapi_extra=_CSV,
)
def api_open_families(at: At, content: Annotated[bytes, Depends(_body)]) -> Opened:
    """Open a case for each family of a list: all of them, or none and every fault."""
    asked = OpenRequest(
        path=_NAME, content=content, district_id=at.district, user=at.sight.user
    )
    done = open_families(at.context, asked)
    if isinstance(done, ListFaults):
        faults = tuple(_reason(each) for each in done.faults)
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, faults)
    if isinstance(done, Refusal):
        refuse(done, user=at.sight.user)
    return Opened.model_validate(done)


def _reason(fault: ListFault) -> ProblemReason:
    line = f"line {fault.line}" if fault.line is not None else ""
    about = ".".join(part for part in (line, fault.column_name) if part)
    return ProblemReason(why="list", sentence=fault.sentence(), about=about)
