"""Put families on a meeting's agenda, and take them off it."""

from dataclasses import dataclass

from casework.context import Context
from casework.meetings.planning import open_agenda
from casework.meetings.verdict import Verdict, verdict_of
from casework.reading.desk import Desk, desk_on, no_case
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from storage.agendas import add_items, families_on, other_agenda_of, remove_item
from storage.cases import StoredCase
from storage.database import writing
from storage.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaRequest:
    """Which families are to be put on an agenda, or taken off it, by reference."""

    district_id: str
    agenda_id: str
    references: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaLine:
    """What became of one family that was to be put on an agenda.

    `against` says why it was not; it is empty when the family is on it now.
    """

    reference: str
    against: str
    verdict: Verdict | None


def add_to_agenda(
    context: Context, sight: Sight, request: AgendaRequest
) -> tuple[AgendaLine, ...] | Refusal:
    """Put families on an agenda: a line for each, in the order in which they came.

    One that can not be put on it does not stop the others. To add a family twice
    changes nothing.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        district = request.district_id
        agenda = open_agenda(connection, sight, district, request.agenda_id)
        if isinstance(agenda, Refusal):
            return agenda
        desk = desk_on(context, connection)
        on = {row["number"] for row in families_on(connection, district, agenda["id"])}
        lines: list[AgendaLine] = []
        for reference in dict.fromkeys(request.references):
            case = desk.case(reference, sight)
            line = _line(desk, agenda, reference, case)
            lines.append(line)
            if case is not None and not line.against and case.number not in on:
                at = context.now()
                add_items(connection, agenda, [case.number], sight.user, at)
    return tuple(lines)


def look_before_adding(
    context: Context, sight: Sight, request: AgendaRequest
) -> tuple[AgendaLine, ...] | Refusal:
    """Say what `add_to_agenda` would do; nothing is written.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        agenda = open_agenda(connection, sight, request.district_id, request.agenda_id)
        if isinstance(agenda, Refusal):
            return agenda
        desk = desk_on(context, connection)
        return tuple(
            _line(desk, agenda, reference, desk.case(reference, sight))
            for reference in dict.fromkeys(request.references)
        )


def take_off_agenda(
    context: Context, sight: Sight, request: AgendaRequest
) -> tuple[str, ...] | Refusal:
    """Take families off an agenda; give the references of those that were on it.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        agenda = open_agenda(connection, sight, request.district_id, request.agenda_id)
        if isinstance(agenda, Refusal):
            return agenda
        desk = desk_on(context, connection)
        found = ((each, desk.case(each, sight)) for each in request.references)
        return tuple(
            reference
            for reference, case in found
            if case is not None
            and remove_item(connection, agenda, (case.district_id, case.number))
        )


def _line(
    desk: Desk, agenda: Row, reference: str, case: StoredCase | None
) -> AgendaLine:
    if case is None or case.district_id != agenda["district_id"]:
        sentence = no_case(reference).sentences()[0]
        return AgendaLine(reference=reference, against=sentence, verdict=None)
    verdict = verdict_of(desk, case.row)
    return AgendaLine(
        reference=case.view.reference,
        against=_against(desk, agenda, case, verdict),
        verdict=verdict,
    )


def _against(desk: Desk, agenda: Row, case: StoredCase, verdict: Verdict) -> str:
    if not verdict.ready:
        return (
            f"It stands at ‘{verdict.place}’, and the board has nothing to decide "
            "there."
        )
    other = other_agenda_of(desk.connection, agenda, case.number)
    if other is not None:
        return (
            f"It is on the agenda of ‘{other['meeting']}’. Take it off that one first."
        )
    return ""
