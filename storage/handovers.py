"""Caseloads that were handed over: the records, and the rows that are held."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, exists, func, select, update

from storage.cases import StoredCase, stored_case
from storage.rows import Row, insert_rows, table_of
from storage.tables import (
    FamilyCase,
    Handover,
    HandoverCase,
    NamedReader,
    Restriction,
    Staff,
)

_case = table_of(FamilyCase)
_staff = table_of(Staff)
_handover = table_of(Handover)
_moved = table_of(HandoverCase)
_restriction = table_of(Restriction)
_named = table_of(NamedReader)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewHandover:
    """A handover about to be recorded."""

    district_id: str
    id: str
    worker: str
    reason: str
    command_id: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedCase:
    """A family of a handover: who took it, and the history entry that says so."""

    case_number: int
    taker: str
    entry: int


def hold_staff(connection: Connection, district: str, users: Iterable[str]) -> None:
    """Hold the rows of users until the transaction ends, in one order for everybody.

    Whoever changes what these users carry or do meanwhile waits, so that two people
    can not both use the same free place. Compiles to a plain read on SQLite, where
    the writing transaction holds everything.
    """
    connection.execute(
        select(_staff.c.user)
        .where(_staff.c.district_id == district, _staff.c.user.in_(sorted(set(users))))
        .order_by(_staff.c.user)
        .with_for_update()
    ).all()


def cases_of_worker(
    connection: Connection, district: str, worker: str, *, lock: bool = False
) -> list[StoredCase]:
    """Give the cases that a worker has, by number; hold their rows if `lock`."""
    statement = (
        select(_case)
        .where(_case.c.district_id == district, _case.c.worker == worker)
        .order_by(_case.c.number)
    )
    found = connection.execute(statement.with_for_update() if lock else statement)
    return [stored_case(row) for row in found.mappings()]


def references_of(
    connection: Connection, district: str, worker: str, reader: str = ""
) -> list[str]:
    """Give the references of the cases that a worker has, by number.

    Nothing else of them is read: one that can not be read is named as well. Of the
    restricted ones only those are given for which the reader is named.
    """
    named = exists().where(
        _named.c.district_id == _restriction.c.district_id,
        _named.c.case_number == _restriction.c.case_number,
        _named.c.user == reader,
    )
    closed = select(_restriction.c.case_number).where(
        _restriction.c.district_id == district, ~named
    )
    statement = (
        select(_case.c.reference)
        .where(
            _case.c.district_id == district,
            _case.c.worker == worker,
            _case.c.number.not_in(closed),
        )
        .order_by(_case.c.number)
    )
    return list(connection.execute(statement).scalars())


def write_handover(
    connection: Connection, handover: NewHandover, moved: Iterable[MovedCase]
) -> None:
    """Record a handover with its families."""
    insert_rows(
        connection, Handover, [asdict(handover) | {"undone_by": "", "undone_at": None}]
    )
    whose = {"district_id": handover.district_id, "handover_id": handover.id}
    rows = [asdict(case) | whose | {"returned_entry": None} for case in moved]
    insert_rows(connection, HandoverCase, rows)


def find_handover(
    connection: Connection, district: str, handover: str, *, lock: bool = False
) -> Row | None:
    """Read a handover, and hold its row until the transaction ends if `lock`."""
    statement = select(_handover).where(
        _handover.c.district_id == district, _handover.c.id == handover
    )
    found = connection.execute(statement.with_for_update() if lock else statement)
    return found.mappings().one_or_none()


def find_command(connection: Connection, district: str, command: str) -> Row | None:
    """Find the handover that a command id recorded, if it has run before."""
    statement = select(_handover).where(
        _handover.c.district_id == district, _handover.c.command_id == command
    )
    return connection.execute(statement).mappings().one_or_none()


def handover_count(connection: Connection, district: str, worker: str) -> int:
    """Count all handovers there ever were of a worker's families."""
    statement = select(func.count()).where(
        _handover.c.district_id == district, _handover.c.worker == worker
    )
    return int(connection.execute(statement).scalar_one())


def handovers_of(connection: Connection, district: str | None) -> list[Row]:
    """Give the handovers of a district (None: of all), the newest first.

    Each has its `families` and those `returned` counted.
    """
    of_handover = and_(
        _moved.c.district_id == _handover.c.district_id,
        _moved.c.handover_id == _handover.c.id,
    )
    statement = (
        select(
            *_handover.c,
            func.count(_moved.c.case_number).label("families"),
            func.count(_moved.c.returned_entry).label("returned"),
        )
        .join(_moved, of_handover, isouter=True)
        .group_by(*_handover.c)
        .order_by(
            _handover.c.recorded_at.desc(), _handover.c.district_id, _handover.c.id
        )
    )
    if district is not None:
        statement = statement.where(_handover.c.district_id == district)
    return list(connection.execute(statement).mappings())


def cases_of_handover(connection: Connection, handover: Row) -> list[Row]:
    """Give a handover's families with their references, by number."""
    statement = (
        select(_moved, _case.c.reference)
        .join(
            _case,
            (_case.c.district_id == _moved.c.district_id)
            & (_case.c.number == _moved.c.case_number),
        )
        .where(
            _moved.c.district_id == handover["district_id"],
            _moved.c.handover_id == handover["id"],
        )
        .order_by(_moved.c.case_number)
    )
    return list(connection.execute(statement).mappings())


def write_returned(connection: Connection, moved: Row, entry: int) -> None:
    """Write that a family was given back, by which history entry."""
    connection.execute(
        update(_moved)
        .where(
            _moved.c.district_id == moved["district_id"],
            _moved.c.handover_id == moved["handover_id"],
            _moved.c.case_number == moved["case_number"],
        )
        .values(returned_entry=entry)
    )


def write_undone(
    connection: Connection, handover: Row, *, by: str, at: datetime
) -> None:
    """Write that a handover was undone, by whom and when."""
    connection.execute(
        update(_handover)
        .where(
            _handover.c.district_id == handover["district_id"],
            _handover.c.id == handover["id"],
        )
        .values(undone_by=by, undone_at=at)
    )
