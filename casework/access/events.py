"""Noting what an auditor asks for: who signed in, who was given what, what was read."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection

from casework.context import Context
from engine.access.sight import Sight
from storage.access_log import NewAccessEvent, NewCaseRead, note_event, note_read
from storage.database import writing

CaseKey = tuple[str, int]


def note(  # noqa: PLR0913 - an event is said in one breath
    connection: Connection,
    at: datetime,
    user: str,
    what: str,
    *,
    about: str = "",
    detail: str = "",
) -> None:
    """Note an event in the transaction that it belongs to."""
    event = NewAccessEvent(
        id=uuid4().hex, at=at, user=user, what=what, about=about, detail=detail
    )
    note_event(connection, event)


def record_event(
    context: Context, sight: Sight, what: str, about: str, detail: str = ""
) -> None:
    """Note an event on its own, such as an export: which list, and how many rows.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        note(connection, sight.at, sight.user, what, about=about, detail=detail)


def record_read(context: Context, sight: Sight, case: CaseKey, page: str) -> None:
    """Note that somebody looks at a case. A page that can not note it is not shown.

    Args:
        context: the database.
        sight: who looks, and when.
        case: its district and number.
        page: the part of the case that is shown, such as `summary`.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    district, number = case
    read = NewCaseRead(
        district_id=district,
        id=uuid4().hex,
        case_number=number,
        user=sight.user,
        page=page,
        at=sight.at,
    )
    with writing(context.database) as connection:
        note_read(connection, read)
