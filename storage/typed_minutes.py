"""What users have typed of a meeting's decisions, before it is recorded."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import on_postgresql
from storage.rows import Row, table_of
from storage.tables import TypedMinutes

_typed = table_of(TypedMinutes)


def keep_typed_minutes(
    connection: Connection, agenda: Row, user: str, content: str, at: datetime
) -> None:
    """Keep what a user has typed of an agenda's decisions, over what was before."""
    row = {
        "district_id": agenda["district_id"],
        "agenda_id": agenda["id"],
        "user": user,
        "content": content,
        "typed_at": at,
    }
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    insert = dialect.insert(_typed).values(row)
    kept = {"content": content, "typed_at": at}
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=("district_id", "agenda_id", "user"), set_=kept
        )
    )


def typed_minutes(
    connection: Connection, district: str, agenda: str, user: str
) -> str | None:
    """Give what a user has typed of an agenda's decisions."""
    statement = select(_typed.c.content).where(
        _typed.c.district_id == district,
        _typed.c.agenda_id == agenda,
        _typed.c.user == user,
    )
    found = connection.execute(statement).scalar_one_or_none()
    return None if found is None else str(found)
