"""The three databases that are measured, each opened by the engine and by its driver.

The driver's connection gets what the engine's gets: WAL, foreign keys, the same
`synchronous`, so that both wait for the same disk.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, Protocol

import psycopg
from sqlalchemy import Engine, Select, event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import SQLModel

from storage.database import open_database, reading
from storage.rows import table_of

Kind = Literal["sqlite-normal", "sqlite-full", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite-normal", "sqlite-full", "postgresql")
TITLES: dict[Kind, str] = {
    "sqlite-normal": "SQLite NORMAL",
    "sqlite-full": "SQLite FULL",
    "postgresql": "PostgreSQL",
}
PATIENCE_SECONDS = 60
Row = Mapping[str, object]
"""A row as it is stored, by column."""


def open_engine(kind: Kind, url: str) -> Engine:
    """Open a database as the engine does; SQLite FULL waits for the disk each time."""
    database = open_database(url)
    if kind == "sqlite-full":
        event.listen(database, "connect", _wait_for_the_disk)
    return database


def _wait_for_the_disk(
    connection: DBAPIConnection, _entry: ConnectionPoolEntry
) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


class Rows(Protocol):
    """What both drivers give back."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row of any columns
        """Give the next row."""

    def fetchall(self) -> list[Any]:
        """Give the rest."""


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A plain connection: SQL as text, prepared by the driver, rows as tuples."""

    kind: Kind
    cursor: Any

    @property
    def on_postgresql(self) -> bool:
        """Whether it speaks to PostgreSQL."""
        return self.kind == "postgresql"

    def sql(self, text: str, *, on_postgresql: str = "") -> str:
        """Give a statement in the driver's spelling.

        Args:
            text: with `?` for each value.
            on_postgresql: what is added on PostgreSQL alone, such as a lock.
        """
        if not self.on_postgresql:
            return text
        return f"{text} {on_postgresql}".strip().replace("?", "%s")

    def day(self, day: date) -> date | str:
        """Give a day as the engine stores it."""
        return day if self.on_postgresql else day.isoformat()

    def moment(self, moment: datetime) -> datetime | str:
        """Give a moment as the engine stores it."""
        if self.on_postgresql:
            return moment
        return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")

    def value(self, value: object) -> object:
        """Give any value as the engine stores it."""
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, bool) and not self.on_postgresql:
            return int(value)
        return value

    def among(self, column: str, values: Sequence[object]) -> tuple[str, list[object]]:
        """Give the condition that a column holds one of these, and what it takes."""
        if self.on_postgresql:
            return f"{column} = ANY(%s)", [list(values)]
        return f"{column} IN ({', '.join('?' * len(values))})", list(values)

    def begin(self) -> None:
        """Begin a transaction that writes."""
        self.cursor.execute("BEGIN" if self.on_postgresql else "BEGIN IMMEDIATE")

    def begin_reading(self) -> None:
        """Begin a transaction that only reads, from one snapshot."""
        reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        self.cursor.execute(reading if self.on_postgresql else "BEGIN")

    def commit(self) -> None:
        """Commit."""
        self.cursor.execute("COMMIT")

    def execute(self, text: str, values: Sequence[object] = ()) -> Rows:
        """Send one statement, made by `sql`."""
        rows: Rows = self.cursor.execute(text, values)
        return rows

    def executemany(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        """Send one statement for many rows, as the driver does it best."""
        if rows:
            self.cursor.executemany(text, rows)


@contextmanager
def open_driver(kind: Kind, url: str) -> Iterator[Driver]:
    """Open a database by its driver alone, set as the engine sets it."""
    if kind == "postgresql":
        address = make_url(url).set(drivername="postgresql")
        settings = "-c timezone=UTC -c datestyle=ISO"
        with psycopg.connect(
            address.render_as_string(hide_password=False),
            options=settings,
            autocommit=True,
            prepare_threshold=0,
        ) as server:
            yield Driver(kind=kind, cursor=server.cursor())
        return
    file = sqlite3.connect(
        str(make_url(url).database),
        timeout=PATIENCE_SECONDS,
        isolation_level=None,
        cached_statements=256,
    )
    try:
        file.execute("PRAGMA journal_mode = WAL")
        how = "FULL" if kind == "sqlite-full" else "NORMAL"
        file.execute(f"PRAGMA synchronous = {how}")
        file.execute("PRAGMA foreign_keys = ON")
        yield Driver(kind=kind, cursor=file.cursor())
    finally:
        file.close()


def rows_of(
    database: Engine, model: type[SQLModel], **where: object
) -> list[dict[str, Any]]:
    """Read the rows of a table that have these values, in key order."""
    with reading(database) as connection:
        found = connection.execute(_rows(model, where)).mappings()
        return [dict(row) for row in found]


def first_row_of(
    database: Engine, model: type[SQLModel], **where: object
) -> dict[str, Any]:
    """Read the first of these rows alone; there has to be one."""
    with reading(database) as connection:
        return dict(connection.execute(_rows(model, where).limit(1)).mappings().one())


def _rows(model: type[SQLModel], where: Row) -> Select[Any]:
    table = table_of(model)
    matches = [table.c[name] == value for name, value in where.items()]
    return select(table).where(*matches).order_by(*table.primary_key.columns)
