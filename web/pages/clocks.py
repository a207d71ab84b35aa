"""Pausing a clock of a case and resuming it: looked at, checked, and done once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, QueryParams
from starlette.responses import HTMLResponse, Response

from casework.advance_case import Advanced, new_command_id
from casework.clocks.look_at_clock import ClockLook, look_at_clock
from casework.clocks.pause_clock import PauseRequest, pause_clock
from casework.clocks.resume_clock import ResumeRequest, resume_clock
from casework.context import Context
from casework.reading.case_header import case_header
from casework.reading.changes_since import changes_since
from engine.access.sight import Sight
from engine.advance.answers import reference_in
from engine.advance.refusal import Refusal
from web.forms import FieldError, Form
from web.page import Alert, go_to, not_found, page
from web.sight import Seer, Work

router = APIRouter()
_CLOCK = "/cases/{reference}/clocks/{clock}"
_LONGEST_NOTE = 200
_LONGEST_NUMBER = 10


@dataclass(frozen=True, slots=True)
class AtClock:
    """A clock of a case that is in sight, and who asks for it."""

    context: Context
    sight: Sight
    reference: str
    clock: str

    @property
    def case(self) -> str:
        """The address of the case."""
        return f"/cases/{self.reference}"

    def look(self, typed: "Typed") -> ClockLook | None:
        """Look at the clock; None where it does not run any more."""
        which = (self.reference, self.clock, typed.agency)
        return look_at_clock(self.context, self.sight, *which)


def _at(reference: str, clock: str, sight: Seer, context: Work) -> AtClock:
    header = case_header(context, sight, reference_in(reference))
    return AtClock(context, sight, (header or not_found()).reference, clock)


At = Annotated[AtClock, Depends(_at)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What was sent with a clock's form; `seen` is the version of the case."""

    agency: str
    reason: str
    note: str
    command: str
    seen: int | None


def _typed(sent: FormData | QueryParams) -> Typed:
    def one(name: str) -> str:
        return str(sent.get(name, "")).strip()

    seen = one("seen")
    number = seen.isascii() and seen.isdigit() and len(seen) < _LONGEST_NUMBER
    return Typed(
        agency=one("agency"),
        reason=one("reason"),
        note=one("note"),
        command=one("command") or new_command_id(),
        seen=int(seen) if number else None,
    )


@router.get(_CLOCK, response_class=HTMLResponse)
def show_clock(request: Request, at: At) -> Response:
    """Ask why a clock is to rest; of one that rests, whether it is to run on."""
    typed = _typed(request.query_params)
    look = at.look(typed) or not_found()
    if look.paused and not look.against:
        return _check_page(request, look, typed, "Resume this clock?")
    return _first_page(request, look, typed)


@router.post(f"{_CLOCK}/check")
def read_pause(request: Request, at: At, sent: Form) -> Response:
    """Read why a clock is to rest, and go on to the check."""
    return _checked(request, at, _typed(sent), sent=True)


@router.get(f"{_CLOCK}/check", response_class=HTMLResponse)
def check_pause(request: Request, at: At) -> Response:
    """Show what a pause would change; a page that the back button can show again."""
    return _checked(request, at, _typed(request.query_params), sent=False)


def _checked(request: Request, at: AtClock, typed: Typed, *, sent: bool) -> Response:
    look = at.look(typed)
    if look is None or look.paused:
        what = "is paused already" if look else "does not run any more"
        alert = Alert(sentence=f"The clock {what}.", kind="information")
        return go_to(request, at.case, alert)
    wrong = tuple(_wrong(look, typed))
    if wrong or look.against:
        return _first_page(request, look, typed, *wrong)
    if sent:
        query = urlencode(_kept(typed) | {"command": typed.command})
        return go_to(request, f"{at.case}/clocks/{at.clock}/check?{query}")
    return _check_page(request, look, typed, "Pause this clock?")


@router.post(f"{_CLOCK}/pause", response_class=HTMLResponse)
def pause(request: Request, at: At, sent: Form) -> Response:
    """Pause a clock, once."""
    typed = _typed(sent)
    asked = PauseRequest(
        reference=at.reference,
        clock=at.clock,
        subject=typed.agency,
        reason=typed.reason,
        note=typed.note[:_LONGEST_NOTE],
        user=at.sight.user,
        command_id=typed.command,
        seen_version=typed.seen,
    )
    return _told(request, at, typed, pause_clock(at.context, asked))


@router.post(f"{_CLOCK}/resume", response_class=HTMLResponse)
def resume(request: Request, at: At, sent: Form) -> Response:
    """Resume a clock, once."""
    typed = _typed(sent)
    asked = ResumeRequest(
        reference=at.reference,
        clock=at.clock,
        subject=typed.agency,
        user=at.sight.user,
        command_id=typed.command,
        seen_version=typed.seen,
    )
    return _told(request, at, typed, resume_clock(at.context, asked))


def _wrong(look: ClockLook, typed: Typed) -> Iterator[FieldError]:
    if typed.reason not in look.reasons:
        yield FieldError("reason", "Choose why the clock rests")
    if len(typed.note) > _LONGEST_NOTE:
        sentence = f"What to add must be {_LONGEST_NOTE} characters or fewer"
        yield FieldError("note", sentence)


def _told(
    request: Request, at: AtClock, typed: Typed, done: Advanced | Refusal
) -> Response:
    """Go back to the case with what the clock has now; or say who was faster."""
    look = at.look(typed)
    if isinstance(done, Refusal):
        return _conflict_page(request, at, typed, look, done)
    now = f" {look.left_in_words[:1].upper()}{look.left_in_words[1:]}." if look else ""
    return go_to(request, at.case, Alert(sentence=f"{done.title}.{now}"))


def _first_page(
    request: Request, look: ClockLook, typed: Typed, *errors: FieldError
) -> Response:
    if look.against:
        title = f"You cannot {'resume' if look.paused else 'pause'} this clock"
        template = "clock/can_not.html"
        return page(request, template, status=409, title=title, look=look)
    title = "Pause this clock"
    return page(
        request,
        "clock/pause.html",
        errors=errors,
        title=title,
        look=look,
        typed=typed,
    )


def _kept(typed: Typed) -> dict[str, str]:
    return {"agency": typed.agency, "reason": typed.reason, "note": typed.note}


def _check_page(
    request: Request, look: ClockLook, typed: Typed, title: str
) -> Response:
    return page(
        request,
        "clock/check.html",
        title=title,
        look=look,
        typed=typed,
        reason_said=look.reasons.get(typed.reason, ""),
        query=urlencode(_kept(typed)),
    )


def _conflict_page(
    request: Request,
    at: AtClock,
    typed: Typed,
    look: ClockLook | None,
    refusal: Refusal,
) -> Response:
    pausing = look is not None and bool(typed.reason)
    again = pausing and look is not None and not (look.against or look.paused)
    return page(
        request,
        "clock/conflict.html",
        status=409,
        title=f"The clock of {at.reference} was not changed",
        at=at,
        typed=typed,
        again=again,
        reason_said=look.reasons.get(typed.reason, "") if look else typed.reason,
        against=refusal.sentences(),
        changes=changes_since(at.context, at.sight, at.reference, typed.seen or 0),
    )
