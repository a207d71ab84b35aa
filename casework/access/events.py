"""Noting what an auditor asks for: who signed in, who was given what, what was read."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection

from casework.context import Context
from engine.access.sight import Sight
from storage.access_log import NewAccessEvent, NewCaseRead, note_event, write_reads
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


def note_reads(
    connection: Connection, sight: Sight, cases: Iterable[CaseKey], page: str
) -> None:
    """Note that somebody looks at cases, in the transaction that finds them.

    Args:
        connection: a transaction that writes.
        sight: who looks, and when.
        cases: the district and number of each.
        page: the part of the case that is shown, such as `summary`.
    """
    by = f" (token {sight.token})" if sight.token else ""
    reads = [
        NewCaseRead(
            district_id=district,
            id=uuid4().hex,
            case_number=number,
            user=sight.user,
            page=page + by,
            at=sight.at,
        )
        for district, number in cases
    ]
    write_reads(connection, reads)


def record_reads(
    context: Context, sight: Sight, cases: Iterable[CaseKey], page: str
) -> None:
    """Note on its own that somebody looks at cases.

    A page that can not note it is not shown.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        note_reads(connection, sight, cases, page)
