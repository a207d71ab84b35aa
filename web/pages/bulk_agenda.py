"""Putting all ticked cases on a meeting's agenda: looked at first, then done."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.context import Context
from casework.meetings.agendas import (
    AgendaLine,
    AgendaRequest,
    add_to_agenda,
    look_before_adding,
)
from casework.meetings.held import MeetingList, list_meetings
from casework.ticked import tick, ticked
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.bulk import Bulk
from web.forms import FieldError, Form, text_of, texts_of
from web.here import choices
from web.page import not_found, page
from web.sight import Seer, Work

router = APIRouter()


@dataclass(frozen=True, slots=True)
class _Line:
    """What became of a case, or would: why it is not on the agenda, if it is not."""

    reference: str
    against: tuple[str, ...]


_AGENDA = "/bulk/agenda"
_MARK = "/"


@router.get(_AGENDA, response_class=HTMLResponse)
def choose_meeting(request: Request, sight: Seer, context: Work) -> Response:
    """Ask which meeting is to decide on the ticked cases."""
    return _choose_page(request, context, sight)


@router.post(_AGENDA, response_class=HTMLResponse)
def look_first(request: Request, sight: Seer, context: Work, sent: Form) -> Response:
    """Show which cases can be put on the agenda, and which not; nothing is done."""
    asked = _asked(sent, ticked(context, sight))
    if asked is None:
        wrong = FieldError("agenda", "Choose a meeting")
        return _choose_page(request, context, sight, wrong)
    found = look_before_adding(context, sight, asked)
    lines = _lines(found)
    can = [line for line in lines if not line.against]
    meetings = dict(_meetings(request, context, sight))
    said = (("Meeting", meetings.get(text_of(sent, "agenda"), "")),)
    kept = (("agenda", text_of(sent, "agenda")),)
    return page(
        request,
        "bulk/preview.html",
        title=f"On the agenda: {len(can)} of {len(lines)} can be put on it",
        bulk=Bulk(title="Agenda", back=_AGENDA, said=said, kept=kept),
        lines=lines,
        can=can,
        command="",
    )


@router.post(f"{_AGENDA}/do", response_class=HTMLResponse)
def add(request: Request, sight: Seer, context: Work, sent: Form) -> Response:
    """Put them on it; whatever is on it already stays, and nothing is done twice."""
    asked = _asked(sent, texts_of(sent, "case")) or not_found()
    found = add_to_agenda(context, sight, asked)
    lines = _lines(found)
    done = [line.reference for line in lines if not line.against]
    tick(context, sight, (), done)
    title = f"{len(done)} of {len(lines)} are on the agenda"
    return page(request, "bulk/result.html", title=title, lines=lines, done=done)


def _lines(found: tuple[AgendaLine, ...] | Refusal) -> list[_Line]:
    if isinstance(found, Refusal):
        not_found()
    return [
        _Line(each.reference, (each.against,) if each.against else ()) for each in found
    ]


def _asked(sent: Form, references: tuple[str, ...]) -> AgendaRequest | None:
    """Read which agenda is meant; None where none was chosen."""
    district, mark, agenda = text_of(sent, "agenda").partition(_MARK)
    if not mark:
        return None
    return AgendaRequest(district_id=district, agenda_id=agenda, references=references)


def _meetings(
    request: Request, context: Context, sight: Sight
) -> list[tuple[str, str]]:
    """Give the meetings to come that somebody plans: district and agenda, and title."""
    found = (
        list_meetings(context, sight, district)
        for district in choices(request, context, sight)
    )
    return [
        (f"{each.district}{_MARK}{line.agenda_id}", f"{line.meeting}, {each.title}")
        for each in found
        if isinstance(each, MeetingList)
        for line in each.planned
    ]


def _choose_page(
    request: Request, context: Context, sight: Sight, *errors: FieldError
) -> Response:
    return page(
        request,
        "bulk/agenda.html",
        errors=errors,
        title="Which meeting is to decide on them?",
        meetings=_meetings(request, context, sight),
        total=len(ticked(context, sight)),
    )
