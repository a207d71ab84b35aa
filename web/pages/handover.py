"""Handing a worker's families over: looked at first, done once, and undone."""

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from casework.context import Context
from casework.handover.families import Caseload, caseload_of, only_seen
from casework.handover.hand_over import hand_over
from casework.handover.leavers import leavers
from casework.handover.listing import list_handovers
from casework.handover.preview import preview_handover
from casework.handover.request import HandoverRequest
from casework.handover.undo import UndoRequest, undo_handover
from casework.reading.figures import caseload_figures
from engine.advance.refusal import Refusal, Why
from web.forms import FieldError, Form, own_command, text_of, texts_of
from web.here import At, Here, choose_district
from web.page import Alert, go_to, not_found, page
from web.sight import Seer, Work

router = APIRouter()
_FIELDS = {"reason": "reason", "spread_over": "spread", "takers": "spread"}


@router.get("/handover", response_class=HTMLResponse)
def choose(request: Request, sight: Seer, context: Work) -> Response:
    """Go to the handovers of somebody's district, or let them choose one."""
    return choose_district(request, context, sight, "Handover")


@router.get("/handover/{district}", response_class=HTMLResponse)
def show_handovers(at: At) -> Response:
    """Show whose families have to be handed over, and the handovers there were."""
    gone, done = (
        leavers(at.context, at.district),
        list_handovers(at.context, at.district),
    )
    staff = caseload_figures(at.context, at.district, at.sight)
    if isinstance(gone, Refusal) or isinstance(done, Refusal):
        not_found()
    if isinstance(staff, Refusal):
        not_found()
    return page(
        at.request,
        "office/handovers.html",
        title=f"Handover: {staff.title}",
        district=at.district,
        leavers=gone,
        handovers=done,
        workers=[line for line in staff.lines if line.families],
    )


@router.get("/handover/{district}/from/{worker}", response_class=HTMLResponse)
def ask_for_handover(at: At, worker: str) -> Response:
    """Show the form: which families, to whom, and why."""
    found = _caseload(at, worker)
    if not found.families:
        not_found()
    chosen = [family.reference for family in found.families]
    return _form_page(at.request, found, _empty(at.district, worker, tuple(chosen)))


@router.post("/handover/{district}/from/{worker}", response_class=HTMLResponse)
def look_first(at: At, worker: str, form: Form) -> Response:
    """Show what the handover would do, family by family; nothing is done."""
    found = _caseload(at, worker)
    asked = _asked(form, at, worker)
    errors = _against(asked)
    if errors or text_of(form, "back"):
        return _form_page(at.request, found, asked, *errors)
    return _preview_page(at.request, at.context, found, asked)


@router.post("/handover/{district}/from/{worker}/do", response_class=HTMLResponse)
def do(at: At, worker: str, form: Form) -> Response:
    """Hand the families over as they were looked at; a second click does nothing."""
    found = _caseload(at, worker)
    asked = _asked(form, at, worker)
    errors = _against(asked)
    if errors:  # without a family named, all of them would go, the unseen ones too
        return _form_page(at.request, found, asked, *errors)
    done = hand_over(at.context, asked)
    if isinstance(done, Refusal):
        stale = any(reason.why is Why.STALE for reason in done.reasons)
        errors = tuple(FieldError("", sentence) for sentence in done.sentences())
        return _preview_page(
            at.request, at.context, found, asked, *errors, status=409 if stale else 422
        )
    moved, stayed = len(done.moved), len(done.refused)
    said = "It was done before." if done.repeated else f"{_many(moved)} handed over."
    if stayed:
        said = f"{said} {_many(stayed)} left with {found.title}."
    kind = "warning" if stayed else "success"
    return go_to(
        at.request, f"/handover/{at.district}", Alert(sentence=said, kind=kind)
    )


@router.post("/handover/{district}/undo", response_class=HTMLResponse)
def undo(at: At, form: Form) -> Response:
    """Give back every family of a handover that has not moved on since."""
    asked = UndoRequest(
        district_id=at.district,
        handover_id=text_of(form, "handover"),
        user=at.sight.user,
        reason=text_of(form, "reason"),
    )
    done = undo_handover(at.context, asked)
    if isinstance(done, Refusal):
        said = "Nothing was given back: every family has moved on since, or is back."
        alert = Alert(sentence=said, kind="warning")
        return go_to(at.request, f"/handover/{at.district}", alert)
    said = f"{_many(len(done.returned))} given back."
    if done.kept:
        said = f"{said} {_many(len(done.kept))} not: they have moved on since."
    kind = "warning" if done.kept else "success"
    return go_to(
        at.request, f"/handover/{at.district}", Alert(sentence=said, kind=kind)
    )


def _many(count: int) -> str:
    return "1 family was" if count == 1 else f"{count} families were"


def _caseload(at: Here, worker: str) -> Caseload:
    found = caseload_of(at.context, at.sight, at.district, worker)
    return not_found() if isinstance(found, Refusal) else found


def _empty(district: str, worker: str, only: tuple[str, ...]) -> HandoverRequest:
    return HandoverRequest(
        district_id=district, worker=worker, user="", reason="", only=only
    )


def _asked(form: FormData, at: Here, worker: str) -> HandoverRequest:
    """Read what is asked for; families out of sight are not part of it."""
    only = only_seen(at.context, at.sight, texts_of(form, "case"))
    takers = {
        reference: taker
        for reference in only
        if (taker := text_of(form, f"taker-{reference}"))
    }
    return HandoverRequest(
        district_id=at.district,
        worker=worker,
        user=at.sight.user,
        reason=text_of(form, "reason"),
        takers=takers,
        spread_over=texts_of(form, "spread"),
        only=only,
        over_capacity=text_of(form, "over_capacity"),
        go_ahead=bool(text_of(form, "go_ahead")),
        seen=text_of(form, "seen"),
        command_id=own_command(at.sight, text_of(form, "command")),
    )


def _against(asked: HandoverRequest) -> tuple[FieldError, ...]:
    errors = []
    if not asked.only:
        errors.append(FieldError("case", "Select at least one family"))
    everybody_has = bool(asked.only) and set(asked.takers) == set(asked.only)
    if not (asked.spread_over or everybody_has):
        sentence = "Select who takes the families, or choose a worker for each"
        errors.append(FieldError("spread", sentence))
    if not asked.reason:
        errors.append(FieldError("reason", "Enter why they are handed over"))
    return tuple(errors)


def _form_page(
    request: Request, found: Caseload, asked: HandoverRequest, *errors: FieldError
) -> Response:
    return page(
        request,
        "office/handover_form.html",
        errors=errors,
        title=f"Hand over families of {found.title}",
        found=found,
        asked=asked,
    )


def _preview_page(
    request: Request,
    context: Context,
    found: Caseload,
    asked: HandoverRequest,
    *errors: FieldError,
    status: int = 200,
) -> Response:
    preview = preview_handover(context, asked)
    if isinstance(preview, Refusal):
        wrong = (
            FieldError(_FIELDS.get(reason.about, ""), reason.sentence)
            for reason in preview.reasons
        )
        return _form_page(request, found, asked, *wrong)
    return page(
        request,
        "office/handover_preview.html",
        status=status,
        errors=errors,
        title=f"Check the handover of {found.title}",
        found=found,
        asked=asked,
        preview=preview,
    )
