"""Days on which a district's offices are closed: looked at first, then done or undone.

What a closure would move is listed clock by clock before anything is changed.
"""

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.access.seen import unseen_of
from casework.clocks.closure_list import list_closures
from casework.clocks.proclaim_closure import (
    ClosureRequest,
    preview_closure,
    preview_withdrawal,
    proclaim_closure,
    withdraw_closure,
)
from casework.clocks.redate import ReDated
from casework.reading.district_titles import district_titles
from engine.advance.refusal import Refusal
from engine.local_time import day_in_words
from web.forms import FieldError, Form, TypedDate, date_of, text_of
from web.here import At, Here, choose_district
from web.page import Alert, go_to, not_found, page
from web.sight import Seer, Work

router = APIRouter()
_NO_DATE = TypedDate("", "", "")
_FIELDS = {"day": "day", "title": "title"}
_LONGEST = 200


@router.get("/admin/closures", response_class=HTMLResponse)
def choose(request: Request, sight: Seer, context: Work) -> Response:
    """Go to the closed days of somebody's district, or let them choose one."""
    return choose_district(request, context, sight, "Closed days")


@router.get("/admin/closures/{district}", response_class=HTMLResponse)
def show_closures(at: At) -> Response:
    """List the days that are closed, with the form for another one."""
    return _list_page(at, _NO_DATE, "")


@router.post("/admin/closures/{district}", response_class=HTMLResponse)
def look_first(at: At, form: Form) -> Response:
    """Show every clock that a closure would move; nothing is done."""
    typed, title = date_of(form, "day"), text_of(form, "title")
    day = typed.read("day", "The day")
    if day is None:
        day = FieldError("day", "Enter the day")
    if isinstance(day, FieldError) or text_of(form, "back"):
        errors = (day,) if isinstance(day, FieldError) else ()
        return _list_page(at, typed, title, *errors)
    moved = preview_closure(at.context, _asked(at, day, title))
    if isinstance(moved, Refusal):
        return _list_page(at, typed, title, *_errors(moved))
    return _preview_page(at, day, title, moved)


@router.post("/admin/closures/{district}/proclaim", response_class=HTMLResponse)
def proclaim(at: At, form: Form) -> Response:
    """Close the day, and move the clocks."""
    day, title = _day(form), text_of(form, "title")
    done = proclaim_closure(at.context, _asked(at, day, title))
    if isinstance(done, Refusal):
        return _list_page(at, date_of(form, "day"), title, *_errors(done))
    said = "was closed already" if done.repeated else "is closed"
    return _told(at, f"{day_in_words(day)} {said}. {_moved(done.redated)}")


@router.get("/admin/closures/{district}/{day}/withdraw", response_class=HTMLResponse)
def look_before_withdrawing(at: At, day: date) -> Response:
    """Show every clock that moves back when a day is opened again."""
    moved = preview_withdrawal(at.context, _asked(at, day))
    if isinstance(moved, Refusal):
        not_found()
    return _preview_page(at, day, "", moved, withdraws=True)


@router.post("/admin/closures/{district}/{day}/withdraw")
def withdraw(at: At, day: date) -> Response:
    """Open the day again, and move the clocks back."""
    done = withdraw_closure(at.context, _asked(at, day))
    if isinstance(done, Refusal):
        alert = Alert(sentence=" ".join(done.sentences()), kind="warning")
        return go_to(at.request, f"/admin/closures/{at.district}", alert)
    return _told(at, f"{day_in_words(day)} is open again. {_moved(done.redated)}")


def _asked(at: Here, day: date, title: str = "") -> ClosureRequest:
    return ClosureRequest(
        day=day, district_id=at.district, user=at.sight.user, title=title[:_LONGEST]
    )


def _day(form: Form) -> date:
    day = date_of(form, "day").read("day", "The day")
    return day if isinstance(day, date) else not_found()


def _errors(refusal: Refusal) -> tuple[FieldError, ...]:
    return tuple(
        FieldError(_FIELDS.get(reason.about, ""), reason.sentence)
        for reason in refusal.reasons
    )


def _moved(moved: tuple[ReDated, ...]) -> str:
    if not moved:
        return "No clock moved."
    return "1 clock moved." if len(moved) == 1 else f"{len(moved)} clocks moved."


def _told(at: Here, sentence: str) -> Response:
    return go_to(at.request, f"/admin/closures/{at.district}", Alert(sentence=sentence))


def _list_page(at: Here, typed: TypedDate, title: str, *errors: FieldError) -> Response:
    name = district_titles(at.context, [at.district]).get(at.district, at.district)
    return page(
        at.request,
        "admin/closures.html",
        errors=errors,
        title=f"Closed days: {name}",
        district=at.district,
        closures=list_closures(at.context, at.sight, at.district),
        boxes=typed.items(errors, "day"),
        why=title,
    )


def _preview_page(
    at: Here,
    day: date,
    why: str,
    moved: tuple[ReDated, ...],
    *,
    withdraws: bool = False,
) -> Response:
    """List the clocks of the families in sight; of the others, how many there are."""
    named = [each.reference for each in moved]
    unseen = set(unseen_of(at.context, at.sight, at.district, named))
    what = "open again" if withdraws else "closed"
    return page(
        at.request,
        "admin/closure_preview.html",
        title=f"{day_in_words(day)}: {what}?",
        district=at.district,
        day=day,
        why=why,
        moved=[each for each in moved if each.reference not in unseen],
        hidden=sum(each.reference in unseen for each in moved),
        withdraws=withdraws,
    )
