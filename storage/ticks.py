"""The cases that somebody has ticked in lists, to do something with all of them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, and_, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.access.sight import Sight
from storage.case_keys import are_of
from storage.clocks import CaseKey
from storage.database import on_postgresql
from storage.rows import Row, table_of
from storage.sight import in_sight
from storage.tables import FamilyCase, TickedCase

_ticked = table_of(TickedCase)
_case = table_of(FamilyCase)


def tick_cases(connection: Connection, user: str, cases: Collection[CaseKey]) -> None:
    """Tick cases for a user; those that are ticked already stay so."""
    dialect: Any = postgresql if on_postgresql(connection) else sqlite
    rows = [
        {"user": user, "district_id": district, "case_number": number}
        for district, number in cases
    ]
    if rows:
        statement = dialect.insert(_ticked).values(rows).on_conflict_do_nothing()
        connection.execute(statement)


def untick_cases(connection: Connection, user: str, cases: Collection[CaseKey]) -> None:
    """Take a user's ticks away from these cases."""
    statement = delete(_ticked).where(_ticked.c.user == user, are_of(_ticked, cases))
    connection.execute(statement)


def untick_all(connection: Connection, user: str) -> None:
    """Take all of a user's ticks away."""
    connection.execute(delete(_ticked).where(_ticked.c.user == user))


def ticked_cases(connection: Connection, sight: Sight) -> list[Row]:
    """Give the cases that a user has ticked and still sees, by district and number."""
    of_tick = and_(
        _case.c.district_id == _ticked.c.district_id,
        _case.c.number == _ticked.c.case_number,
    )
    statement = (
        select(_case)
        .join(_ticked, of_tick)
        .where(_ticked.c.user == sight.user, in_sight(_case, sight))
        .order_by(_case.c.district_id, _case.c.number)
    )
    return list(connection.execute(statement).mappings())
