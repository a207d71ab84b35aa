"""The audit: who looked at which case, what was done about access, who is named."""

from typing import cast, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse, Response

from casework.access.audit import AuditRequest, Kind, audit
from casework.access.events import record_event
from casework.access.restricted_list import restricted_cases
from engine.advance.answers import reference_in
from web.forms import FieldError, TypedDate
from web.here import At, choose_district
from web.page import not_found, page
from web.sight import Seer, Work

router = APIRouter()
_LONGEST = 100
KINDS: dict[Kind, str] = {
    "reads": "Cases that were looked at",
    "events": "Sign-ins, roles, downloads and restrictions",
}


@router.get("/admin/audit", response_class=HTMLResponse)
def choose_audit(request: Request, sight: Seer, context: Work) -> Response:
    """Go to the audit of somebody's district, or let them choose one."""
    return choose_district(request, context, sight, "Audit")


@router.get("/admin/audit/{district}", response_class=HTMLResponse)
def show_audit(at: At) -> Response:
    """Show who looked at what, or what was done about access, the latest first."""
    query = at.request.query_params
    typed, asked, errors = _asked(at.district, query)
    found = audit(at.context, at.sight, asked) or not_found()
    record_event(
        at.context, at.sight, "audit read", at.district, urlencode(_kept(query))
    )
    onward = {**_kept(query), "after": found.next_after or ""}
    return page(
        at.request,
        "admin/audit.html",
        errors=errors,
        title=f"Audit: {found.district_title}",
        district=at.district,
        asked=asked,
        reference=query.get("reference", "").strip()[:_LONGEST],
        found=found,
        kinds=KINDS,
        boxes=typed.items(errors, "day"),
        further=f"/admin/audit/{at.district}?{urlencode(onward)}",
    )


def _asked(
    district: str, query: QueryParams
) -> tuple[TypedDate, AuditRequest, tuple[FieldError, ...]]:
    """Read what the address asks for; a day that is none is said, and left out."""
    typed = TypedDate(
        *(_one(query, f"day-{part}") for part in ("day", "month", "year"))
    )
    day = typed.read("day", "The day")
    wrong = (day,) if isinstance(day, FieldError) else ()
    kind, reference = _one(query, "kind"), _one(query, "reference")
    request = AuditRequest(
        district=district,
        kind=cast("Kind", kind) if kind in get_args(Kind) else "reads",
        user=_one(query, "user"),
        reference=reference_in(reference) or reference,
        day=None if isinstance(day, FieldError) else day,
        what=_one(query, "what"),
        after=_one(query, "after"),
    )
    return typed, request, wrong


def _one(query: QueryParams, name: str) -> str:
    return query.get(name, "").strip()[:_LONGEST]


def _kept(query: QueryParams) -> dict[str, str]:
    names = ("kind", "user", "reference", "what", "day-day", "day-month", "day-year")
    return {name: _one(query, name) for name in names if _one(query, name)}


@router.get("/admin/restricted", response_class=HTMLResponse)
def choose_restricted(request: Request, sight: Seer, context: Work) -> Response:
    """Go to the restricted cases of somebody's district, or let them choose one."""
    return choose_district(request, context, sight, "Restricted cases")


@router.get("/admin/restricted/{district}", response_class=HTMLResponse)
def show_restricted(at: At) -> Response:
    """List the restricted cases: who is named, and who opened them."""
    found = restricted_cases(at.context, at.sight, at.district) or not_found()
    record_event(at.context, at.sight, "restricted cases listed", at.district)
    title = f"Restricted cases: {found.district_title}"
    return page(at.request, "admin/restricted.html", title=title, found=found)
