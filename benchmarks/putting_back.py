"""A sweep taken back, so that each round finds the same database, equally warm.

A copy a round would be fairer on paper. At a million cases it is 15 GB, and then what
the machine still has in memory of it decides the figure, not who sweeps.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    bindparam,
    delete,
    select,
    text,
    update,
)

from benchmarks.databases import Row
from storage.database import on_postgresql, reading, writing
from storage.rows import table_of
from storage.tables import Clock, Firing, OutboxMessage, Task

SWEPT = (Task, OutboxMessage, Firing)
"""What a sweep adds to; besides, it changes clocks."""
_GUARDS = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
)


def due_clocks(database: Engine, now: datetime) -> list[Row]:
    """Give the clocks that a sweep at a moment will change, as they are before it."""
    clock = table_of(Clock)
    due = select(clock).where(
        clock.c.stopped_on.is_(None), clock.c.next_rung_on <= now.date()
    )
    with reading(database) as connection:
        return [dict(row) for row in connection.execute(due).mappings()]


def put_back(
    database: Engine, raised: Mapping[str, Sequence[Row]], clocks: Sequence[Row]
) -> None:
    """Leave a database as it was before a sweep.

    Args:
        database: which a sweep has been through.
        raised: the rows that the sweep has added, by table.
        clocks: those that it changed, from `due_clocks`.
    """
    with writing(database) as connection, _unguarded(connection):
        for model in SWEPT:
            table = table_of(model)
            keys = tuple(table.primary_key.columns)
            gone = delete(table).where(*_these(keys))
            if rows := raised[table.name]:
                connection.execute(gone, [_key_of(row, keys) for row in rows])
        _restore(connection, clocks)
    _tidy(database)


def _restore(connection: Connection, clocks: Sequence[Row]) -> None:
    clock = table_of(Clock)
    keys = tuple(clock.primary_key.columns)
    rest = [column.name for column in clock.columns if column not in keys]
    again = (
        update(clock)
        .where(*_these(keys))
        .values({name: bindparam(f"was_{name}") for name in rest})
    )
    rows = [
        _key_of(row, keys) | {f"was_{name}": row[name] for name in rest}
        for row in clocks
    ]
    connection.execute(again, rows)


def _these(keys: Sequence[Column[Any]]) -> list[ColumnElement[bool]]:
    return [column == bindparam(f"key_{column.name}") for column in keys]


def _key_of(row: Row, keys: Sequence[Column[Any]]) -> dict[str, object]:
    return {f"key_{column.name}": row[column.name] for column in keys}


@contextmanager
def _unguarded(connection: Connection) -> Iterator[None]:
    """Firings are written once: the triggers that see to it step aside."""
    if on_postgresql(connection):
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        return
    guards = connection.execute(_GUARDS, {"table": table_of(Firing).name}).all()
    for name, _ in guards:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, sql in guards:
        connection.exec_driver_sql(sql)


def _tidy(database: Engine) -> None:
    """Let no round pay for the rows that the one before has left behind."""
    with reading(database) as connection:
        if not on_postgresql(connection):
            return
    tables = ", ".join(table_of(model).name for model in (*SWEPT, Clock))
    address = database.url.set(drivername="postgresql")
    plain = address.render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"VACUUM {tables}".encode())
        connection.execute("CHECKPOINT")
