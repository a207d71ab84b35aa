"""Answers that somebody has typed for an event and not sent yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.access.sight import Sight
from engine.text import is_storable
from storage.clocks import CaseKey
from storage.database import on_postgresql
from storage.rows import Row, as_json, table_of
from storage.sight import in_sight
from storage.tables import Draft, FamilyCase

_draft = table_of(Draft)
_case = table_of(FamilyCase)
_OF_CASE = and_(
    _case.c.district_id == _draft.c.district_id,
    _case.c.number == _draft.c.case_number,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredDraft:
    """The answers typed so far for an event of a case, under a command id."""

    id: str
    case: CaseKey
    user: str
    event: str
    seen_version: int
    answers: Mapping[str, str]
    done: bool
    typed_at: datetime


def find_draft(
    connection: Connection, district: str, user: str, draft: str
) -> StoredDraft | None:
    """Read a user's draft by its id."""
    if not is_storable(draft):
        return None
    statement = select(_draft).where(
        _draft.c.district_id == district, _draft.c.id == draft, _draft.c.user == user
    )
    row = connection.execute(statement).mappings().one_or_none()
    return None if row is None else _stored(row)


def keep_draft(connection: Connection, draft: StoredDraft) -> None:
    """Write a draft in place of what it was before.

    An id that is somebody else's is left as it is.
    """
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    new = {
        "seen_version": draft.seen_version,
        "answers": as_json(dict(draft.answers)),
        "state": "done" if draft.done else "open",
        "typed_at": draft.typed_at,
    }
    whose = {
        "district_id": draft.case[0],
        "id": draft.id,
        "case_number": draft.case[1],
        "user": draft.user,
        "event": draft.event,
    }
    statement = dialect.insert(_draft).values(whose | new)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["district_id", "id"],
            set_=new,
            where=_draft.c.user == draft.user,
        )
    )


def open_drafts(connection: Connection, sight: Sight, most: int) -> list[Row]:
    """Give a user's unfinished drafts with their cases, the latest first."""
    statement = (
        select(_draft, _case.c.reference, _case.c.workflow_hash)
        .join(_case, _OF_CASE)
        .where(
            _draft.c.district_id.in_(sorted(sight.districts)),
            _draft.c.user == sight.user,
            in_sight(_case, sight),
            _draft.c.state == "open",
        )
        .order_by(_draft.c.typed_at.desc(), _draft.c.id)
        .limit(most)
    )
    return list(connection.execute(statement).mappings())


def drop_draft(connection: Connection, district: str, user: str, draft: str) -> None:
    """Throw a draft away."""
    connection.execute(
        delete(_draft).where(
            _draft.c.district_id == district,
            _draft.c.user == user,
            _draft.c.id == draft,
        )
    )


def drop_drafts_before(connection: Connection, moment: datetime) -> int:
    """Throw away the drafts that nobody has touched since a moment; how many."""
    return connection.execute(delete(_draft).where(_draft.c.typed_at < moment)).rowcount


def _stored(row: Row) -> StoredDraft:
    return StoredDraft(
        id=row["id"],
        case=(row["district_id"], row["case_number"]),
        user=row["user"],
        event=row["event"],
        seen_version=row["seen_version"],
        answers=json.loads(row["answers"]),
        done=row["state"] == "done",
        typed_at=row["typed_at"],
    )
