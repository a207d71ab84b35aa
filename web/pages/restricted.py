"""Restricted cases: who is named for one; and breaking the glass, with a reason."""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

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
from engine.local_time import in_words
from web.forms import FieldError, Form, text_of, texts_of
from web.page import Alert, go_to, not_found, page
from web.sight import Seer, Work

router = APIRouter()
_NO_CASE = "There is no such case that you may open. Check the reference"
_NO_REASON = "Say in a sentence why you need to see this case"


@router.get("/restricted", response_class=HTMLResponse)
def ask_for_reason(request: Request, reference: str = "") -> Response:
    """Show the page to open a restricted case."""
    return _page(request, reference[:20])


@router.post("/restricted", response_class=HTMLResponse)
def open_case(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Open a restricted case, and go to it."""
    typed, reason = text_of(form, "reference"), text_of(form, "reason")
    if reasons_against(reason, _NO_REASON):
        return _page(request, typed, reason, FieldError("reason", _NO_REASON))
    opened = break_glass(context, sight, reference_in(typed) or "", reason)
    if opened is None:
        return _page(request, typed, reason, FieldError("reference", _NO_CASE))
    sentence = (
        f"{opened.reference} is open to you until {in_words(opened.until)}. "
        "That you opened it, and why, is recorded."
    )
    alert = Alert(sentence=sentence, kind="information")
    return go_to(request, f"/cases/{opened.reference}", alert)


def _page(
    request: Request, reference: str, reason: str = "", *errors: FieldError
) -> Response:
    return page(
        request,
        "restricted.html",
        errors=errors,
        title="Open a restricted case",
        reference=reference,
        reason=reason,
    )


@router.get("/cases/{reference}/restriction", response_class=HTMLResponse)
def show_restriction(
    request: Request, reference: str, sight: Seer, context: Work
) -> Response:
    """Show who may see a case."""
    return _restriction_page(request, _found(context, sight, reference))


@router.post("/cases/{reference}/restriction", response_class=HTMLResponse)
def set_restriction(
    request: Request, reference: str, sight: Seer, context: Work, form: Form
) -> Response:
    """Restrict a case to those who are named."""
    found = _found(context, sight, reference)
    reason = text_of(form, "reason")
    staff = {user for user, _ in found.staff}
    users = staff.intersection(texts_of(form, "users"))
    asked = RestrictionRequest(
        reference=found.reference, reason=reason, users=frozenset(users)
    )
    if found.against(asked):
        wrong = FieldError("reason", "Say in a sentence why the case is restricted")
        return _restriction_page(request, found, reason, users, wrong)
    restrict(context, sight, asked)
    sentence = f"{found.reference} is open only to those whom you named, and to you."
    return go_to(request, f"/cases/{found.reference}", Alert(sentence=sentence))


@router.post("/cases/{reference}/restriction/lift")
def lift_restriction(
    request: Request, reference: str, sight: Seer, context: Work
) -> Response:
    """Open a case again to everybody who would see it."""
    found = _found(context, sight, reference)
    lifted = lift(context, sight, found.reference)
    sentence = f"{found.reference} is {'no longer' if lifted else 'not'} restricted."
    return go_to(request, f"/cases/{found.reference}", Alert(sentence=sentence))


def _found(context: Context, sight: Sight, reference: str) -> RestrictionView:
    found = restriction_of(context, sight, reference_in(reference) or "")
    if found is None:
        not_found()
    return found


def _restriction_page(
    request: Request,
    found: RestrictionView,
    reason: str = "",
    users: Iterable[str] = (),
    *errors: FieldError,
) -> Response:
    return page(
        request,
        "restriction.html",
        errors=errors,
        title=f"Who may see {found.reference}",
        found=found,
        reason=reason or found.reason,
        users=set(users) or found.named,
    )
