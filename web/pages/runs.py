"""What the jobs did, what they set aside, and what they would do on a day to come."""

from collections.abc import Iterator
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.advance_case import new_command_id
from casework.context import Context
from casework.jobs.clear_set_aside import ClearRequest, clear_set_aside
from casework.jobs.rehearsal import Rehearsal
from casework.jobs.rehearse import rehearse
from casework.reading.look_for_case import is_in_sight
from casework.reading.office_lists import list_runs
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.forms import FieldError, Form, TypedDate, own_command, text_of
from web.here import choices
from web.page import Alert, go_to, not_found, page
from web.sight import Seer, Work

router = APIRouter()
_MOST_RUNS = 40
_MOST_RUNGS = 200


@router.get("/runs", response_class=HTMLResponse)
def show_runs(request: Request, sight: Seer, context: Work) -> Response:
    """Show the latest runs of the jobs, and what waits for somebody to mend it."""
    return _runs_page(request, context, sight)


@router.post("/runs/clear", response_class=HTMLResponse)
def clear(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Let the next run try again what was set aside of a case."""
    reference, what = text_of(form, "reference"), text_of(form, "what")
    if not is_in_sight(context, sight, reference):
        not_found()
    asked = ClearRequest(
        reference=reference,
        user=sight.user,
        reason=text_of(form, "reason"),
        what=what,
        command_id=own_command(sight, text_of(form, "command")),
    )
    done = clear_set_aside(context, asked)
    if isinstance(done, Refusal):
        field = _field(reference, what)
        errors = [FieldError(field, s) for s in done.sentences()]
        return _runs_page(request, context, sight, *errors)
    sentence = f"{reference}: the next run tries it again."
    return go_to(request, "/runs", Alert(sentence=sentence))


def _field(reference: str, what: str) -> str:
    return f"reason-{reference}-{what}"


def _runs_page(
    request: Request, context: Context, sight: Sight, *errors: FieldError
) -> Response:
    return page(
        request,
        "office/runs.html",
        errors=errors,
        title="Runs of the jobs",
        found=list_runs(context, most=_MOST_RUNS, sight=sight),
        field=_field,
        command=new_command_id,
    )


@router.get("/rehearsal", response_class=HTMLResponse)
def show_rehearsal(request: Request, sight: Seer, context: Work) -> Response:
    """Show what a run would do by a day; nothing is done."""
    given = request.query_params
    typed = TypedDate(*(given.get(f"by-{p}", "") for p in ("day", "month", "year")))
    day = typed.read("by", "The day")
    by = day if isinstance(day, date) else context.today()
    districts = choices(request, context, sight)
    district = given.get("district") or next(iter(districts), "")
    if district not in districts:
        not_found()
    found = rehearse(context, by, sight.in_one(district))
    return page(
        request,
        "office/rehearsal.html",
        errors=tuple(_wrong(day, found)),
        title="Rehearsal",
        found=None if isinstance(found, Refusal) else found,
        most=_MOST_RUNGS,
        district=district,
        districts=districts,
        by=typed if not typed.empty else _boxes(by),
    )


def _wrong(
    day: date | FieldError | None, found: Rehearsal | Refusal
) -> Iterator[FieldError]:
    if isinstance(day, FieldError):
        yield day
    if isinstance(found, Refusal):
        yield from (FieldError("by", s, "day") for s in found.sentences())


def _boxes(day: date) -> TypedDate:
    return TypedDate(str(day.day), str(day.month), str(day.year))
