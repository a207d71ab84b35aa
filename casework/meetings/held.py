"""The meetings that were held, and those that are planned, of one district."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.access.events import record_reads
from casework.context import Context
from casework.meetings.verdict import Verdict, board_states, verdict_of
from casework.reading.desk import Desk, no_district, open_desk, refuse
from casework.reading.words import person_title
from engine.access.sight import Sight
from engine.advance.refusal import Refusal, Why
from engine.workflow.workflow import Workflow
from storage.agendas import (
    agendas_of,
    families_on,
    families_standing_at,
    find_agenda,
)
from storage.meeting_lists import decisions_seen, meetings_of
from storage.meetings import find_meeting, has_met

MOST = 200
"""No more families that wait are listed than this; no meeting takes as many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedLine:
    """A meeting to come, and how many families are on its agenda."""

    agenda_id: str
    meeting: str
    held_on: date
    families: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldLine:
    """A meeting that was held, and what it decided of how many families."""

    meeting: str
    held_on: date
    recorded_by: str
    recorded_at: datetime
    approved: int
    deferred: int
    declined: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingList:
    """A district's meetings: those to come first, then those held, the latest first.

    `waiting` counts the families that stand before the board.
    """

    district: str
    title: str
    board: str
    waiting: int
    planned: tuple[PlannedLine, ...]
    held: tuple[HeldLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DecidedLine:
    """What a meeting decided of a family."""

    reference: str
    outcome: str
    minute: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingHeld:
    """A recorded meeting, with its decisions of the families that are in sight.

    `numbers` are those of their cases, for the record of who has read them.
    """

    district: str
    title: str
    board: str
    meeting: str
    held_on: date
    recorded_by: str
    recorded_at: datetime
    decisions: tuple[DecidedLine, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaPage:
    """An agenda: the families on it, and those that could be put on it.

    `most` is how many families the meeting takes. `held` is the meeting's record, if
    it has been recorded.
    """

    district: str
    title: str
    board: str
    agenda_id: str
    meeting: str
    held_on: date
    made_by: str
    most: int
    families: tuple[Verdict, ...]
    waiting: tuple[Verdict, ...]
    held: MeetingHeld | None


def list_meetings(
    context: Context, sight: Sight, district: str
) -> MeetingList | Refusal:
    """List the meetings of a district's board.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district, sight)
        if missing is not None:
            return missing
        body = desk.districts[district].district
        return MeetingList(
            district=district,
            title=body.title,
            board=body.board.title,
            waiting=len(_waiting(desk, sight, district)),
            planned=tuple(
                PlannedLine(
                    agenda_id=row["id"],
                    meeting=row["meeting"],
                    held_on=row["held_on"],
                    families=row["families"],
                )
                for row in agendas_of(desk.connection, district, sight)
            ),
            held=tuple(
                HeldLine(**row) for row in meetings_of(desk.connection, district, sight)
            ),
        )


def look_at_agenda(
    context: Context, sight: Sight, district: str, agenda_id: str
) -> AgendaPage | Refusal:
    """Read an agenda, with the board's possible decisions of each family.

    That they were looked at is noted for each of the agenda's families.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    found = _agenda(context, sight, district, agenda_id)
    if isinstance(found, AgendaPage):
        numbers = {family.number for family in found.families}
        numbers.update(found.held.numbers if found.held else ())
        cases = [(district, number) for number in sorted(numbers)]
        record_reads(context, sight, cases, "agenda of a meeting")
    return found


def _agenda(
    context: Context, sight: Sight, district: str, agenda_id: str
) -> AgendaPage | Refusal:
    with open_desk(context) as desk:
        agenda = find_agenda(desk.connection, district, agenda_id)
        if agenda is None or no_district(desk, district, sight) is not None:
            sentence = "There is no such agenda, or it was withdrawn."
            return refuse(agenda_id, "look", sentence, Why.MEETING)
        body = desk.districts[district].district
        rows = families_on(desk.connection, district, agenda_id, sight)
        recorded = bool(agenda["recorded"])
        first = not has_met(desk.connection, district)
        return AgendaPage(
            district=district,
            title=body.title,
            board=body.board.title,
            agenda_id=agenda_id,
            meeting=agenda["meeting"],
            held_on=agenda["held_on"],
            made_by=person_title(body, agenda["made_by"]),
            most=body.board.first_batch if first else body.board.later_batches,
            families=tuple(verdict_of(desk, row) for row in rows),
            waiting=() if recorded else _waiting(desk, sight, district),
            held=_held(desk, sight, district, agenda["meeting"]) if recorded else None,
        )


def look_at_meeting(
    context: Context, sight: Sight, district: str, meeting: str
) -> MeetingHeld | Refusal:
    """Read the record of a meeting; that it was is noted for each of its families.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    found = _on_record(context, sight, district, meeting)
    if isinstance(found, MeetingHeld):
        cases = [(district, number) for number in found.numbers]
        record_reads(context, sight, cases, "record of a meeting")
    return found


def _on_record(
    context: Context, sight: Sight, district: str, meeting: str
) -> MeetingHeld | Refusal:
    with open_desk(context) as desk:
        seen = no_district(desk, district, sight) is None
        found = _held(desk, sight, district, meeting) if seen else None
        if found is None:
            sentence = f"There is no meeting ‘{meeting}’ on record."
            return refuse(meeting, "look", sentence, Why.MEETING)
        return found


def _waiting(desk: Desk, sight: Sight, district: str) -> tuple[Verdict, ...]:
    """Give the families that wait for the board and are on no agenda."""
    states = board_states(_workflow(desk, district))
    rows = families_standing_at(desk.connection, district, states, sight, MOST)
    return tuple(verdict_of(desk, row) for row in rows if row["agenda_id"] is None)


def _workflow(desk: Desk, district: str) -> Workflow:
    stored = desk.districts[district]
    return desk.context.workflow(desk.connection, stored.workflow_hash, stored.district)


def _held(desk: Desk, sight: Sight, district: str, meeting: str) -> MeetingHeld | None:
    row = find_meeting(desk.connection, district, meeting)
    if row is None:
        return None
    body = desk.districts[district].district
    made = decisions_seen(desk.connection, district, meeting, sight)
    return MeetingHeld(
        district=district,
        title=body.title,
        board=row["body"],
        meeting=meeting,
        held_on=row["held_on"],
        recorded_by=person_title(body, row["recorded_by"]),
        recorded_at=row["recorded_at"],
        decisions=tuple(
            DecidedLine(
                reference=each["reference"],
                outcome=each["outcome"],
                minute=each["minute"],
                reason=each["reason"],
            )
            for each in made
        ),
        numbers=tuple(each["number"] for each in made),
    )
