"""Writing very many rows at once: executemany on SQLite, COPY on PostgreSQL.

The indexes that are no constraint are taken down first and put up again at the end;
foreign keys are not followed meanwhile. `check_references` follows them afterwards.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from benchmarks.floor.statements import insert
from storage.tables import metadata

FLUSH = 20_000
"""How many rows of a table are written at once."""
_INDEXES_SQLITE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
)
_INDEXES_POSTGRESQL = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)


_IN_A_HURRY = (
    ("journal_mode", "OFF"),  # a log of a new file's every page would outgrow the file
    ("synchronous", "OFF"),
    ("foreign_keys", "OFF"),
    ("cache_size", -400000),
)


class Writer(Protocol):
    """Writes rows of a table, values in the order of its columns."""

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Write rows."""

    def finish(self) -> None:
        """Put the indexes up, and commit."""


class Loader:
    """Gathers rows by table, and hands them on many at a time."""

    def __init__(self, writer: Writer) -> None:
        """Take who writes them."""
        self._writer = writer
        self._rows: dict[str, list[Sequence[object]]] = defaultdict(list)
        self.written = 0

    def add(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Take rows in."""
        gathered = self._rows[table]
        gathered.extend(rows)
        if len(gathered) >= FLUSH:
            self._flush(table)

    def _flush(self, table: str) -> None:
        self._writer.write(table, self._rows[table])
        self.written += len(self._rows[table])
        self._rows[table] = []

    def finish(self) -> None:
        """Write what is left, and end."""
        for table in list(self._rows):
            self._flush(table)
        self._writer.finish()


@contextmanager
def loading(url: str) -> Iterator[Loader]:
    """Load rows into a database that has its tables, for the length of a block.

    What breaks off leaves an SQLite file that is worth nothing: begin with a new one.

    Raises:
        psycopg.errors.InsufficientPrivilege: on PostgreSQL, who loads may not leave
            foreign keys aside: only a superuser may.
    """
    if make_url(url).get_backend_name() == "sqlite":
        file = sqlite3.connect(str(make_url(url).database), isolation_level=None)
        try:
            loader = Loader(_Sqlite(file))
            yield loader
            loader.finish()
        finally:
            file.close()
        return
    address = make_url(url).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as server:
        loader = Loader(_Postgresql(server))
        yield loader
        loader.finish()


class _Sqlite:
    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        for name, value in _IN_A_HURRY:
            file.execute(f"PRAGMA {name} = {value}")
        self._indexes = dict(file.execute(_INDEXES_SQLITE).fetchall())
        file.execute("BEGIN IMMEDIATE")
        for name in self._indexes:
            file.execute(f'DROP INDEX "{name}"')

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        self._file.executemany(insert(table), rows)

    def finish(self) -> None:
        for statement in self._indexes.values():
            self._file.execute(statement)
        self._file.execute("COMMIT")
        self._file.execute("PRAGMA journal_mode = WAL")


class _Postgresql:
    def __init__(self, server: psycopg.Connection) -> None:
        self._server = server
        server.execute("SET session_replication_role = replica")
        server.execute("SET timezone = 'UTC'")
        server.execute("SET maintenance_work_mem = '512MB'")
        self._indexes = server.execute(_INDEXES_POSTGRESQL).fetchall()
        for name, _ in self._indexes:
            server.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        names = map(sql.Identifier, metadata.tables[table].columns.keys())
        copy = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(names)
        )
        with self._server.cursor() as cursor, cursor.copy(copy) as into:
            for row in rows:
                into.write_row(row)

    def finish(self) -> None:
        for _, statement in self._indexes:
            self._server.execute(statement)
        self._server.commit()
        self._server.autocommit = True
        self._server.execute("VACUUM ANALYZE")
