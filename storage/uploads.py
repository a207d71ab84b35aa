"""Lists that users have sent to the pages, before their families are opened."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.text import is_storable
from storage.database import on_postgresql
from storage.rows import Row, table_of
from storage.tables import UploadedList

_list = table_of(UploadedList)
_KEY = ("district_id", "user", "content_hash")
UploadKey = tuple[str, str, str]
"""The district, the user who sent the list, and the hash of what is in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewUpload:
    """A list about to be kept; `packed` is the compressed file."""

    district_id: str
    user: str
    content_hash: str
    file_name: str
    packed: bytes
    uploaded_at: datetime


def keep_upload(connection: Connection, upload: NewUpload) -> None:
    """Keep a list; sent again, it is kept once, under the name that it has now."""
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    insert = dialect.insert(_list).values(asdict(upload))
    anew = {"file_name": upload.file_name, "uploaded_at": upload.uploaded_at}
    connection.execute(insert.on_conflict_do_update(index_elements=_KEY, set_=anew))


def find_upload(connection: Connection, key: UploadKey, since: datetime) -> Row | None:
    """Read a list that was sent since a moment."""
    if not is_storable(key[2]):
        return None
    statement = select(_list).where(_is(key), _list.c.uploaded_at >= since)
    return connection.execute(statement).mappings().one_or_none()


def uploads_of(
    connection: Connection, district: str, user: str, since: datetime
) -> list[Row]:
    """Give what a user has sent since a moment, without its content, latest first."""
    statement = (
        select(_list.c.content_hash, _list.c.file_name, _list.c.uploaded_at)
        .where(
            _list.c.district_id == district,
            _list.c.user == user,
            _list.c.uploaded_at >= since,
        )
        .order_by(_list.c.uploaded_at.desc(), _list.c.content_hash)
    )
    return list(connection.execute(statement).mappings())


def drop_upload(connection: Connection, key: UploadKey) -> None:
    """Throw a list away."""
    connection.execute(delete(_list).where(_is(key)))


def drop_uploads_before(connection: Connection, moment: datetime) -> None:
    """Throw away the lists that were sent before a moment, whoever sent them."""
    connection.execute(delete(_list).where(_list.c.uploaded_at < moment))


def _is(key: UploadKey) -> ColumnElement[bool]:
    return and_(
        *(_list.c[name] == value for name, value in zip(_KEY, key, strict=True))
    )
