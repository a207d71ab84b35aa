"""Opening SQLite or PostgreSQL, and the two kinds of transaction.

SQLite: WAL, foreign keys on, five seconds of patience, all set per connection. A
writing transaction is BEGIN IMMEDIATE, emitted on SQLAlchemy's own `begin` event:
the driver's `isolation_level` lost updates, and a deferred BEGIN fails at the first
write. A reading one is a plain BEGIN, so that readers never wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import DatabaseGoneError, DatabaseMissingError
from storage.faults import faults_in_plain_english

PATIENCE_SECONDS = 5
_READING = "reading"


def open_database(url: str, *, create: bool = False) -> Engine:
    """Open a database.

    Args:
        url: `sqlite:///FILE` or `postgresql+psycopg://...`.
        create: whether an SQLite file may be made when there is none.

    Raises:
        DatabaseMissingError: there is no such SQLite file, and `create` is false.
        DatabaseGoneError: the URL can not be understood.
    """
    try:
        address = make_url(url)
        if address.drivername in {"postgresql", "postgres"}:
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite":
            return _open_sqlite(str(address.database or ""), create=create)
        return _open_postgresql(address.render_as_string(hide_password=False))
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseGoneError(
            f"DATABASE_URL is not understood: {error}. Write sqlite:///family_cases.db "
            "or postgresql://user@host/name."
        ) from error


def _open_sqlite(file: str, *, create: bool) -> Engine:
    path = Path(file)
    if not file or file == ":memory:":
        raise ValueError("SQLite needs a file: sqlite:///family_cases.db")
    if not create and not path.exists():
        raise DatabaseMissingError(
            f"There is no database at {path}. Run `run_engine.py init-db` first, or set "
            "DATABASE_URL to where it is."
        )
    database = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": PATIENCE_SECONDS}
    )
    event.listen(database, "connect", _prepare_sqlite)
    event.listen(database, "begin", _begin_sqlite)
    return database


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we emit BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"busy_timeout = {PATIENCE_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _open_postgresql(url: str) -> Engine:
    patience = f"-c lock_timeout={PATIENCE_SECONDS}s -c timezone=UTC"
    return create_engine(
        url,
        pool_pre_ping=True,
        connect_args={"options": patience, "connect_timeout": PATIENCE_SECONDS},
    )


@contextmanager
def writing(database: Engine) -> Iterator[Connection]:
    """One transaction that writes: committed at the end, or nothing at all.

    Raises:
        StorageError: when the database is missing, busy, gone, full or read-only.
    """
    with faults_in_plain_english(), database.begin() as connection:
        yield connection


@contextmanager
def reading(database: Engine) -> Iterator[Connection]:
    """One transaction that only reads, from a single snapshot; nobody waits for it.

    Raises:
        StorageError: when the database is missing, busy or gone.
    """
    options: dict[str, Any] = {_READING: True}
    if database.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with faults_in_plain_english(), database.connect() as connection:
        reader = connection.execution_options(**options)
        with reader.begin():
            yield reader


def on_postgresql(connection: Connection) -> bool:
    """Say whether a connection speaks to PostgreSQL."""
    return connection.dialect.name == "postgresql"
