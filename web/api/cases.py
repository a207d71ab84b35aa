"""Cases: their list, and one case with all that is on record of it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from casework.context import Context
from casework.reading.case_header import CaseHeader, case_header
from casework.reading.case_list import list_cases
from casework.reading.case_list_request import CaseListRequest, Due, Order
from casework.reading.case_page import CasePage, case_page
from casework.reading.history import CaseHistory, history
from casework.reading.verify_case import verify_case
from engine.access.sight import Sight
from engine.advance.answers import reference_in
from engine.advance.refusal import Refusal
from web.api.case_shapes import Case, Cases, History, Letters, Steps, Verification
from web.api.parameters import KNOWN_ALONE
from web.api.problems import problems, refuse
from web.api.shape import V1, Asked, Text
from web.api.versions import IfNoneMatch, is_known, tag_of
from web.page import not_found
from web.sight import Seer, Work

router = APIRouter(tags=["cases"], dependencies=KNOWN_ALONE)
MOST = 100
_CASE = f"{V1}/cases/{{reference}}"


class CaseFilters(Asked):
    """Which cases; the same filters as on the page."""

    district: Text = ""
    """A district's id; empty for all that you see."""
    state: Text = ""
    """A place of the pathway, by its id."""
    worker: Text = ""
    """A worker, by the user's name."""
    unallocated: bool = False
    """Only families without a worker."""
    due: Due = ""
    """Only families of which something is overdue, due this week, or held up."""
    mine: bool = False
    """Only what is yours to do; `due` then speaks of that alone."""
    criteria: tuple[Text, ...] = ()
    """Only families that meet all of these criteria."""
    text: Text = ""
    """A reference, or the beginning of a surname."""
    sort: Order = Order.REFERENCE
    """What the list is sorted by."""
    descending: bool = False
    after: Text = ""
    """The `next_after` of the page before."""
    before: Text = ""
    """The `previous_before` of the page after."""
    most: Annotated[int, Field(ge=1, le=MOST)] = 25
    """How many cases a page holds."""


@router.get(f"{V1}/cases", responses=problems(404))
def api_list_cases(
    filters: Annotated[CaseFilters, Query()], sight: Seer, context: Work
) -> Cases:
    """List the cases that you see, a page at a time."""
    values = filters.model_dump(exclude={"district"})
    request = CaseListRequest(district_id=filters.district or None, **values)
    found = list_cases(context, request, sight)
    if isinstance(found, Refusal):
        refuse(found, otherwise=HTTPStatus.UNPROCESSABLE_ENTITY)
    return Cases.model_validate(found)


@router.get(
    _CASE,
    response_model=Case,
    responses=problems(404) | {304: {"description": "You have this answer already."}},
)
def api_read_case(
    reference: str, sight: Seer, context: Work, if_none_match: IfNoneMatch = None
) -> Response:
    """Read a case. Its ETag is what a change of it goes by."""
    found = _read(context, sight, reference)
    body = Case.model_validate(found.file).model_dump_json()
    headers = {
        "ETag": tag_of(found.file.version, body),
        "Vary": "Cookie, Authorization",
    }
    if is_known(headers["ETag"], if_none_match):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


@router.get(f"{_CASE}/steps", responses=problems(404))
def api_read_steps(
    reference: str, sight: Seer, context: Work, response: Response
) -> Steps:
    """Say what can be done with a case, and for what can not, every reason why not."""
    found = _read(context, sight, reference)
    response.headers["ETag"] = tag_of(found.file.version)
    return Steps.model_validate(found.file)


@router.get(f"{_CASE}/letters", responses=problems(404))
def api_read_letters(reference: str, sight: Seer, context: Work) -> Letters:
    """Say what became of each message of a case."""
    found = _read(context, sight, reference)
    return Letters.model_validate(found.file)


@router.get(f"{_CASE}/history", responses=problems(404))
def api_read_history(reference: str, sight: Seer, context: Work) -> History:
    """Read who did what and when, from the opening on."""
    header = header_or_404(context, sight, reference)
    found = history(context, header.reference, sight)
    if not isinstance(found, CaseHistory):
        not_found()
    return History.model_validate(found)


@router.get(f"{_CASE}/history/verification", responses=problems(404))
def api_verify_history(reference: str, sight: Seer, context: Work) -> Verification:
    """Check that nobody has altered a case's history: each entry seals the last."""
    header = header_or_404(context, sight, reference)
    found = verify_case(context, sight, header.reference)
    return Verification.model_validate(found or not_found())


def header_or_404(context: Context, sight: Sight, reference: str) -> CaseHeader:
    """Find a case that is in sight.

    Raises:
        HTTPException: 404, there is none, or none that this person may see.
    """
    return case_header(context, sight, reference_in(reference)) or not_found()


def _read(context: Context, sight: Sight, reference: str) -> CasePage:
    return case_page(context, sight, reference_in(reference)) or not_found()
