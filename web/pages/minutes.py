"""What a board decided: typed, checked for the whole meeting, and recorded once."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.context import Context
from casework.decide_meeting import MeetingRecorded
from casework.meetings.held import AgendaPage, MeetingHeld, look_at_agenda
from casework.meetings.minutes import (
    TypedDecision,
    TypedMeeting,
    find_minutes,
    keep_minutes,
    record_minutes,
)
from casework.meetings.verdict import Verdict
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.forms import FieldError, Form
from web.here import At
from web.minutes_form import MinutesForm, errors_in, read_form, shown_form, typed_of
from web.page import go_to, not_found, page

router = APIRouter()
_AGENDA = "/meetings/{district}/agenda/{agenda}"
TITLES = {
    "approve": "Approved",
    "defer": "Deferred",
    "decline": "Declined",
    "not_discussed": "Not discussed",
}
_NOTHING = "Type what the board decided of at least one family"


@dataclass(frozen=True, slots=True)
class _Checked:
    """A family of the agenda, and what was typed of it."""

    family: Verdict
    typed: TypedDecision

    @property
    def reference(self) -> str:
        """Its case's reference."""
        return self.family.reference


@router.get(f"{_AGENDA}/decisions", response_class=HTMLResponse)
def ask_for_decisions(at: At, agenda: str) -> Response:
    """Show the form for what the board decided, as far as it was typed before."""
    found = _agenda(at.context, at.sight, at.district, agenda)
    if found.held is not None:
        return go_to(at.request, _place(at.district, agenda))
    typed = find_minutes(at.context, at.sight, (at.district, agenda))
    return _form_page(at.request, found, shown_form(typed, found.held_on))


@router.post(f"{_AGENDA}/decisions", response_class=HTMLResponse)
def keep_decisions(at: At, agenda: str, form: Form) -> Response:
    """Keep what was typed, whatever is wrong with it; then have it checked."""
    found = _agenda(at.context, at.sight, at.district, agenda)
    typed = read_form(form, [family.reference for family in found.families])
    kept = typed_of(typed, found.held_on)
    if not keep_minutes(at.context, at.sight, (at.district, agenda), kept):
        not_found()
    if found.held is not None:
        return _conflict(at.request, found, found.held, kept)
    errors = tuple(errors_in(typed, found.families, at.context.today()))
    if errors:
        return _form_page(at.request, found, typed, *errors)
    return go_to(at.request, f"{_place(at.district, agenda)}/check")


@router.get(f"{_AGENDA}/check", response_class=HTMLResponse)
def check_decisions(at: At, agenda: str) -> Response:
    """Show all that is to be recorded, to be checked."""
    found = _agenda(at.context, at.sight, at.district, agenda)
    typed = find_minutes(at.context, at.sight, (at.district, agenda))
    if found.held is not None or typed is None:
        return go_to(at.request, _place(at.district, agenda))
    return _check_page(at.request, found, typed)


@router.post(f"{_AGENDA}/check", response_class=HTMLResponse)
def record(at: At, agenda: str) -> Response:
    """Record the meeting, once; a colleague's other record of it is shown."""
    found = _agenda(at.context, at.sight, at.district, agenda)
    typed = find_minutes(at.context, at.sight, (at.district, agenda))
    if typed is None:
        return go_to(at.request, f"{_place(at.district, agenda)}/decisions")
    if found.held is None:
        missing = _missing(found, typed)
        if missing:
            return _check_page(at.request, found, typed, *missing)
    done = record_minutes(at.context, at.sight, (at.district, agenda))
    against = _against(done)
    if not against:
        return go_to(at.request, f"{_place(at.district, agenda)}/recorded")
    again = _agenda(at.context, at.sight, at.district, agenda)
    if again.held is not None:
        return _conflict(at.request, again, again.held, typed)
    return _check_page(at.request, found, typed, *against)


@router.get(f"{_AGENDA}/recorded", response_class=HTMLResponse)
def show_recorded(at: At, agenda: str) -> Response:
    """Confirm that the meeting is recorded: its reference, and what happens next."""
    found = _agenda(at.context, at.sight, at.district, agenda)
    if found.held is None:
        return go_to(at.request, _place(at.district, agenda))
    typed = find_minutes(at.context, at.sight, (at.district, agenda))
    return page(
        at.request,
        "meetings/recorded.html",
        title=f"{found.meeting} is recorded",
        agenda=found,
        held=found.held,
        undecided=_undecided(found, found.held, typed),
        titles=TITLES,
    )


def _agenda(context: Context, sight: Sight, district: str, agenda: str) -> AgendaPage:
    found = look_at_agenda(context, sight, district, agenda)
    return not_found() if isinstance(found, Refusal) else found


def _place(district: str, agenda: str) -> str:
    return _AGENDA.format(district=district, agenda=agenda)


def _against(done: MeetingRecorded | Refusal) -> tuple[FieldError, ...]:
    """Give why nothing was recorded; nothing if it was, now or before."""
    if isinstance(done, Refusal):
        return tuple(FieldError("", sentence) for sentence in done.sentences())
    refused = [outcome for _, outcome in done.outcomes if isinstance(outcome, Refusal)]
    if done.repeated or len(refused) < len(done.outcomes):
        return ()
    return tuple(
        FieldError("", f"{refusal.reference}: {sentence}")
        for refusal in refused
        for sentence in refusal.sentences()
    )


def _missing(found: AgendaPage, typed: TypedMeeting) -> tuple[FieldError, ...]:
    """Give what keeps the meeting from being recorded as it was typed."""
    form = shown_form(typed, found.held_on)
    wrong = tuple(errors_in(form, found.families, typed.held_on))
    if wrong or typed.decisions():
        return tuple(FieldError("", each.sentence) for each in wrong)
    return (FieldError("", _NOTHING),)


def _undecided(
    found: AgendaPage, held: MeetingHeld, typed: TypedMeeting | None
) -> list[Verdict]:
    """Give the families that were to be decided on and were refused at the time."""
    decided = {line.reference for line in held.decisions}
    wanted = {d.reference for d in typed.decisions()} if typed else set()
    left = wanted - decided
    return [family for family in found.families if family.reference in left]


def _form_page(
    request: Request, found: AgendaPage, form: MinutesForm, *errors: FieldError
) -> Response:
    return page(
        request,
        "meetings/decisions.html",
        errors=errors,
        title=f"What the board decided at {found.meeting}",
        agenda=found,
        form=form,
        titles=TITLES,
    )


def _check_page(
    request: Request, found: AgendaPage, typed: TypedMeeting, *errors: FieldError
) -> Response:
    on = {family.reference for family in found.families}
    return page(
        request,
        "meetings/check.html",
        errors=errors,
        title=f"Check the decisions of {found.meeting}",
        agenda=found,
        typed=typed,
        checked=[
            _Checked(family, typed.families.get(family.reference, TypedDecision()))
            for family in found.families
        ],
        gone=sorted(set(typed.families) - on),
        titles=TITLES,
    )


def _conflict(
    request: Request, found: AgendaPage, held: MeetingHeld, typed: TypedMeeting
) -> Response:
    """Show what a colleague has recorded meanwhile, and all that was typed here."""
    return page(
        request,
        "meetings/conflict.html",
        status=409,
        title=f"{found.meeting} was recorded while you typed",
        agenda=found,
        held=held,
        typed=typed,
        titles=TITLES,
    )
