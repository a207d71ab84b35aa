"""Cover: who stands in for whom while they are away."""

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.context import Context
from casework.cover.end import EndCoverRequest, end_cover, resume_cover
from casework.cover.listing import CoverLine, covers_seen
from casework.cover.record import CoverRequest, add_cover
from casework.reading.district_titles import district_titles
from casework.reading.staff_list import staff_list
from engine.access.roles import Access
from engine.advance.refusal import Refusal
from web.forms import FieldError, Form, TypedDate, date_of, text_of
from web.here import At, Here, choose_district
from web.page import Alert, go_to, not_found, page
from web.sight import Seer, Work

router = APIRouter()
_TODAY = TypedDate("", "", "")


@router.get("/cover", response_class=HTMLResponse)
def choose(request: Request, sight: Seer, context: Work) -> Response:
    """Go to the cover of somebody's district, or let them choose one."""
    return choose_district(request, context, sight, "Cover")


@router.get("/cover/{district}", response_class=HTMLResponse)
def show_covers(at: At, past: str = "") -> Response:
    """Show who covers for whom: whoever runs the district sees all of it."""
    return page(
        at.request,
        "office/covers.html",
        title=f"Cover: {_title(at.context, at.district)}",
        district=at.district,
        covers=_covers(at, past=bool(past)),
        past=bool(past),
    )


@router.get("/cover/{district}/new", response_class=HTMLResponse)
def ask_for_cover(at: At) -> Response:
    """Show the form for a new cover."""
    return _form_page(at, {}, (_TODAY, _TODAY))


@router.post("/cover/{district}/new", response_class=HTMLResponse)
def add(at: At, form: Form) -> Response:
    """Record a cover, or show every reason why not."""
    typed = {name: text_of(form, name) for name in ("absent", "cover", "reason")}
    days = date_of(form, "since"), date_of(form, "until")
    read = (
        days[0].read("since", "The first day"),
        days[1].read("until", "The last day"),
    )
    errors = [each for each in read if isinstance(each, FieldError)]
    missing = [
        FieldError(name, f"Enter the {which} day", "day")
        for name, which, day in zip(
            ("since", "until"), ("first", "last"), read, strict=True
        )
        if day is None
    ]
    since, until = read
    if not (isinstance(since, date) and isinstance(until, date)):
        wrong = (*errors, *missing)
        return _form_page(at, typed, days, *wrong)
    done = add_cover(
        at.context,
        CoverRequest(
            district_id=at.district,
            since=since,
            until=until,
            user=at.sight.user,
            **typed,
        ),
    )
    if isinstance(done, Refusal):
        against = (_error(r.about, r.sentence) for r in done.reasons)
        return _form_page(at, typed, days, *against)
    said = "The cover is recorded. Both are told."
    return go_to(at.request, f"/cover/{at.district}", Alert(sentence=said))


@router.post("/cover/{district}/end")
def end(at: At, form: Form) -> Response:
    """End a cover today."""
    return _change(at, *_cover_of(form), resume=False)


@router.post("/cover/{district}/resume")
def resume(at: At, form: Form) -> Response:
    """Take up again a cover that was ended early."""
    return _change(at, *_cover_of(form), resume=True)


def _cover_of(form: Form) -> tuple[str, str]:
    return text_of(form, "cover"), text_of(form, "reason")


def _change(at: Here, cover: str, reason: str, *, resume: bool) -> Response:
    if cover not in {line.id for line in _covers(at, past=True)}:
        not_found()
    asked = EndCoverRequest(
        district_id=at.district, cover_id=cover, user=at.sight.user, reason=reason
    )
    done = resume_cover(at.context, asked) if resume else end_cover(at.context, asked)
    if isinstance(done, Refusal):
        alert = Alert(sentence=" ".join(done.sentences()), kind="warning")
    else:
        said = "taken up again" if resume else "ended"
        alert = Alert(sentence=f"The cover is {said}. Both are told.")
    return go_to(at.request, f"/cover/{at.district}", alert)


def _covers(at: Here, *, past: bool) -> tuple[CoverLine, ...]:
    """Give the covers that somebody may see: all of them, or those about them."""
    found = covers_seen(at.context, at.sight, at.district, past=past)
    return not_found() if isinstance(found, Refusal) else found


def _title(context: Context, district: str) -> str:
    return district_titles(context, [district])[district]


def _error(about: str, sentence: str) -> FieldError:
    part = "day" if about in {"since", "until"} else ""
    known = about in {"absent", "cover", "since", "until", "reason"}
    return FieldError(about if known else "", sentence, part)


def _form_page(
    at: Here,
    typed: dict[str, str],
    days: tuple[TypedDate, TypedDate],
    *errors: FieldError,
) -> Response:
    staff = staff_list(at.context, at.district)
    if isinstance(staff, Refusal):
        not_found()
    workers = [line for line in staff if line.most is not None and line.in_post]
    everybody = Access.COORDINATOR in at.sight.access_in(at.district)
    return page(
        at.request,
        "office/cover_form.html",
        errors=errors,
        title="Arrange cover",
        district=at.district,
        absent=[w for w in workers if everybody or w.user == at.sight.user],
        workers=workers,
        typed=typed,
        since=days[0],
        until=days[1],
    )
