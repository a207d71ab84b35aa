"""What was done about access, and which cases were looked at."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.rows import Row, insert_rows, table_of
from storage.tables import AccessEvent, CaseRead, FamilyCase

_event = table_of(AccessEvent)
_read = table_of(CaseRead)
_case = table_of(FamilyCase)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAccessEvent:
    """Something that is to be noted: who did what, about whom or what."""

    id: str
    at: datetime
    user: str
    what: str
    about: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewCaseRead:
    """That somebody looks at a case."""

    district_id: str
    id: str
    case_number: int
    user: str
    page: str
    at: datetime


def note_event(connection: Connection, event: NewAccessEvent) -> None:
    """Write one event."""
    insert_rows(connection, AccessEvent, [asdict(event)])


def write_reads(connection: Connection, reads: Iterable[NewCaseRead]) -> None:
    """Write that cases are looked at."""
    insert_rows(connection, CaseRead, [asdict(each) for each in reads])


def latest_events(connection: Connection, most: int, user: str = "") -> list[Row]:
    """Read the latest events, the newest first; of one user, or of all for ''."""
    statement = select(_event).order_by(_event.c.at.desc(), _event.c.id).limit(most)
    if user:
        statement = statement.where(_event.c.user == user)
    return list(connection.execute(statement).mappings())


def reads_of_case(
    connection: Connection, district: str, number: int, most: int
) -> list[Row]:
    """Read who looked at a case, the latest first."""
    statement = (
        select(_read)
        .where(_read.c.district_id == district, _read.c.case_number == number)
        .order_by(_read.c.at.desc(), _read.c.id)
        .limit(most)
    )
    return list(connection.execute(statement).mappings())


def reads_by_user(
    connection: Connection, district: str, user: str, most: int
) -> list[Row]:
    """Read which cases of a district somebody looked at, the latest first."""
    statement = (
        select(_read, _case.c.reference)
        .join(
            _case,
            (_case.c.district_id == _read.c.district_id)
            & (_case.c.number == _read.c.case_number),
        )
        .where(_read.c.district_id == district, _read.c.user == user)
        .order_by(_read.c.at.desc(), _read.c.id)
        .limit(most)
    )
    return list(connection.execute(statement).mappings())
