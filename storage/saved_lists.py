"""Lists of cases that people keep under a name, and share with their district."""

from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select
from sqlalchemy.exc import IntegrityError

from engine.access.sight import Sight
from storage.rows import Row, table_of
from storage.tables import SavedList

_list = table_of(SavedList)


def lists_of(connection: Connection, sight: Sight) -> list[Row]:
    """Give a person's own lists, and those shared in a district of theirs."""
    own = _list.c.user == sight.user
    statement = (
        select(_list)
        .where(
            _list.c.district_id.in_(sorted(sight.districts)), or_(own, _list.c.shared)
        )
        .order_by(_list.c.title, _list.c.user)
    )
    return list(connection.execute(statement).mappings())


def keep_list(connection: Connection, values: dict[str, Any]) -> bool:
    """Write a list; False where the person has one of this name in the district."""
    try:
        with connection.begin_nested():
            connection.execute(insert(_list), values)
    except IntegrityError:
        return False
    return True


def drop_list(connection: Connection, district: str, user: str, list_id: str) -> bool:
    """Remove a list of this person's own; whether there was one."""
    statement = delete(_list).where(
        _list.c.district_id == district, _list.c.id == list_id, _list.c.user == user
    )
    return connection.execute(statement).rowcount == 1
