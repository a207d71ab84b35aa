"""Plan a meeting: its agenda begins, and may be withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import Connection

from casework.context import Context
from casework.storable import refuse_unstorable
from engine.access.roles import Access
from engine.access.sight import Sight
from engine.advance.refusal import Reason, Refusal, Why
from engine.local_time import day_in_words
from storage.agendas import (
    NewAgenda,
    agenda_of_meeting,
    drop_agenda,
    find_agenda,
    write_agenda,
)
from storage.database import writing
from storage.meetings import find_meeting
from storage.rows import Row

MAY_PLAN = frozenset({Access.COORDINATOR, Access.BOARD_SECRETARY})
_EVENT = "agenda"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanRequest:
    """A meeting that is to be held: its reference, such as PB/2013/01, and its day."""

    district_id: str
    meeting: str
    held_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A meeting's agenda, by its id.

    `repeated`: the same person had planned the very same, and it stands.
    """

    agenda_id: str
    meeting: str
    repeated: bool = False


def plan_meeting(
    context: Context, sight: Sight, request: PlanRequest
) -> Planned | Refusal:
    """Start the agenda of a meeting, or say every reason why not.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    meeting = " ".join(request.meeting.split())
    unstorable = refuse_unstorable(meeting, _EVENT, request)
    if unstorable is not None:
        return unstorable
    with writing(context.database) as connection:
        reasons = (
            *_against_planner(sight, request.district_id),
            *_against_plan(connection, request, meeting),
        )
        if reasons:
            again = _standing(connection, sight, request, meeting)
            return again or _refuse(meeting, *reasons)
        agenda = NewAgenda(
            district_id=request.district_id,
            id=uuid4().hex[:12],
            meeting=meeting,
            held_on=request.held_on,
            made_by=sight.user,
            made_at=context.now(),
        )
        write_agenda(connection, agenda)
    return Planned(agenda_id=agenda.id, meeting=meeting)


def _standing(
    connection: Connection, sight: Sight, request: PlanRequest, meeting: str
) -> Planned | None:
    """Find the very same plan, so that a request that is sent again does nothing."""
    if not sight.holds(MAY_PLAN, request.district_id):
        return None
    row = agenda_of_meeting(connection, request.district_id, meeting)
    if row is None or (row["held_on"], row["made_by"]) != (
        request.held_on,
        sight.user,
    ):
        return None
    return Planned(agenda_id=row["id"], meeting=meeting, repeated=True)


def _against_planner(sight: Sight, district: str) -> Iterator[Reason]:
    if not sight.holds(MAY_PLAN, district):
        sentence = (
            "Agendas are for the coordinators and the board's secretary of a district."
        )
        yield Reason(why=Why.ROLE, sentence=sentence)


def _against_plan(
    connection: Connection, request: PlanRequest, meeting: str
) -> Iterator[Reason]:
    if not meeting:
        sentence = "Enter the meeting's reference, such as PB/2013/01."
        yield Reason(why=Why.MEETING, about="meeting", sentence=sentence)
        return
    held = find_meeting(connection, request.district_id, meeting)
    planned = agenda_of_meeting(connection, request.district_id, meeting)
    if held is not None:
        sentence = (
            f"Meeting ‘{meeting}’ was held on {day_in_words(held['held_on'])} and is "
            "recorded. Give this one its own reference."
        )
        yield Reason(why=Why.MEETING, about="meeting", sentence=sentence)
    elif planned is not None:
        sentence = (
            f"There is an agenda for ‘{meeting}’ already, made by "
            f"{planned['made_by']}. Use it, or give this meeting its own reference."
        )
        yield Reason(why=Why.MEETING, about="meeting", sentence=sentence)


def drop_meeting(
    context: Context, sight: Sight, district: str, agenda_id: str
) -> Planned | Refusal:
    """Withdraw an agenda whose meeting is not recorded; its families are free again.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        agenda = open_agenda(connection, sight, district, agenda_id)
        if isinstance(agenda, Refusal):
            return agenda
        drop_agenda(connection, agenda, sight.user, context.now())
        return Planned(agenda_id=agenda_id, meeting=agenda["meeting"])


def open_agenda(
    connection: Connection, sight: Sight, district: str, agenda_id: str
) -> Row | Refusal:
    """Give an agenda that this person may change, and hold it; or say why not."""
    reasons = tuple(_against_planner(sight, district))
    if reasons:
        return _refuse(agenda_id, *reasons)
    agenda = find_agenda(connection, district, agenda_id, lock=True)
    if agenda is None:
        sentence = "There is no such agenda, or it was withdrawn."
        return _refuse(agenda_id, Reason(why=Why.MEETING, sentence=sentence))
    if agenda["recorded"]:
        sentence = f"Meeting ‘{agenda['meeting']}’ is recorded: its agenda is closed."
        return _refuse(agenda_id, Reason(why=Why.MEETING, sentence=sentence))
    return agenda


def _refuse(what: str, *reasons: Reason) -> Refusal:
    return Refusal(reference=what, event=_EVENT, reasons=reasons)
