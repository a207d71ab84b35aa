"""Meetings: what is planned, what was held, and a meeting's agenda and papers."""

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.access.events import record_reads
from casework.meetings.agendas import AgendaRequest, add_to_agenda, take_off_agenda
from casework.meetings.board_pack import board_pack
from casework.meetings.held import (
    AgendaPage,
    list_meetings,
    look_at_agenda,
    look_at_meeting,
)
from casework.meetings.planning import PlanRequest, drop_meeting, plan_meeting
from engine.advance.refusal import Refusal
from web.downloads.answer import file_answer, note_file
from web.forms import FieldError, Form, TypedDate, date_of, text_of, texts_of
from web.here import At, choose_district
from web.page import Alert, go_to, not_found, page
from web.sight import Seer, Work

router = APIRouter()
_NO_DATE = TypedDate("", "", "")


@router.get("/meetings", response_class=HTMLResponse)
def choose(request: Request, sight: Seer, context: Work) -> Response:
    """Go to the meetings of somebody's district, or let them choose one."""
    return choose_district(request, context, sight, "Meetings")


@router.get("/meetings/{district}", response_class=HTMLResponse)
def show_meetings(at: At) -> Response:
    """List a board's meetings: those to come, and those held."""
    found = list_meetings(at.context, at.sight, at.district)
    if isinstance(found, Refusal):
        not_found()
    title = f"Meetings of the {found.board}"
    return page(at.request, "meetings/list.html", title=title, meetings=found)


@router.get("/meetings/{district}/new", response_class=HTMLResponse)
def ask_for_meeting(at: At) -> Response:
    """Show the form for a new meeting."""
    return _new_page(at.request, at.district, "", _NO_DATE)


@router.post("/meetings/{district}/new", response_class=HTMLResponse)
def plan(at: At, form: Form) -> Response:
    """Start the agenda of a meeting, and go to it."""
    meeting, typed = text_of(form, "meeting"), date_of(form, "held_on")
    day = typed.read("held_on", "The day of the meeting")
    if not isinstance(day, date):
        missing = FieldError("held_on", "Enter the day of the meeting", "day")
        return _new_page(at.request, at.district, meeting, typed, day or missing)
    asked = PlanRequest(district_id=at.district, meeting=meeting, held_on=day)
    planned = plan_meeting(at.context, at.sight, asked)
    if isinstance(planned, Refusal):
        errors = (FieldError(r.about, r.sentence) for r in planned.reasons)
        return _new_page(at.request, at.district, meeting, typed, *errors)
    return go_to(at.request, f"/meetings/{at.district}/agenda/{planned.agenda_id}")


def _new_page(
    request: Request,
    district: str,
    meeting: str,
    held_on: TypedDate,
    *errors: FieldError,
) -> Response:
    return page(
        request,
        "meetings/new.html",
        errors=errors,
        title="Plan a meeting",
        district=district,
        meeting=meeting,
        held_on=held_on,
    )


@router.get("/meetings/{district}/held", response_class=HTMLResponse)
def show_held(at: At, meeting: str = "") -> Response:
    """Show the record of a meeting."""
    found = look_at_meeting(at.context, at.sight, at.district, meeting)
    if isinstance(found, Refusal):
        not_found()
    title = f"{found.board}, {found.meeting}"
    return page(at.request, "meetings/held.html", title=title, held=found)


@router.get("/meetings/{district}/agenda/{agenda}", response_class=HTMLResponse)
def show_agenda(at: At, agenda: str) -> Response:
    """Show a meeting's agenda: its families, and those that wait for the board."""
    found = look_at_agenda(at.context, at.sight, at.district, agenda)
    if isinstance(found, Refusal):
        not_found()
    return _agenda_page(at.request, found)


def _agenda_page(request: Request, found: AgendaPage, *errors: FieldError) -> Response:
    return page(
        request,
        "meetings/agenda.html",
        errors=errors,
        title=f"Agenda of {found.meeting}",
        agenda=found,
    )


@router.post("/meetings/{district}/agenda/{agenda}/add", response_class=HTMLResponse)
def add(at: At, agenda: str, form: Form) -> Response:
    """Put families on the agenda; each that can not be put on it is named."""
    references = texts_of(form, "case")
    asked = AgendaRequest(
        district_id=at.district, agenda_id=agenda, references=references
    )
    lines = add_to_agenda(at.context, at.sight, asked)
    if isinstance(lines, Refusal):
        return _not_changed(at.request, at.district, lines)
    if not lines:
        error = FieldError("case", "Select the families to put on the agenda")
        found = look_at_agenda(at.context, at.sight, at.district, agenda)
        if isinstance(found, Refusal):
            not_found()
        return _agenda_page(at.request, found, error)
    against = [f"{line.reference}: {line.against}" for line in lines if line.against]
    added = len(lines) - len(against)
    many = "family is" if added == 1 else "families are"
    said = " ".join((f"{added} {many} on the agenda now.", *against))
    alert = Alert(sentence=said, kind="warning" if against else "success")
    return go_to(at.request, f"/meetings/{at.district}/agenda/{agenda}", alert)


@router.post("/meetings/{district}/agenda/{agenda}/remove")
def remove(at: At, agenda: str, form: Form) -> Response:
    """Take a family off the agenda."""
    asked = AgendaRequest(
        district_id=at.district, agenda_id=agenda, references=texts_of(form, "case")
    )
    gone = take_off_agenda(at.context, at.sight, asked)
    if isinstance(gone, Refusal):
        return _not_changed(at.request, at.district, gone)
    sentence = f"{', '.join(gone) or 'No family'} was taken off the agenda."
    alert = Alert(sentence=sentence, kind="success" if gone else "information")
    return go_to(at.request, f"/meetings/{at.district}/agenda/{agenda}", alert)


@router.post("/meetings/{district}/agenda/{agenda}/withdraw")
def withdraw(at: At, agenda: str) -> Response:
    """Withdraw an agenda."""
    done = drop_meeting(at.context, at.sight, at.district, agenda)
    if isinstance(done, Refusal):
        return _not_changed(at.request, at.district, done)
    alert = Alert(sentence=f"The agenda of {done.meeting} is withdrawn.")
    return go_to(at.request, f"/meetings/{at.district}", alert)


def _not_changed(request: Request, district: str, refusal: Refusal) -> Response:
    alert = Alert(sentence=" ".join(refusal.sentences()), kind="warning")
    return go_to(request, f"/meetings/{district}", alert)


@router.get("/meetings/{district}/agenda/{agenda}/papers/{kind}")
def take_papers(at: At, agenda: str, kind: str) -> Response:
    """Give a meeting's papers as PDF, in full or redacted. It is noted who has them."""
    if kind not in {"full", "redacted"}:
        not_found()
    pack = board_pack(
        at.context, at.sight, (at.district, agenda), redacted=kind == "redacted"
    )
    if isinstance(pack, Refusal):
        not_found()
    about = f"{at.district}/{pack.meeting}: {kind} papers"
    cases = [(at.district, number) for number in pack.numbers]
    record_reads(at.context, at.sight, cases, f"{kind} papers of a meeting")
    note_file(at.context, at.sight, "pdf", about, rows=len(pack.families))
    from web.papers.board_pack import as_pdf  # noqa: PLC0415 - 7 MB, seldom asked for

    return file_answer(as_pdf(pack), f"{agenda}-{kind}.pdf", "application/pdf")
