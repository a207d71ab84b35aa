"""Messages that are about no case: to one user, or to whoever holds a role."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import on_postgresql
from storage.rows import insert_rows, table_of
from storage.tables import OutboxMessage

_outbox = table_of(OutboxMessage)


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A message that belongs to no case; `user` is empty for all who hold the role."""

    id: str
    role: str
    user: str
    subject: str
    body: str
    about: date
    urgent: bool


def write_notices(
    connection: Connection, district: str, notices: Iterable[Notice], now: datetime
) -> int:
    """Put notices into the outbox; give how many there were."""
    rows = [_row(district, notice, now) for notice in notices]
    return insert_rows(connection, OutboxMessage, rows)


def write_once(
    connection: Connection, district: str, notice: Notice, now: datetime
) -> bool:
    """Put a notice into the outbox, unless it was put there before."""
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    statement = dialect.insert(_outbox).values(_row(district, notice, now))
    once = statement.on_conflict_do_nothing().returning(_outbox.c.id)
    return connection.execute(once).first() is not None


def was_written(connection: Connection, district: str, notice: str) -> bool:
    """Say whether a notice was put into the outbox, by its id."""
    statement = select(_outbox.c.id).where(
        _outbox.c.district_id == district, _outbox.c.id == notice
    )
    return connection.execute(statement).first() is not None


def _row(district: str, notice: Notice, now: datetime) -> dict[str, Any]:
    more = {
        "district_id": district,
        "case_number": None,
        "created_at": now,
        "state": "waiting",
        "why": "",
    }
    return asdict(notice) | more
