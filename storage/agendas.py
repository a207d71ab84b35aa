"""Agendas of meetings to come, and the families on them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    exists,
    func,
    not_,
    select,
    update,
)

from engine.access.sight import Sight
from engine.text import is_storable
from storage.clocks import CaseKey
from storage.rows import Row, insert_rows, table_of
from storage.sight import number_in_sight
from storage.tables import Agenda, AgendaItem, FamilyCase, Meeting

_agenda = table_of(Agenda)
_item = table_of(AgendaItem)
_case = table_of(FamilyCase)
_meeting = table_of(Meeting)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAgenda:
    """An agenda about to be written."""

    district_id: str
    id: str
    meeting: str
    held_on: date
    made_by: str
    made_at: datetime


def write_agenda(connection: Connection, agenda: NewAgenda) -> None:
    """Write an agenda without families."""
    insert_rows(connection, Agenda, [asdict(agenda)])


def find_agenda(
    connection: Connection, district: str, id_: str, *, lock: bool = False
) -> Row | None:
    """Read an agenda that stands; `recorded` says whether its meeting is."""
    if not is_storable(id_):
        return None
    statement = select(_agenda, _recorded().label("recorded")).where(
        _agenda.c.district_id == district, _agenda.c.id == id_, _stands()
    )
    if lock:
        statement = statement.with_for_update(of=_agenda)
    return connection.execute(statement).mappings().one_or_none()


def agenda_of_meeting(
    connection: Connection, district: str, meeting: str
) -> Row | None:
    """Read the agenda that stands for a meeting's reference."""
    if not is_storable(meeting):
        return None
    statement = select(_agenda).where(
        _agenda.c.district_id == district, _agenda.c.meeting == meeting, _stands()
    )
    return connection.execute(statement).mappings().one_or_none()


def agendas_of(
    connection: Connection, district: str, sight: Sight | None = None
) -> list[Row]:
    """Give the agendas whose meetings are not recorded, the next meeting first.

    `families` counts those of them that are in sight.
    """
    seen = number_in_sight(_item.c.case_number, district, sight)
    families = (
        select(func.count())
        .where(_of_agenda(), seen)
        .scalar_subquery()
        .label("families")
    )
    statement = (
        select(_agenda, families)
        .where(_agenda.c.district_id == district, _stands(), not_(_recorded()))
        .order_by(_agenda.c.held_on, _agenda.c.id)
    )
    return list(connection.execute(statement).mappings())


def families_on(
    connection: Connection, district: str, agenda: str, sight: Sight | None = None
) -> list[Row]:
    """Give the cases on an agenda that are in sight, in the order of their numbers."""
    statement = (
        select(_case, _item.c.added_by, _item.c.added_at)
        .join(_item, _of_case())
        .where(
            _item.c.district_id == district,
            _item.c.agenda_id == agenda,
            number_in_sight(_item.c.case_number, district, sight),
        )
        .order_by(_case.c.number)
    )
    return list(connection.execute(statement).mappings())


def families_standing_at(
    connection: Connection,
    district: str,
    states: Sequence[str],
    sight: Sight | None,
    most: int,
) -> list[Row]:
    """Give the cases of a district that stand at one of these states of the programme.

    The longest waiting come first. `agenda_id` is the open agenda that a case is on,
    or None.
    """
    on = (
        select(_item.c.agenda_id)
        .join(_agenda, _of_agenda())
        .where(_of_case(), _stands(), not_(_recorded()))
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(_case, on.label("agenda_id"))
        .where(
            _case.c.district_id == district,
            _case.c.programme.in_(states),
            number_in_sight(_case.c.number, district, sight),
        )
        .order_by(_case.c.programme_since, _case.c.number)
        .limit(most)
    )
    return list(connection.execute(statement).mappings())


def add_items(
    connection: Connection, agenda: Row, numbers: Iterable[int], by: str, at: datetime
) -> None:
    """Put cases on an agenda."""
    of = {"district_id": agenda["district_id"], "agenda_id": agenda["id"]}
    rows = ({**of, "case_number": n, "added_by": by, "added_at": at} for n in numbers)
    insert_rows(connection, AgendaItem, rows)


def remove_item(connection: Connection, agenda: Row, case: CaseKey) -> bool:
    """Take a case off an agenda; False if it is not on it."""
    statement = delete(_item).where(
        _item.c.district_id == agenda["district_id"],
        _item.c.agenda_id == agenda["id"],
        _item.c.case_number == case[1],
    )
    return connection.execute(statement).rowcount == 1


def other_agenda_of(connection: Connection, agenda: Row, number: int) -> Row | None:
    """Give another open agenda that a case is on."""
    statement = (
        select(_agenda)
        .join(_item, _of_agenda())
        .where(
            _item.c.district_id == agenda["district_id"],
            _item.c.case_number == number,
            _agenda.c.id != agenda["id"],
            _stands(),
            not_(_recorded()),
        )
        .limit(1)
    )
    return connection.execute(statement).mappings().one_or_none()


def drop_agenda(connection: Connection, agenda: Row, by: str, at: datetime) -> None:
    """Withdraw an agenda; its families are free for another."""
    connection.execute(
        update(_agenda)
        .where(
            _agenda.c.district_id == agenda["district_id"],
            _agenda.c.id == agenda["id"],
        )
        .values(dropped_by=by, dropped_at=at)
    )


def _stands() -> ColumnElement[bool]:
    return _agenda.c.dropped_at.is_(None)


def _recorded() -> ColumnElement[bool]:
    return exists().where(
        _meeting.c.district_id == _agenda.c.district_id,
        _meeting.c.reference == _agenda.c.meeting,
    )


def _of_agenda() -> ColumnElement[bool]:
    return and_(
        _item.c.district_id == _agenda.c.district_id,
        _item.c.agenda_id == _agenda.c.id,
    )


def _of_case() -> ColumnElement[bool]:
    return and_(
        _case.c.district_id == _item.c.district_id,
        _case.c.number == _item.c.case_number,
    )
