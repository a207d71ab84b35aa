"""Opening SQLite or PostgreSQL, and the two kinds of transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from storage.addresses import KEPT_ALIVE, Address, read_address
from storage.alive import look_before_use
from storage.errors import DatabaseGoneError
from storage.faults import faults_in_plain_english
from storage.sqlite import READING, open_sqlite

PATIENCE_SECONDS = 5


def open_database(
    url: str, *, create: bool = False, patience: float = PATIENCE_SECONDS
) -> Engine:
    """Open a database.

    Args:
        url: `sqlite:///FILE` or `postgresql://...`; of several servers, which make
            one database, `postgresql://user@one,two/name` names each.
        create: whether an SQLite file may be made when there is none.
        patience: how long to wait for others who write, in seconds.

    Raises:
        DatabaseMissingError: there is no such SQLite file, and `create` is false.
        DatabaseGoneError: the URL can not be understood, or names a missing folder.
    """
    try:
        address = read_address(url)
        if address.url.get_backend_name() == "sqlite":
            name = str(address.url.database or "")
            return open_sqlite(name, create=create, patience=patience)
        return _open_postgresql(address, patience=patience)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseGoneError(
            f"DATABASE_URL is not understood: {error}. Write sqlite:///family_cases.db "
            "or postgresql://user@host/name."
        ) from error


def _open_postgresql(address: Address, *, patience: float) -> Engine:
    url = address.url
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise ValueError(f"'{url.drivername}' is neither of the two we know")
    wait = f"-c lock_timeout={int(patience * 1000)}ms"
    settings = f"{wait} -c timezone=UTC -c datestyle=ISO"
    database = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,  # an error that is shown or logged names nobody
        connect_args={
            "options": settings,
            **address.unless_said({"connect_timeout": PATIENCE_SECONDS} | KEPT_ALIVE),
            **address.servers,
        },
    )
    look_before_use(database)
    return database


@contextmanager
def writing(database: Engine) -> Iterator[Connection]:
    """One transaction that writes: committed at the end, or nothing at all.

    Raises:
        InDoubtError: the database went away while it committed: it may have.
        StorageError: when the database is missing, busy, gone, full or read-only.
    """
    with faults_in_plain_english() as so_far, database.connect() as connection:
        transaction = connection.begin()
        yield connection
        so_far.committing = True
        transaction.commit()  # what is not committed is rolled back with the close


@contextmanager
def reading(database: Engine) -> Iterator[Connection]:
    """One transaction that only reads, from a single snapshot; nobody waits for it.

    Raises:
        StorageError: when the database is missing, busy or gone.
    """
    options: dict[str, Any] = {READING: True}
    if database.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with faults_in_plain_english(), database.connect() as connection:
        reader = connection.execution_options(**options)
        with reader.begin():
            yield reader


def on_postgresql(connection: Connection) -> bool:
    """Say whether a connection speaks to PostgreSQL."""
    return connection.dialect.name == "postgresql"
