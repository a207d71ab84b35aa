"""Small helpers for Core statements over the SQLModel tables."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    Table,
    insert,
    literal,
)
from sqlmodel import SQLModel

Row = RowMapping


def table_of(model: type[SQLModel]) -> Table:
    """Give the table behind a SQLModel class."""
    return model.__table__  # type: ignore[attr-defined, no-any-return]


def inline(value: str) -> BindParameter[str]:
    """Give a value that is written into the SQL itself.

    A partial index serves only statements that say its condition literally.
    """
    return literal(value, literal_execute=True)


def insert_rows(
    connection: Connection, model: type[SQLModel], rows: Iterable[dict[str, Any]]
) -> int:
    """Insert rows in one statement; give how many there were."""
    values = list(rows)
    if values:
        connection.execute(insert(table_of(model)), values)
    return len(values)


def as_json(value: object) -> str:
    """Write a value as stable JSON text."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )
