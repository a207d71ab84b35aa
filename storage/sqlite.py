"""What SQLite needs: settings per connection, its own BEGIN, and a file that is there.

WAL, foreign keys on and patience are set for each connection. A writing transaction
is BEGIN IMMEDIATE, emitted on SQLAlchemy's own `begin` event: the driver's
`isolation_level` lost updates, and a deferred BEGIN fails at the first write. A
reading one is a plain BEGIN, so that readers never wait.
"""

import os
import sqlite3
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.addresses import read_address
from storage.errors import DatabaseGoneError, DatabaseMissingError
from storage.held import tell

READING = "reading"
"""The execution option of a transaction that only reads."""


def open_sqlite(name: str, *, create: bool, patience: float) -> Engine:
    """Open an SQLite file.

    Args:
        name: the file's path.
        create: whether it may be made when there is none.
        patience: how long to wait for others who write, in seconds.

    Raises:
        ValueError: no file is named.
        DatabaseMissingError: there is no such file, and `create` is false.
        DatabaseGoneError: there is no such folder.
    """
    file = _file(name, create=create)
    mode = "rwc" if create else "rw"  # without one, SQLite makes what has gone anew
    query = {"mode": mode, "uri": "true"}
    database = create_engine(
        URL.create("sqlite", database=file.as_uri(), query=query),
        connect_args={"timeout": patience},
        hide_parameters=True,  # an error that is shown or logged names nobody
    )
    event.listen(database, "connect", _prepare)
    event.listen(database, "begin", _begin)
    _watch(database, file)
    return database


def sqlite_file(url: str) -> Path | None:
    """Give the file of an SQLite database, there or not; None for another kind.

    Raises:
        DatabaseGoneError: the URL can not be understood.
    """
    try:
        address = read_address(url).url
    except (ArgumentError, ValueError) as error:
        raise DatabaseGoneError(f"DATABASE_URL is not understood: {error}.") from error
    if address.get_backend_name() != "sqlite":
        return None
    return Path(str(address.database)).absolute()


def _file(name: str, *, create: bool) -> Path:
    if not name or name == ":memory:":
        raise ValueError("SQLite needs a file: sqlite:///family_cases.db")
    file = Path(name).absolute()
    if not create and not file.exists():
        raise DatabaseMissingError(
            f"There is no database at {file}. Run `run_engine.py init-db` first, or "
            "set DATABASE_URL to where it is."
        )
    if not file.parent.is_dir():
        raise DatabaseGoneError(
            f"There is no folder {file.parent}. Make it, or set DATABASE_URL to "
            "another place."
        )
    return file


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we emit BEGIN ourselves
    cursor = connection.cursor()
    _use_wal(cursor)
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _use_wal(cursor: DBAPICursor) -> None:
    """Of two that open a new file at once, SQLite refuses one without patience."""
    for pause in (0.02, 0.2, 0.0):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not pause or "locked" not in str(error):
                raise
            sleep(pause)
        else:
            return


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(READING, False)
    tell(connection, "BEGIN" if reads else "BEGIN IMMEDIATE")


def _watch(database: Engine, file: Path) -> None:
    """Notice a file that was removed or replaced while we have it open.

    Its open connections would go on writing, to a file that nobody sees.
    """

    def remember(_connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info["file"] = _identity(file)

    def compare(
        _connection: DBAPIConnection,
        entry: ConnectionPoolEntry,
        _proxy: Any,  # noqa: ANN401 - SQLAlchemy's own, of no use here
    ) -> None:
        if _identity(file) != entry.info["file"]:
            raise DisconnectionError

    event.listen(database, "connect", remember)
    event.listen(database, "checkout", compare)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(file)  # noqa: PTH116 - asked for each transaction
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
